#include "vault/readers.h"

namespace primum::vault {

Result<> add_reader(const Repository& repository, const ReadingKey& adder, const ReadingKey& added,
                    const std::string& label, Time now) {
    for (const auto& reader : repository.reader_keys()) {
        if (reader == added.public_part()) {
            return Error{ErrorKind::usage,
                         {"cette clé lit déjà ce dépôt", "this key reads this repository already"}};
        }
    }
    std::vector<ToldComputer> told;
    for (const auto& computer : repository.computers()) {
        auto secrets = TRY(open_certificate(computer.certificate, adder));
        told.push_back(
            {.computer = computer.certificate.computer(), .keys = std::move(secrets.keys)});
    }
    const NewReader reader{.repository = repository.id(),
                           .added = added,
                           .adder = adder,
                           .label = label,
                           .created = now};
    const auto file = TRY(write_added_reader(reader, TRY(recipients_of(repository, adder)), told));
    TRY(repository.storage().put(
        {.folder = {.kind = ObjectKind::reader}, .hash = crypto::sha256(file)}, file));
    return {};
}

}  // namespace primum::vault

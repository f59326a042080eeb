#include "base/hex.h"
#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_words.h"

namespace primum::cli {
namespace {

std::string label_of(const vault::Repository& repository, const vault::Id16& reader) {
    for (const auto& known : repository.readers()) {
        if (known.named.reader.id() == reader) return known.named.label;
    }
    return "";
}

}  // namespace

Result<ExitCode> run_vault_key_test(const VaultArguments& asked, Language language) {
    auto vault = TRY(open_vault(asked.repository, asked.key));
    auto& repository = *vault.repository;
    // To know the key is not enough: what was sealed to it must open.
    std::size_t computers = 0;
    for (const auto& known : repository.computers()) {
        TRY(vault::open_certificate(known.certificate, *vault.reading));
        ++computers;
    }
    const auto snapshots = TRY(repository.snapshots());
    if (!snapshots.empty()) {
        TRY(TRY(repository.load(snapshots.back())).open(*vault.reading));
    }
    const auto label = label_of(repository, vault.reading->id());
    if (asked.format == "json") {
        print_json({{"ok", true},
                    {"reader", label},
                    {"computers", computers},
                    {"snapshots", snapshots.size()}});
    } else {
        print_line(say("Cette clé ({}) ouvre le dépôt : {} sauvegardes.",
                       "This key ({}) opens the repository: {} snapshots.", path_text(label),
                       snapshots.size()),
                   language);
    }
    return ExitCode::fine;
}

Result<ExitCode> run_vault_key_list(const VaultArguments& asked, Language /*language*/) {
    const auto vault = TRY(open_vault(asked.repository, ""));
    auto array = nlohmann::ordered_json::array();
    for (const auto& known : vault.repository->readers()) {
        const auto id = hex_of(known.named.reader.id());
        const auto created =
            known.added ? known.added->created : vault.repository->config().created;
        array.push_back({{"id", id},
                         {"label", known.named.label},
                         {"created", format_time(created)},
                         {"added", known.added.has_value()}});
        if (asked.format == "json") continue;
        fmt::print("{}  {}  {}\n", id.substr(0, 12), format_time(created),
                   path_text(known.named.label));
    }
    if (asked.format == "json") print_json(array);
    return ExitCode::fine;
}

}  // namespace primum::cli

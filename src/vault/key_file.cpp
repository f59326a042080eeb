#include "vault/key_file.h"

#include "base/hex.h"
#include "base/text.h"
#include "crypto/random.h"
#include "crypto/sealed_secret.h"

namespace primum::vault {
namespace {

constexpr std::string_view title = "primum vault reading key 1";

Result<> read_line(std::string_view line, KeyFile& file) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return {};
    const auto name = trim(line.substr(0, colon));
    const auto value = trim(line.substr(colon + 1));
    if (name == "salt") {
        file.salt = TRY(array_from_hex<sizeof(crypto::PassphraseSalt)>(value));
    } else if (name == "sealed") {
        file.sealed = TRY(array_from_hex<sizeof(crypto::SealedSecret)>(value));
    } else if (name == "passes" || name == "memory-kib") {
        const auto number = parse_number(value);
        if (!number) return broken({"un nombre illisible", "an unreadable number"});
        (name == "passes" ? file.cost.passes : file.cost.memory_kib) = *number;
    }
    return {};
}

}  // namespace

bool is_key_file(std::string_view text) { return text.starts_with(title); }

std::string write_key_file(const crypto::Secret32& seed, std::string_view passphrase,
                           const crypto::PassphraseCost& cost) {
    const auto salt = crypto::random_bytes<sizeof(crypto::PassphraseSalt)>();
    const auto key = crypto::stretch_passphrase(passphrase, salt, cost);
    CHECK(key);  // The cost is ours.
    return fmt::format("{}\nsalt: {}\npasses: {}\nmemory-kib: {}\nsealed: {}\n", title,
                       hex_of(salt), cost.passes, cost.memory_kib,
                       hex_of(crypto::seal_secret(*key, seed)));
}

Result<KeyFile> parse_key_file(std::string_view text) {
    if (!is_key_file(text)) {
        return broken({"ce n'est pas un fichier de clé", "this is not a key file"});
    }
    KeyFile file;
    for (const auto line : split(text.substr(title.size()), '\n')) TRY(read_line(line, file));
    return file;
}

Result<crypto::Secret32> open_key_file(std::string_view text, std::string_view passphrase) {
    const auto file = TRY(parse_key_file(text));
    const auto key = TRY(crypto::stretch_passphrase(passphrase, file.salt, file.cost));
    auto seed = crypto::open_secret(key, file.sealed);
    if (!seed) {
        return Error{ErrorKind::usage,
                     {"la phrase de passe n'ouvre pas ce fichier de clé",
                      "the passphrase does not open this key file"}};
    }
    return seed;
}

}  // namespace primum::vault

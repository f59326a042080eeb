#include "cli/vault_passphrase.h"

#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <map>

#include "base/text.h"
#include "crypto/passphrase.h"
#include "crypto/random.h"
#include "crypto/sealed_secret.h"
#include "vault/format/encoding.h"

namespace primum::cli {
namespace {

constexpr std::string_view first_line = "primum vault reading key 1";
constexpr std::size_t passphrase_letters_min = 12;

// Typed letters are not shown as long as this lives.
class HiddenTyping {
public:
    HiddenTyping() {
        hidden_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
        if (!hidden_) return;
        auto silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    ~HiddenTyping() {
        if (hidden_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    HiddenTyping(const HiddenTyping&) = delete;
    HiddenTyping& operator=(const HiddenTyping&) = delete;

private:
    termios before_{};
    bool hidden_ = false;
};

Result<std::string> ask_passphrase(const Sentence& question) {
    // In a script; the program has one thread yet.
    const char* given = std::getenv("PRIMUM_PASSPHRASE");  // NOLINT(concurrency-mt-unsafe)
    if (given != nullptr) return std::string(given);
    if (::isatty(STDIN_FILENO) == 0) {
        return Error{ErrorKind::usage,
                     {"cette clé demande une phrase secrète : lancez la commande dans un terminal",
                      "this key asks for a passphrase: run the command in a terminal"}};
    }
    const HiddenTyping hidden;
    std::cerr << question.french << " / " << question.english << " : " << std::flush;
    std::string passphrase;
    std::getline(std::cin, passphrase);
    std::cerr << '\n';
    return passphrase;
}

Error broken() {
    return {ErrorKind::malformed, {"ce fichier de clé est abîmé", "this key file is damaged"}};
}

std::map<std::string, std::string> values_of(std::string_view text) {
    std::map<std::string, std::string> values;
    for (const auto line : split(text, '\n')) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        values.emplace(trim(line.substr(0, colon)), trim(line.substr(colon + 1)));
    }
    return values;
}

}  // namespace

bool is_sealed_key(std::string_view text) { return text.starts_with(first_line); }

Result<crypto::Secret32> open_sealed_key(std::string_view text) {
    auto values = values_of(text);
    const auto salt = vault::array_from_hex<sizeof(crypto::PassphraseSalt)>(values["salt"]);
    const auto sealed = vault::array_from_hex<sizeof(crypto::SealedSecret)>(values["sealed"]);
    const auto passes = parse_number(values["passes"]);
    const auto memory = parse_number(values["memory-kib"]);
    if (!salt || !sealed || !passes || !memory) return broken();
    const auto passphrase = TRY(ask_passphrase({"Phrase secrète", "Passphrase"}));
    const auto key = TRY(
        crypto::stretch_passphrase(passphrase, *salt, {.passes = *passes, .memory_kib = *memory}));
    auto seed = crypto::open_secret(key, *sealed);
    if (!seed) {
        return Error{
            ErrorKind::usage,
            {"cette phrase secrète n'est pas la bonne", "this passphrase is not the right one"}};
    }
    return seed;
}

Result<std::string> seal_key(const crypto::Secret32& seed) {
    const auto passphrase = TRY(ask_passphrase(
        {"Nouvelle phrase secrète, quatre mots ou plus", "New passphrase, four words or more"}));
    if (passphrase.size() < passphrase_letters_min) {
        return Error{ErrorKind::usage,
                     say("une phrase secrète a {} lettres au moins",
                         "a passphrase has {} letters at least", passphrase_letters_min)};
    }
    if (passphrase != TRY(ask_passphrase({"La même, encore une fois", "The same, once more"}))) {
        return Error{ErrorKind::usage,
                     {"les deux phrases diffèrent", "the two passphrases differ"}};
    }
    crypto::PassphraseSalt salt{};
    crypto::fill_random(salt);
    const crypto::PassphraseCost cost;
    const auto key = TRY(crypto::stretch_passphrase(passphrase, salt, cost));
    return fmt::format("{}\nsalt: {}\npasses: {}\nmemory-kib: {}\nsealed: {}\n", first_line,
                       vault::to_hex(salt), cost.passes, cost.memory_kib,
                       vault::to_hex(crypto::seal_secret(key, seed)));
}

}  // namespace primum::cli

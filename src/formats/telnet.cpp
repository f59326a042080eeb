#include "formats/telnet.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

constexpr std::uint8_t subnegotiation_end = 240;
constexpr std::uint8_t subnegotiation = 250;
constexpr std::uint8_t will = 251;
constexpr std::uint8_t wont = 252;
constexpr std::uint8_t please_do = 253;
constexpr std::uint8_t dont = 254;
constexpr std::uint8_t interpret_as_command = 255;

constexpr std::array login_words{
    std::string_view{"login:"},        std::string_view{"username:"},
    std::string_view{"user:"},         std::string_view{"user name:"},
    std::string_view{"password:"},     std::string_view{"passwort:"},
    std::string_view{"identifiant:"},  std::string_view{"mot de passe:"},
    std::string_view{"identifiant :"}, std::string_view{"mot de passe :"},
    std::string_view{"account:"},      std::string_view{"passcode:"},
};

// The command after IAC at the reader's place, or nothing when it is not whole yet.
bool read_command(ByteReader& reader, TelnetSpeech& speech, ByteWriter& answer) {
    const auto command = reader.u8();
    if (!command) return false;
    if (*command == interpret_as_command) {
        speech.text.push_back(static_cast<char>(interpret_as_command));
        return true;
    }
    if (*command == subnegotiation) {
        for (std::uint8_t previous = 0; true;) {
            const auto byte = reader.u8();
            if (!byte) return false;
            if (previous == interpret_as_command && *byte == subnegotiation_end) break;
            // IAC IAC is a byte of data, and ends no subnegotiation with what follows.
            previous = previous == interpret_as_command ? std::uint8_t{0} : *byte;
        }
    } else if (*command >= will) {
        const auto option = reader.u8();
        if (!option) return false;
        // WONT and DONT are the initial state: to acknowledge them would begin a loop (RFC 854).
        if (*command == will || *command == please_do) {
            answer.u8(interpret_as_command);
            answer.u8(*command == will ? dont : wont);
            answer.u8(*option);
        }
    } else if (*command < subnegotiation_end) {
        return true;  // Not a command: two bytes of something else.
    }
    speech.negotiates = true;
    return true;
}

}  // namespace

TelnetSpeech parse_telnet(BytesView bytes) {
    TelnetSpeech speech;
    ByteWriter answer;
    ByteReader reader(bytes);
    while (const auto byte = reader.u8()) {
        if (*byte == interpret_as_command) {
            if (!read_command(reader, speech, answer)) break;
        } else if (*byte != 0) {
            speech.text.push_back(static_cast<char>(*byte));
        }
        speech.consumed = reader.position();
    }
    speech.answer = std::move(answer).take();
    return speech;
}

TelnetPrompt telnet_prompt(std::string_view text) {
    const auto said = trim(text);
    if (said.empty()) return TelnetPrompt::none;
    const auto line_start = said.find_last_of("\r\n");
    const auto last_line =
        lower_case(line_start == std::string_view::npos ? said : said.substr(line_start + 1));
    const bool asks = std::ranges::any_of(
        login_words, [&](std::string_view word) { return last_line.ends_with(word); });
    if (asks) return TelnetPrompt::login;
    // "router>", "# ", "[root@host /]$ ": short, because a text may also end in such a sign.
    constexpr std::size_t shell_prompt_length_max = 60;
    const bool shell = last_line.size() <= shell_prompt_length_max &&
                       std::string_view("#$>%").find(last_line.back()) != std::string_view::npos;
    return shell ? TelnetPrompt::command : TelnetPrompt::none;
}

}  // namespace primum::formats

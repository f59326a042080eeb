#include "formats/greeting.h"

#include <algorithm>
#include <array>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t version_length_max = 80;
constexpr std::size_t mysql_header_bytes = 5;  // Length, sequence number, protocol version.

std::uint8_t byte_at(BytesView bytes, std::size_t index) {
    return index < bytes.size() ? std::to_integer<std::uint8_t>(bytes[index]) : std::uint8_t{0};
}

std::string_view first_line(std::string_view text) {
    return trim(text.substr(0, text.find_first_of("\r\n")));
}

bool is_word_character(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

// "220 (vsFTPd 3.0.3)" gives vsFTPd and 3.0.3: the first known product, and what looks like a
// version right after it.
struct KnownProduct {
    std::string_view protocol;
    std::string_view name;
};
constexpr std::array known_products{
    KnownProduct{"ftp", "vsFTPd"},
    KnownProduct{"ftp", "ProFTPD"},
    KnownProduct{"ftp", "Pure-FTPd"},
    KnownProduct{"ftp", "FileZilla Server"},
    KnownProduct{"ftp", "Microsoft FTP Service"},
    KnownProduct{"ftp", "Serv-U FTP Server"},
    KnownProduct{"ftp", "NET+OS"},
    KnownProduct{"ftp", "Brother"},
    KnownProduct{"smtp", "Postfix"},
    KnownProduct{"smtp", "Exim"},
    KnownProduct{"smtp", "Sendmail"},
    KnownProduct{"smtp", "OpenSMTPD"},
    KnownProduct{"smtp", "Microsoft ESMTP MAIL Service"},
    KnownProduct{"imap", "Dovecot"},
    KnownProduct{"imap", "Courier-IMAP"},
    KnownProduct{"imap", "Cyrus"},
    KnownProduct{"imap", "Microsoft Exchange"},
    KnownProduct{"pop3", "Dovecot"},
    KnownProduct{"pop3", "Microsoft Exchange"},
};

// A version after the product's name: the next word that begins with a digit, if it comes at once.
std::string version_after(std::string_view rest) {
    while (!rest.empty() && (rest[0] == ' ' || rest[0] == '/' || rest[0] == ',')) {
        rest.remove_prefix(1);
    }
    if (rest.size() > 1 && (rest[0] == 'v' || rest[0] == 'V') && is_digit(rest[1])) {
        rest.remove_prefix(1);
    }
    if (rest.empty() || !is_digit(rest[0])) return {};
    return printable(rest.substr(0, rest.find_first_of(" )]-,;")), version_length_max);
}

void name_product(Greeting& greeting) {
    const auto line = lower_case(greeting.line);
    for (const auto& [protocol, name] : known_products) {
        if (protocol != greeting.protocol) continue;
        const auto at = line.find(lower_case(name));
        if (at == std::string::npos) continue;
        greeting.product = name;
        greeting.version = version_after(std::string_view(greeting.line).substr(at + name.size()));
        return;
    }
}

Greeting with_line(std::string_view protocol, std::string_view line) {
    Greeting greeting{.protocol = protocol, .line = printable(line)};
    name_product(greeting);
    return greeting;
}

// "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3", perhaps after other lines. RFC 4253, 4.2.
Greeting read_ssh(std::string_view line) {
    Greeting greeting{.protocol = "ssh", .line = printable(line)};
    line.remove_prefix(4);
    line.remove_prefix(std::min(line.size(), line.find('-')));
    if (line.empty()) return greeting;
    const auto software = line.substr(1, line.find(' ') - 1);
    const auto split_at = software.find_first_of("_-");
    greeting.product = printable(software.substr(0, split_at), version_length_max);
    if (split_at != std::string_view::npos) {
        greeting.version = printable(software.substr(split_at + 1), version_length_max);
    }
    return greeting;
}

// Both answer 220 when ready and 421 or 554 when not: RFC 959, 4.2 and RFC 5321, 4.2.
std::optional<Greeting> read_numbered(std::string_view line, std::string_view expected) {
    const bool ready = line.starts_with("220");
    const bool not_now =
        line.starts_with("421") || line.starts_with("554") || line.starts_with("530");
    if ((!ready && !not_now) || line.size() < 4 || (line[3] != ' ' && line[3] != '-')) return {};
    const auto words = lower_case(line);
    for (const auto& [protocol, name] : known_products) {
        if (contains(words, lower_case(name))) return with_line(protocol, line.substr(4));
    }
    if (contains(words, "smtp") || contains(words, " mail"))
        return with_line("smtp", line.substr(4));
    if (contains(words, "ftp")) return with_line("ftp", line.substr(4));
    if (not_now && expected != "ftp" && expected != "smtp") return {};
    return with_line(expected == "smtp" ? "smtp" : "ftp", line.substr(4));
}

// "RTSP/1.0 200 OK" RFC 2326; "HTTP/1.1 200 OK" RFC 9112.
bool has_status(std::string_view line, std::string_view name) {
    return line.starts_with(name) && line.size() > name.size() + 4 &&
           line[name.size() + 1] == '.' && is_digit(line[name.size()]) &&
           line[name.size() + 3] == ' ';
}

bool is_redis_error(std::string_view line) {
    return line.starts_with("-ERR") || line.starts_with("-NOAUTH") || line.starts_with("-DENIED") ||
           line.starts_with("-MISCONF");
}

std::optional<Greeting> read_line_greeting(std::string_view line, std::string_view expected) {
    if (line.starts_with("SSH-")) return read_ssh(line);
    if (has_status(line, "HTTP/")) return Greeting{.protocol = "http"};
    if (has_status(line, "RTSP/")) return Greeting{.protocol = "rtsp"};
    if (line.starts_with("RFB ") && line.size() == 11) {  // RFC 6143, 7.1.1.
        return Greeting{.protocol = "vnc", .version = printable(line.substr(4, 7))};
    }
    if (line.starts_with("+OK")) return with_line("pop3", trim(line.substr(3)));
    if (line.starts_with("* OK") || line.starts_with("* PREAUTH") || line.starts_with("* BYE")) {
        return with_line("imap", line.substr(2));
    }
    if (line.starts_with("@RSYNCD: ")) {
        const auto version = line.substr(9);  // Newer ones name their digests after it.
        return Greeting{.protocol = "rsync",
                        .version = printable(version.substr(0, version.find(' ')), 20)};
    }
    if (line.starts_with("@PJL")) return Greeting{.protocol = "jetdirect"};
    if (line.starts_with("AMQP")) return Greeting{.protocol = "amqp"};
    if (is_redis_error(line)) return Greeting{.protocol = "redis"};
    if (line == "ERROR") return Greeting{.protocol = "memcached"};
    return read_numbered(line, expected);
}

// "5.5.5-10.11.6-MariaDB-0+deb12u1": the first number is there for old clients only.
Greeting read_mysql_version(std::string_view text) {
    Greeting greeting{.protocol = "mysql", .product = "MySQL"};
    if (contains(text, "MariaDB")) {
        greeting.product = "MariaDB";
        if (text.starts_with("5.5.5-")) text.remove_prefix(6);
    }
    greeting.version = printable(text.substr(0, text.find('-')), version_length_max);
    return greeting;
}

// Initial handshake of protocol 10, or an error packet in its place (MySQL internals,
// Connection Phase).
std::optional<Greeting> read_mysql(BytesView bytes) {
    if (bytes.size() <= mysql_header_bytes || byte_at(bytes, 2) != 0 || byte_at(bytes, 3) != 0) {
        return {};
    }
    const std::size_t length = byte_at(bytes, 0) | std::size_t{byte_at(bytes, 1)} << 8;
    const auto text = as_text(bytes.subspan(mysql_header_bytes));
    if (byte_at(bytes, 4) == 10 && length > 20) {
        const auto version = text.substr(0, text.find('\0'));
        if (version.size() > version_length_max || version.empty() || !is_digit(version[0])) {
            return {};
        }
        return read_mysql_version(version);
    }
    if (byte_at(bytes, 4) == 0xFF && (contains(text, "MySQL") || contains(text, "MariaDB"))) {
        return Greeting{.protocol = "mysql",
                        .product = contains(text, "MariaDB") ? "MariaDB" : "MySQL"};
    }
    return {};
}

// Protocols that speak in bytes. None of them greets with a letter that a line could begin with,
// but for PostgreSQL.
std::optional<Greeting> read_binary(BytesView bytes) {
    const auto first = byte_at(bytes, 0);
    const auto second = byte_at(bytes, 1);
    if (first == 0xFF && second >= 0xFB && second <= 0xFE && bytes.size() >= 3) {  // RFC 854
        return Greeting{.protocol = "telnet"};
    }
    // Alert or handshake record: RFC 8446, 5.1.
    if ((first == 0x15 || first == 0x16) && second == 3 && byte_at(bytes, 2) <= 4 &&
        bytes.size() >= 7) {
        return Greeting{.protocol = "tls"};
    }
    // A-ASSOCIATE-RJ or A-ABORT, both four bytes long: PS3.8, 9.3.
    if ((first == 3 || first == 7) && second == 0 && bytes.size() >= 10 && byte_at(bytes, 2) == 0 &&
        byte_at(bytes, 3) == 0 && byte_at(bytes, 4) == 0 && byte_at(bytes, 5) == 4) {
        return Greeting{.protocol = "dicom"};
    }
    // TPKT and X.224 connection confirm: RFC 1006, MS-RDPBCGR 2.2.1.2.
    if (first == 3 && second == 0 && byte_at(bytes, 5) == 0xD0) return Greeting{.protocol = "rdp"};
    // LDAPMessage with a short message number: RFC 4511, 4.2.
    if (first == 0x30 && bytes.size() > 7 && contains(as_text(bytes.first(8)), "\x02\x01") &&
        bytes.size() > 9) {
        return Greeting{.protocol = "ldap"};
    }
    // ErrorResponse: PostgreSQL documentation, message formats.
    if (first == 'E' && second == 0 && byte_at(bytes, 2) == 0 && byte_at(bytes, 5) == 'S') {
        return Greeting{.protocol = "postgresql"};
    }
    return read_mysql(bytes);
}

// An ability is a line of its own (POP3, SMTP, FTP) or a word of the one line (IMAP).
bool names_ability(std::string_view answer, std::string_view ability) {
    for (std::size_t at = answer.find(ability); at != std::string_view::npos;
         at = answer.find(ability, at + 1)) {
        const auto end = at + ability.size();
        const bool begins = at == 0 || !is_word_character(answer[at - 1]);
        if (begins && (end == answer.size() || !is_word_character(answer[end]))) return true;
    }
    return false;
}

}  // namespace

std::optional<Greeting> recognise_greeting(BytesView bytes, std::string_view expected) {
    if (auto binary = read_binary(bytes)) return binary;
    auto text = as_text(bytes);
    constexpr int lines_max = 20;  // RFC 4253 lets lines of any kind precede the SSH version.
    for (int line = 0; line < lines_max && !text.empty(); ++line) {
        auto greeting = read_line_greeting(first_line(text), expected);
        if (greeting && (line == 0 || greeting->protocol == "ssh")) return greeting;
        text.remove_prefix(std::min(text.size(), text.find('\n')));
        if (!text.empty()) text.remove_prefix(1);
    }
    // A small Telnet server may ask for a name without a word on options.
    if (expected == "telnet" && !bytes.empty() && !printable(as_text(bytes)).empty()) {
        return Greeting{.protocol = "telnet"};
    }
    return {};
}

bool greeting_is_whole(BytesView bytes) {
    return as_text(bytes).ends_with('\n') || read_binary(bytes).has_value();
}

MailAbilities read_abilities(std::string_view protocol, std::string_view answer) {
    std::string upper(answer);
    std::ranges::transform(upper, upper.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    MailAbilities abilities;
    abilities.offers_tls = names_ability(upper, "STARTTLS") || names_ability(upper, "STLS") ||
                           names_ability(upper, "AUTH TLS") || names_ability(upper, "AUTH SSL");
    abilities.refuses_login = names_ability(upper, "LOGINDISABLED");
    if (protocol == "smtp") {
        abilities.offers_login = names_ability(upper, "AUTH") &&
                                 (names_ability(upper, "PLAIN") || names_ability(upper, "LOGIN"));
    } else if (protocol == "pop3") {
        abilities.offers_login =
            names_ability(upper, "USER") || names_ability(upper, "PLAIN") || !abilities.offers_tls;
    } else {
        abilities.offers_login = !abilities.refuses_login;
    }
    return abilities;
}

bool abilities_are_whole(std::string_view protocol, std::string_view answer) {
    if (!answer.ends_with('\n')) return false;
    if (protocol == "pop3") {
        return answer.starts_with("-ERR") || answer.ends_with("\n.\r\n") ||
               answer.ends_with("\n.\n");
    }
    const auto last_begins = answer.substr(0, answer.size() - 1).rfind('\n');
    const auto last =
        last_begins == std::string_view::npos ? answer : answer.substr(last_begins + 1);
    if (protocol == "imap") return last.starts_with("a1 ");
    return last.size() >= 4 && is_digit(last[0]) && is_digit(last[2]) && last[3] == ' ';
}

}  // namespace primum::formats

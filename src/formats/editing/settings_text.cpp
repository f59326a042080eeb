#include "formats/editing/settings_text.h"

#include <algorithm>

#include "base/text.h"

namespace primum::formats {

const SettingsDialect samba_dialect{.loose_keys = true, .continues = true};
const SettingsDialect vsftpd_dialect{.comments = "#", .has_sections = false, .written = "="};
const SettingsDialect keyfile_dialect{.comments = "#;", .written = "="};
const SettingsDialect mysql_dialect{.loose_keys = false};
const SettingsDialect postgresql_dialect{
    .comments = "#", .has_sections = false, .comment_after_value = true};
const SettingsDialect words_dialect{
    .comments = "#", .has_sections = false, .separator = ' ', .written = " "};

namespace {

// One logical line: several of the text where they continue. Its end is included.
struct Line {
    enum class Kind { empty, comment, section, setting } kind = Kind::empty;
    std::string_view text;
    std::string_view name;     // Of the section or the setting.
    std::size_t value_at = 0;  // In text.
    std::size_t value_size = 0;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view without_end(std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    return line;
}

std::string folded(std::string_view name) {
    std::string plain = lower_case(name);
    std::erase_if(plain, is_blank);
    return plain;
}

bool same_name(std::string_view left, std::string_view right, const SettingsDialect& dialect) {
    return dialect.loose_keys ? folded(left) == folded(right) : left == right;
}

// The size of the next logical line, its end included.
std::size_t line_size(std::string_view text, const SettingsDialect& dialect) {
    std::size_t size = 0;
    while (size < text.size()) {
        const auto end = text.find('\n', size);
        if (end == std::string_view::npos) return text.size();
        const auto line = without_end(text.substr(size, end - size));
        size = end + 1;
        if (!dialect.continues || !line.ends_with('\\')) return size;
    }
    return size;
}

// Where a comment after the value begins: a mark outside single quotes.
std::size_t value_end(std::string_view value, const SettingsDialect& dialect) {
    if (!dialect.comment_after_value) return value.size();
    bool quoted = false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\'') quoted = !quoted;
        if (!quoted && dialect.comments.find(value[i]) != std::string_view::npos) return i;
    }
    return value.size();
}

void read_setting(Line& line, const SettingsDialect& dialect) {
    const auto body = without_end(line.text);
    auto at = dialect.separator == ' ' ? std::string_view::npos : body.find(dialect.separator);
    const auto start = body.find_first_not_of(" \t");
    if (dialect.separator == ' ') at = body.find_first_of(" \t", start);
    line.kind = Line::Kind::setting;
    line.name = trim(body.substr(0, at));
    if (at == std::string_view::npos) {  // A bare word, such as `skip-networking`.
        line.value_at = body.size();
        return;
    }
    const auto rest = body.substr(at + 1);
    const auto value = rest.substr(0, value_end(rest, dialect));
    const auto first = std::min(value.find_first_not_of(" \t"), value.size());
    line.value_at = at + 1 + first;
    line.value_size = trim(value.substr(first)).size();
}

Line read_line(std::string_view text, const SettingsDialect& dialect) {
    Line line{.text = text};
    const auto body = trim(without_end(text));
    if (body.empty()) return line;
    if (dialect.comments.find(body.front()) != std::string_view::npos) {
        line.kind = Line::Kind::comment;
        return line;
    }
    if (dialect.has_sections && body.front() == '[') {
        line.kind = Line::Kind::section;
        line.name = trim(body.substr(1, body.find(']') - 1));
        return line;
    }
    read_setting(line, dialect);
    return line;
}

std::vector<Line> lines_of(std::string_view text, const SettingsDialect& dialect) {
    std::vector<Line> lines;
    while (!text.empty()) {
        const auto size = line_size(text, dialect);
        lines.push_back(read_line(text.substr(0, size), dialect));
        text.remove_prefix(size);
    }
    return lines;
}

// What is known of a key after reading all lines.
struct Found {
    std::vector<std::size_t> lines;  // That set it, in order.
    bool section_exists = false;
    std::size_t end = 0;  // The line after the last that says something in the section.
};

Found find(const std::vector<Line>& lines, const SettingsDialect& dialect,
           const SettingsKey& where) {
    Found found;
    found.section_exists = where.section.empty();
    bool inside = where.section.empty();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        if (line.kind == Line::Kind::section) {
            inside = same_name(line.name, where.section, dialect);
            if (inside) found.section_exists = true;
        }
        if (!inside) continue;
        // Before any section, comments belong to what follows them: only settings count.
        if (line.kind == Line::Kind::setting || line.kind == Line::Kind::section) found.end = i + 1;
        if (line.kind == Line::Kind::setting && same_name(line.name, where.key, dialect)) {
            found.lines.push_back(i);
        }
    }
    return found;
}

// The line end and the indentation that the text uses.
std::string_view line_end_of(std::string_view text) {
    return text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
}

std::string_view indentation_of(const Line& line) {
    if (line.kind != Line::Kind::setting) return {};
    return line.text.substr(0, std::min(line.text.find_first_not_of(" \t"), line.text.size()));
}

std::string replaced(const std::vector<Line>& lines, std::size_t index, std::string_view value,
                     const SettingsDialect& dialect) {
    std::string made;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        if (i != index) {
            made += line.text;
            continue;
        }
        made += line.text.substr(0, line.value_at);
        const auto body = without_end(line.text);
        const bool is_bare = line.value_at == body.size() && trim(body).size() == line.name.size();
        if (is_bare) made += dialect.written;
        made += value;
        made += line.text.substr(line.value_at + line.value_size);
    }
    return made;
}

}  // namespace

std::optional<std::string> setting(std::string_view text, const SettingsDialect& dialect,
                                   const SettingsKey& where) {
    const auto lines = lines_of(text, dialect);
    const auto found = find(lines, dialect, where);
    if (found.lines.empty()) return std::nullopt;
    const auto& line = lines[found.lines.back()];
    return std::string(line.text.substr(line.value_at, line.value_size));
}

std::string with_setting(std::string_view text, const SettingsDialect& dialect,
                         const SettingsKey& where, std::string_view value) {
    const auto lines = lines_of(text, dialect);
    const auto found = find(lines, dialect, where);
    if (!found.lines.empty()) {
        return replaced(lines, found.lines.back(), value, dialect);
    }
    const auto end = line_end_of(text);
    std::string made;
    std::string_view indentation;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i == found.end && found.section_exists) break;
        made += lines[i].text;
        if (i + 1 == found.end) indentation = indentation_of(lines[i]);
    }
    const auto kept = made.size();
    if (!made.empty() && !made.ends_with('\n')) made += end;
    if (!found.section_exists) {
        if (!made.empty()) made += end;
        made += '[';
        made += where.section;
        made += ']';
        made += end;
    }
    made += indentation;
    made += where.key;
    made += dialect.written;
    made += value;
    made += end;
    made += text.substr(kept);
    return made;
}

std::string without_setting(std::string_view text, const SettingsDialect& dialect,
                            const SettingsKey& where) {
    const auto lines = lines_of(text, dialect);
    const auto found = find(lines, dialect, where);
    std::string made;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool goes = std::ranges::find(found.lines, i) != found.lines.end();
        if (goes) {
            // Each of its lines, where it goes on over several.
            for (auto rest = lines[i].text; !rest.empty();) {
                const auto size = std::min(rest.find('\n'), rest.size() - 1) + 1;
                made += dialect.comments.front();
                made += rest.substr(0, size);
                rest.remove_prefix(size);
            }
        } else {
            made += lines[i].text;
        }
    }
    return made;
}

std::vector<std::string> section_names(std::string_view text, const SettingsDialect& dialect) {
    std::vector<std::string> names;
    for (const auto& line : lines_of(text, dialect)) {
        if (line.kind != Line::Kind::section) continue;
        const bool is_new = std::ranges::none_of(
            names, [&](const auto& name) { return same_name(name, line.name, dialect); });
        if (is_new) names.emplace_back(line.name);
    }
    return names;
}

}  // namespace primum::formats

// SettingsText: one setting in a text of settings is read, changed or taken out; all other bytes,
// comments and order included, stay as they are.
//
// One editor for the family of `key = value` files, described by their dialect: smb.conf(5),
// rsyncd.conf(5), vsftpd.conf(5), the keyfiles of GNOME and freedesktop (glib, "Key-value file
// parser"), my.cnf, postgresql.conf, redis.conf, systemd.syntax(7).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace primum::formats {

struct SettingsDialect {
    std::string_view comments = "#;";  // What begins a line that says nothing.
    bool has_sections = true;          // "[name]" lines; without, all is one section: "".
    char separator = '=';              // ' ' stands for any blanks.
    std::string_view written = " = ";  // How a new line is written between key and value.
    bool loose_keys = false;           // Case and blanks inside keys and sections do not count.
    bool continues = false;            // A backslash at the end goes on in the next line.
    bool comment_after_value = false;  // "value  # why": the end of the line is kept.
};

// Where a setting stands. The empty section is what comes before any "[name]".
struct SettingsKey {
    std::string_view section;
    std::string_view key;
};

extern const SettingsDialect samba_dialect;  // smb.conf, rsyncd.conf
extern const SettingsDialect vsftpd_dialect;
extern const SettingsDialect keyfile_dialect;  // gdm, lightdm, sddm, dconf, KDE
extern const SettingsDialect mysql_dialect;
extern const SettingsDialect postgresql_dialect;
extern const SettingsDialect words_dialect;  // redis.conf

// The value in force, the last one written, without blanks at its ends; nothing when it is not set
// there.
std::optional<std::string> setting(std::string_view text, const SettingsDialect& dialect,
                                   const SettingsKey& where);

// The text in which `value` is in force: in the line that was, else in a new line at the end of the
// section, else in a new section at the end. `value` has no line end.
std::string with_setting(std::string_view text, const SettingsDialect& dialect,
                         const SettingsKey& where, std::string_view value);

// The text without it: each line that set it becomes a comment.
std::string without_setting(std::string_view text, const SettingsDialect& dialect,
                            const SettingsKey& where);

// The names between brackets, as written, each once.
std::vector<std::string> section_names(std::string_view text, const SettingsDialect& dialect);

}  // namespace primum::formats

#include "probes/host/desktop_settings.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::probes {
namespace {

constexpr std::size_t database_bytes_max = 16_MiB;

std::optional<formats::GvdbTable> read_table(SettingsReader& reader,
                                             const std::filesystem::path& path) {
    const auto file = reader.text(path, database_bytes_max);
    if (!file) return std::nullopt;
    auto table = formats::parse_gvdb(as_bytes(*file));
    if (table) return *std::move(table);
    return std::nullopt;
}

bool is_locked(const formats::GvdbTable& table, const std::string& name) {
    const auto locks = table.tables.find(".locks");
    return locks != table.tables.end() &&
           std::ranges::find(locks->second.keys, name) != locks->second.keys.end();
}

const formats::GvdbValue* value_in(const formats::GvdbTable& table, const std::string& name) {
    const auto found = table.values.find(name);
    return found == table.values.end() ? nullptr : &found->second;
}

}  // namespace

DesktopSettings::DesktopSettings(SettingsReader& reader) : reader_(reader) {
    // Lines "user-db:user" and "system-db:local", dconf(7).
    const auto profile = reader.text("/etc/dconf/profile/user").value_or("");
    constexpr std::string_view system_database = "system-db:";
    for (auto line : split(profile, '\n')) {
        line = trim(line);
        if (!line.starts_with(system_database)) continue;
        const auto name = std::string(line.substr(system_database.size()));
        if (contains(name, "/")) continue;
        auto table = read_table(reader, "/etc/dconf/db/" + name);
        if (table) system_.push_back(*std::move(table));
    }
    auto defaults = read_table(reader, "/usr/share/glib-2.0/schemas/gschemas.compiled");
    if (defaults) defaults_ = *std::move(defaults);
}

Result<> DesktopSettings::use_person(const std::filesystem::path& home) {
    person_ = {};
    const auto file =
        TRY(reader_.tree().read_if_there(home / ".config/dconf/user", database_bytes_max));
    if (file && !file->empty()) person_ = TRY(formats::parse_gvdb(as_bytes(*file)));
    return {};
}

std::string DesktopSettings::path_of(const std::string& schema) const {
    const auto known = defaults_.tables.find(schema);
    if (known != defaults_.tables.end()) {
        const auto* path = value_in(known->second, ".path");
        const auto* text = path == nullptr ? nullptr : std::get_if<std::string>(path);
        if (text != nullptr) return *text;
    }
    if (schema == "org.mate.session") return "/org/mate/desktop/session/";
    std::string path = "/" + schema + "/";
    std::ranges::replace(path, '.', '/');
    return path;
}

const formats::GvdbValue* DesktopSettings::find(const std::string& schema,
                                                const std::string& key) const {
    const auto name = path_of(schema) + key;
    for (const auto& table : system_) {
        const auto* value = is_locked(table, name) ? value_in(table, name) : nullptr;
        if (value != nullptr) return value;
    }
    if (const auto* value = value_in(person_, name)) return value;
    for (const auto& table : system_) {
        if (const auto* value = value_in(table, name)) return value;
    }
    const auto schema_table = defaults_.tables.find(schema);
    return schema_table == defaults_.tables.end() ? nullptr : value_in(schema_table->second, key);
}

bool DesktopSettings::flag(const std::string& schema, const std::string& key,
                           bool otherwise) const {
    const auto* value = find(schema, key);
    const auto* flag = value == nullptr ? nullptr : std::get_if<bool>(value);
    return flag == nullptr ? otherwise : *flag;
}

std::int64_t DesktopSettings::number(const std::string& schema, const std::string& key,
                                     std::int64_t otherwise) const {
    const auto* value = find(schema, key);
    const auto* number = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return number == nullptr ? otherwise : *number;
}

std::vector<std::string> DesktopSettings::list(const std::string& schema, const std::string& key,
                                               std::vector<std::string> otherwise) const {
    const auto* value = find(schema, key);
    const auto* list = value == nullptr ? nullptr : std::get_if<std::vector<std::string>>(value);
    return list == nullptr ? std::move(otherwise) : *list;
}

}  // namespace primum::probes

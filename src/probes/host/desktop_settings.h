// DesktopSettings: what a desktop of the GNOME family goes by, as one person's session sees it.
//
// In the order of dconf(7): the administrator's locked keys, the person's own database, the
// system's databases of the profile, the distribution's defaults (GLib's schemas). Not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/host/gvdb.h"
#include "probes/host/settings_reader.h"

namespace primum::probes {

class DesktopSettings {
public:
    // Reads the system's part once; `reader` is borrowed and must outlive this object.
    explicit DesktopSettings(SettingsReader& reader);

    // Whose settings the answers below are. A database that cannot be read is an error: its absence
    // is none.
    Result<> use_person(const std::filesystem::path& home);

    // `schema` and `key` as gsettings(1) names them.
    bool flag(const std::string& schema, const std::string& key, bool otherwise) const;
    std::int64_t number(const std::string& schema, const std::string& key,
                        std::int64_t otherwise) const;
    std::vector<std::string> list(const std::string& schema, const std::string& key,
                                  std::vector<std::string> otherwise) const;

private:
    const formats::GvdbValue* find(const std::string& schema, const std::string& key) const;
    std::string path_of(const std::string& schema) const;

    SettingsReader& reader_;
    formats::GvdbTable person_;
    std::vector<formats::GvdbTable> system_;  // The first wins.
    formats::GvdbTable defaults_;
};

}  // namespace primum::probes

// What several fixes share: whose file a running server reads, which subjects are this computer's.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fixes/fix.h"
#include "formats/editing/settings_text.h"

namespace primum::fixes {

// How a server is told where its settings are.
struct Server {
    std::string_view process;               // How its program is called.
    std::vector<std::string_view> options;  // That name the file: "-s FILE", "--config=FILE".
    bool takes_file_alone = false;          // An argument without a dash is the file.
    std::string_view usual;                 // Where the file is otherwise.
};

// The files of settings that the server reads: those that running processes were started with, else
// the usual one. Only files that exist, without doubles.
std::vector<std::filesystem::path> settings_files(const Situation& situation, const Server& server);

// `place` itself where it is a file, else the files right in it whose names end so, in order.
std::vector<std::filesystem::path> files_at(const std::filesystem::path& place,
                                            std::string_view ending);

// "192.168.77.20:6379", "[fe80::1]:21", "smb://192.168.77.25/patients": the address and the rest.
struct Place {
    std::string protocol;  // Empty without "://".
    std::string address;
    std::uint16_t port = 0;  // 0 where there is none.
    std::string name;        // After the address, without its "/".
};
std::optional<Place> place_of(const Subject& subject);

// The file or folder of this computer that a subject names: what stands behind it ("!inside" of an
// archive, " (device)" of a key) is left out. Nothing where there is none.
std::optional<std::filesystem::path> path_of(const Subject& subject);

// Those on this computer, and of one of `protocols` where these are named.
struct OwnSubject {
    const Subject* subject;
    Place place;
};
std::vector<OwnSubject> own_subjects(const Situation& situation,
                                     const std::vector<std::string_view>& protocols = {});

// ErrorKind::not_found: none of the subjects is on this computer; on which machine to go.
Error not_on_this_computer(const Situation& situation);

// ErrorKind::not_found with the reason.
Error nothing_to_mend(Sentence why);

// The file's text; empty where there is none.
Result<std::string> text_at(const std::filesystem::path& path);

// Adds an edit of the file to the plan, unless nothing would change.
Result<> add_edit(Plan& plan, const std::filesystem::path& path, std::string content,
                  unsigned permissions = 0644, const std::string& hidden = {});

// One setting put into a file of settings.
struct NewSetting {
    formats::SettingsKey where;
    std::string_view value;
};
Result<> add_settings(Plan& plan, const std::filesystem::path& path,
                      const formats::SettingsDialect& dialect,
                      const std::vector<NewSetting>& settings);

// A service that is stopped now and at the next start; empty when it neither runs nor would start.
std::unique_ptr<Change> service_off(const Situation& situation, const std::string& service);

}  // namespace primum::fixes

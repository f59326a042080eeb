#include "fixes/container.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "os/command.h"
#include "os/file.h"
#include "os/system_error.h"

namespace primum::fixes {

Result<const ContainerFormat*> container_format_named(std::string_view name) {
    for (const auto* format : {&gocryptfs(), &luks()}) {
        if (format->name() == name) return format;
    }
    return Error{ErrorKind::usage, say("« {} » n'est ni gocryptfs ni luks",
                                       "\"{}\" is neither gocryptfs nor luks", name)};
}

Result<OpenContainer> OpenContainer::open(const ContainerFormat& format,
                                          const std::filesystem::path& place,
                                          const std::filesystem::path& folder,
                                          const std::string& password) {
    TRY(close_left_open(format, folder));
    TRY(os::make_private_directory(folder));
    const auto opened = format.open(place, folder, password);
    if (!opened) {
        (void)close_left_open(format, folder).has_value();
        return opened.error();
    }
    return OpenContainer(format, folder);
}

OpenContainer::OpenContainer(OpenContainer&& other) noexcept
    : format_(other.format_), folder_(std::exchange(other.folder_, {})) {}

OpenContainer::~OpenContainer() {
    if (!folder_.empty()) (void)close().has_value();
}

Result<> OpenContainer::close() { return close_left_open(*format_, std::exchange(folder_, {})); }

Result<> close_left_open(const ContainerFormat& format, const std::filesystem::path& folder) {
    TRY(format.close(folder));
    if (::rmdir(folder.c_str()) == 0 || errno == ENOENT) return {};
    return os::system_error(
        errno, say("fermer ce qui est ouvert sur {}", "close what is open at {}", folder.string()));
}

Result<> check_file_size(const ContainerFormat& format, const FolderSize& size,
                         std::uint64_t file_bytes_max) {
    constexpr std::uint64_t megabyte_bytes = 1'000'000;
    const auto needed = format.largest_file_bytes(size);
    if (needed <= file_bytes_max) return {};
    // One file for each of the person's own, where these are small enough.
    const bool is_for_gocryptfs = gocryptfs().largest_file_bytes(size) <= file_bytes_max;
    const auto instead =
        is_for_gocryptfs
            ? Sentence{"sans « --container luks », gocryptfs s'en accommode",
                       "without \"--container luks\", gocryptfs can do with it"}
            : Sentence{"copiez d'abord ces fichiers sur un disque au format exFAT ou ext4",
                       "first copy these files to a disk formatted in exFAT or ext4"};
    return Error{
        ErrorKind::usage,
        {fmt::format("ce disque est au format FAT, qui ne peut tenir un fichier de plus de 4 Go, "
                     "et il en faudrait un de {} Mo : {}",
                     needed / megabyte_bytes, instead.french),
         fmt::format("this disk is formatted in FAT, which cannot hold a file of more than 4 GB, "
                     "and one of {} MB would be needed: {}",
                     needed / megabyte_bytes, instead.english)}};
}

Result<> programs_are_there(const std::vector<std::string_view>& programs,
                            std::string_view packages) {
    for (const auto program : programs) {
        if (os::find_program(program)) continue;
        return Error{ErrorKind::not_found,
                     say("{0} n'est pas installé : « sudo apt install {1} », puis recommencez",
                         "{0} is not installed: \"sudo apt install {1}\", then try again", program,
                         packages)};
    }
    return {};
}

Error would_not_open(std::string_view program, int answer, int wrong_password) {
    if (answer == wrong_password) {
        return {ErrorKind::usage,
                {"ce n'est pas le mot de passe de ce conteneur chiffré",
                 "this is not the password of this encrypted container"}};
    }
    return {ErrorKind::io,
            say("{0} n'a pas ouvert le conteneur chiffré (réponse {1})",
                "{0} did not open the encrypted container (answer {1})", program, answer)};
}

}  // namespace primum::fixes

#include "store/location.h"

#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "os/file.h"
#include "store/connection.h"
#include "store/schema.h"

namespace primum::store {
namespace {

namespace fs = std::filesystem;

// The database file format, section 1.3: magic text, user version at 60, application id at 68.
constexpr std::size_t header_bytes = 100;
constexpr std::string_view magic("SQLite format 3\0", 16);
constexpr std::size_t user_version_offset = 60;
constexpr std::size_t application_id_offset = 68;

using Header = std::array<char, header_bytes>;

std::uint32_t big_endian(const Header& header, std::size_t offset) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number = number << 8 | static_cast<unsigned char>(header[offset + i]);
    }
    return number;
}

Error from_system(const fs::path& path, std::error_code code) {
    const bool full = code == std::errc::no_space_on_device;
    const bool denied =
        code == std::errc::permission_denied || code == std::errc::read_only_file_system;
    return {denied ? ErrorKind::denied : ErrorKind::io,
            full ? say("le disque est plein : {}", "the disk is full: {}", path.string())
                 : say("{} : {}", "{}: {}", path.string(), code.message())};
}

Error not_a_store(const fs::path& path) {
    return {ErrorKind::usage,
            say("{} n'est pas un fichier de constatations de Primum ; il n'a pas été touché",
                "{} is not a file of facts made by Primum; it was left untouched", path.string())};
}

std::error_code last_error() { return {errno, std::generic_category()}; }

// An empty file that nobody else can read, under a name that nobody else uses.
Result<fs::path> make_private_file(const fs::path& beside) {
    std::string name = beside.string() + ".new-XXXXXX";
    const int descriptor = mkostemp(name.data(), O_CLOEXEC);  // Mode 0600 by its contract.
    if (descriptor < 0) return from_system(beside, last_error());
    close(descriptor);
    return fs::path(name);
}

Result<> fill(const fs::path& path) {
    auto connection = TRY(Connection::open(path.string(), Access::read_write));
    auto transaction = TRY(Transaction::begin(*connection));
    TRY(bring_up_to_date(*connection));
    TRY(transaction.commit());
    return connection->execute("PRAGMA journal_mode = WAL");
}

// Gives the file its name unless the name is taken.
Result<> publish(const fs::path& from, const fs::path& to) {
    std::error_code code;
    fs::create_hard_link(from, to, code);
    if (code && code != std::errc::file_exists) fs::rename(from, to, code);  // No links here (FAT).
    if (code && code != std::errc::file_exists) return from_system(to, code);
    return {};
}

}  // namespace

Error newer_version(const fs::path& path, std::int64_t version) {
    return {
        ErrorKind::usage,
        say("{} a été écrit par une version plus récente de Primum (format {}, celle-ci lit le "
            "format {}) ; mettez Primum à jour. Le fichier n'a pas été touché",
            "{} was written by a newer version of Primum (format {}, this one reads format {}); "
            "update Primum. The file was left untouched",
            path.string(), version, format_version)};
}

Result<> check_header(const fs::path& path) {
    std::error_code code;
    const auto status = fs::status(path, code);
    if (status.type() == fs::file_type::not_found) {
        return Error{ErrorKind::not_found,
                     say("il n'y a pas encore de constatations dans {} ; lancez « primum audit »",
                         "there are no facts in {} yet; run \"primum audit\"", path.string())};
    }
    if (code) return from_system(path, code);
    if (!fs::is_regular_file(status)) return not_a_store(path);
    std::ifstream file(path, std::ios::binary);
    if (!file) return from_system(path, last_error());
    Header header{};
    file.read(header.data(), header.size());
    if (file.gcount() != header_bytes ||
        !std::string_view(header.data(), header_bytes).starts_with(magic) ||
        big_endian(header, application_id_offset) != application_id) {
        return not_a_store(path);
    }
    const auto version = static_cast<std::int32_t>(big_endian(header, user_version_offset));
    if (version > format_version) return newer_version(path, version);
    if (version < 1) return not_a_store(path);
    return {};
}

Result<> create_file(const fs::path& path) {
    if (path.has_parent_path()) TRY(os::make_private_directory(path.parent_path()));
    const auto unpublished = TRY(make_private_file(path));
    auto made = fill(unpublished);
    if (made) made = publish(unpublished, path);
    for (const char* companion : {"", "-wal", "-shm", "-journal"}) {
        std::error_code ignored;  // Most were never there.
        fs::remove(unpublished.string() + companion, ignored);
    }
    return made;
}

}  // namespace primum::store

#include "os/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "base/byte_reader.h"
#include "os/descriptor.h"
#include "os/folder.h"
#include "os/open_file.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

Sentence doing(const char* french, const char* english, const std::filesystem::path& path) {
    return {std::string(french) + " " + path.string(), std::string(english) + " " + path.string()};
}

}  // namespace

Result<std::string> read_text(const std::filesystem::path& path, std::size_t size_bytes_max) {
    const auto what = doing("lire", "read", path);
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return system_error(errno, what);

    std::string text;
    std::array<char, 65536> buffer{};
    while (true) {
        const auto count = ::read(file.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_error(errno, what);
        if (count == 0) return text;
        text.append(buffer.data(), static_cast<std::size_t>(count));
        if (text.size() > size_bytes_max) {
            return Error{
                ErrorKind::malformed,
                join(what, say("plus de {} octets", "more than {} bytes", size_bytes_max))};
        }
    }
}

Result<> make_private_directory(const std::filesystem::path& path) {
    const auto what = doing("créer le dossier", "create the folder", path);
    std::error_code failure;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), failure);
    if (failure) return system_error(failure.value(), what);
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return system_error(errno, what);
    if (!std::filesystem::is_directory(path, failure)) return system_error(ENOTDIR, what);
    return {};
}

Result<> publish(const std::filesystem::path& path, std::string_view content,
                 unsigned permissions) {
    const auto what = doing("écrire", "write", path);
    std::string temporary = path.string() + ".XXXXXX";
    const Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!file.is_open()) return system_error(errno, what);

    auto written = [&]() -> Result<> {
        if (::fchmod(file.number(), permissions) != 0) return system_error(errno, what);
        TRY(write_on(file, as_bytes(content)).or_error(what));
        TRY(flush(file).or_error(what));
        if (::rename(temporary.c_str(), path.c_str()) != 0) return system_error(errno, what);
        return sync_folder(path.parent_path());
    }();
    if (!written) ::unlink(temporary.c_str());
    return written;
}

Result<> sync_folder(const std::filesystem::path& folder) {
    const auto what = doing("écrire le dossier", "write the folder", folder);
    const auto& path = folder.empty() ? std::filesystem::path(".") : folder;
    return TRY(Folder::open(path).or_error(what)).flush().or_error(what);
}

Result<std::filesystem::path> program_file() {
    std::error_code failure;
    auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
    if (failure) return system_error(failure.value(), {"trouver le programme", "find the program"});
    return program;
}

Result<std::filesystem::path> program_directory() { return TRY(program_file()).parent_path(); }

}  // namespace primum::os

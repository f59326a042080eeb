#include "os/lines.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "base/bytes.h"
#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

constexpr std::size_t buffer_bytes = 64_KiB;

Sentence reading(const std::filesystem::path& path) {
    return say("lire {}", "read {}", path.string());
}

}  // namespace

Result<> for_each_line(const std::filesystem::path& path,
                       const std::function<bool(std::string_view line)>& take) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open()) return system_error(errno, reading(path));

    std::vector<char> buffer(buffer_bytes);
    std::size_t kept = 0;   // The beginning of a line whose end is not read yet.
    bool skipping = false;  // Inside a line that is too long.
    while (true) {
        const auto count = ::read(file.number(), buffer.data() + kept, buffer.size() - kept);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_error(errno, reading(path));
        std::string_view text(buffer.data(), kept + static_cast<std::size_t>(count));
        for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
            const bool too_long = std::exchange(skipping, false) || end > line_bytes_max;
            if (!too_long && !take(text.substr(0, end))) return {};
            text.remove_prefix(end + 1);
        }
        if (count == 0) {
            if (!text.empty() && !skipping) take(text);
            return {};
        }
        if (text.size() > line_bytes_max) {
            skipping = true;
            text = {};
        }
        kept = text.size();
        std::memmove(buffer.data(), text.data(), kept);
    }
}

}  // namespace primum::os

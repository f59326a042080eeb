#include "cli/vault_words.h"

#include <filesystem>

#include <array>
#include <cstdio>

#include "base/hex.h"
#include "base/text.h"

namespace primum::cli {

std::string size_text(std::uint64_t bytes, Language language) {
    constexpr std::array<const char*, 5> french{"o", "ko", "Mo", "Go", "To"};
    constexpr std::array<const char*, 5> english{"B", "kB", "MB", "GB", "TB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < french.size()) {
        value /= 1000;
        ++unit;
    }
    auto number = fmt::format("{:.{}f}", value, unit == 0 || value >= 99.95 ? 0 : 1);
    if (language == Language::english) return number + " " + english[unit];
    if (const auto point = number.find('.'); point != std::string::npos) number[point] = ',';
    return number + " " + french[unit];
}

std::string path_text(const std::string& path) { return printable(path, 8192); }

std::string path_in_snapshot(const std::string& path) {
    auto normal = (std::filesystem::path("/") / path).lexically_normal().string();
    while (normal.size() > 1 && normal.back() == '/') normal.pop_back();
    return normal == "/" ? "" : normal;
}

std::string short_id(const vault::Hash& id) { return hex_of(id).substr(0, 12); }

void print_line(const Sentence& sentence, Language language) {
    std::fputs((sentence.in(language) + "\n").c_str(), stdout);
}

void print_note(const Sentence& sentence, Language language) {
    std::fputs((sentence.in(language) + "\n").c_str(), stderr);
}

void print_json(const nlohmann::ordered_json& value) {
    const auto text = value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
    std::fputs((text + "\n").c_str(), stdout);
}

}  // namespace primum::cli

// Makes small zip files for tests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace primum::formats::testing {

struct ZippedFile {
    std::string name;
    std::string content;
    bool deflated = false;        // In one block of deflate, as it is: up to 65 535 bytes.
    std::uint16_t flags = 0;      // 1: encrypted.
    std::uint16_t method = 0;     // When it is neither.
    std::uint32_t size_told = 0;  // In place of the right one, unless nought.
    std::uint32_t attributes = 0;
};

inline std::string little(std::uint64_t value, std::size_t width) {
    std::string bytes;
    for (std::size_t i = 0; i < width; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
    return bytes;
}

inline std::uint32_t zip_checksum(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

inline std::string zipped(const std::vector<ZippedFile>& files) {
    using namespace std::string_literals;
    std::string bytes, directory;
    for (const auto& file : files) {
        const auto size = file.content.size();
        const auto packed =
            file.deflated ? "\1" + little(size, 2) + little(~size, 2) + file.content : file.content;
        const auto told = file.size_told != 0 ? file.size_told : size;
        const auto common = little(20, 2) + little(file.flags, 2) +
                            little(file.deflated ? 8 : file.method, 2) + little(0, 4) +
                            little(zip_checksum(file.content), 4) + little(packed.size(), 4) +
                            little(told, 4) + little(file.name.size(), 2) + little(0, 2);
        directory += "PK\1\2"s + little(20 | 3 << 8, 2) + common + little(0, 6) +
                     little(file.attributes, 4) + little(bytes.size(), 4) + file.name;
        bytes += "PK\3\4"s + common + file.name + packed;
    }
    return bytes + directory + "PK\5\6"s + little(0, 4) + little(files.size(), 2) +
           little(files.size(), 2) + little(directory.size(), 4) + little(bytes.size(), 4) +
           little(0, 2);
}

}  // namespace primum::formats::testing

#include "os/extended_attributes.h"

#include <sys/xattr.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace primum::os {
namespace {

// The names, each ended by a zero; empty when there are none or the system refuses.
template <class List>
std::string list_names(const List& list) {
    std::array<char, 1024> small;
    const auto size = list(small.data(), small.size());
    if (size >= 0) return {small.data(), static_cast<std::size_t>(size)};
    if (errno != ERANGE) return {};
    std::string names(attribute_value_bytes_max, '\0');
    const auto again = list(names.data(), names.size());
    names.resize(again < 0 ? 0 : static_cast<std::size_t>(again));
    return names;
}

// `list` and `get` are the system's calls with their first argument filled in.
template <class List, class Get>
std::vector<ExtendedAttribute> attributes_by(const List& list, const Get& get) {
    const auto names = list_names(list);
    std::vector<ExtendedAttribute> attributes;
    for (std::size_t begin = 0; begin < names.size();) {
        const std::string name(names.c_str() + begin);
        begin += name.size() + 1;
        std::string value(attribute_value_bytes_max, '\0');
        const auto length = get(name.c_str(), value.data(), value.size());
        if (length < 0 || name.size() > attribute_name_bytes_max) continue;
        value.resize(static_cast<std::size_t>(length));
        attributes.push_back({name, value});
    }
    std::ranges::sort(attributes, {}, &ExtendedAttribute::name);
    return attributes;
}

template <class Set>
bool set_all(std::span<const ExtendedAttribute> attributes, const Set& set) {
    bool all = true;
    for (const auto& [name, value] : attributes) {
        all = set(name.c_str(), value.data(), value.size()) == 0 && all;
    }
    return all;
}

// The kernel has no such calls relative to a folder: through /proc, which names the open one.
std::string path_in(const Folder& folder, const std::string& name) {
    return fmt::format("/proc/self/fd/{}/{}", folder.descriptor().number(), name);
}

}  // namespace

std::vector<ExtendedAttribute> attributes_of(const Descriptor& file) {
    return attributes_by(
        [&](char* names, std::size_t size) { return ::flistxattr(file.number(), names, size); },
        [&](const char* name, char* value, std::size_t size) {
            return ::fgetxattr(file.number(), name, value, size);
        });
}

std::vector<ExtendedAttribute> attributes_of(const Folder& folder, const std::string& name) {
    const auto path = path_in(folder, name);
    return attributes_by(
        [&](char* names, std::size_t size) { return ::llistxattr(path.c_str(), names, size); },
        [&](const char* attribute, char* value, std::size_t size) {
            return ::lgetxattr(path.c_str(), attribute, value, size);
        });
}

bool set_attributes(const Descriptor& file, std::span<const ExtendedAttribute> attributes) {
    return set_all(attributes, [&](const char* name, const char* value, std::size_t size) {
        return ::fsetxattr(file.number(), name, value, size, 0);
    });
}

bool set_attributes(const Folder& folder, const std::string& name,
                    std::span<const ExtendedAttribute> attributes) {
    const auto path = path_in(folder, name);
    return set_all(attributes, [&](const char* attribute, const char* value, std::size_t size) {
        return ::lsetxattr(path.c_str(), attribute, value, size, 0);
    });
}

}  // namespace primum::os

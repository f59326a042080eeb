// Extended attributes of files, xattr(7): ACLs, labels, what a desktop notes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "os/folder.h"

namespace primum::os {

struct ExtendedAttribute {
    std::string name;
    std::string value;

    bool operator==(const ExtendedAttribute&) const = default;
};

constexpr std::size_t attribute_name_bytes_max = 255;
constexpr std::size_t attribute_value_bytes_max = 64_KiB;

// Sorted by name. What the system refuses to show is left out; a file system without attributes has
// none. By name, a symlink is not followed.
std::vector<ExtendedAttribute> attributes_of(const Descriptor& file);
std::vector<ExtendedAttribute> attributes_of(const Folder& folder, const std::string& name);

// False when one of them was refused.
bool set_attributes(const Descriptor& file, std::span<const ExtendedAttribute> attributes);
bool set_attributes(const Folder& folder, const std::string& name,
                    std::span<const ExtendedAttribute> attributes);

}  // namespace primum::os

#include "vault/storage/storage.h"

#include "base/hex.h"

namespace primum::vault {
namespace {

bool stands_apart(ObjectKind kind) {
    return kind == ObjectKind::pack || kind == ObjectKind::index || kind == ObjectKind::snapshot;
}

std::string_view word_of(ObjectKind kind) {
    switch (kind) {
        case ObjectKind::config:
            return "";
        case ObjectKind::reader:
            return "readers";
        case ObjectKind::computer:
            return "computers";
        case ObjectKind::pack:
            return "packs";
        case ObjectKind::index:
            return "index";
        case ObjectKind::snapshot:
            return "snapshots";
        case ObjectKind::record:
            return "records";
    }
    CHECK(false);
    return {};
}

}  // namespace

std::string ObjectFolder::path() const {
    std::string path(word_of(kind));
    if (stands_apart(kind)) path += "/" + hex_of(computer);
    return path;
}

std::string ObjectName::path() const {
    if (folder.kind == ObjectKind::config) return "config";
    return folder.path() + "/" + hex_of(hash);
}

}  // namespace primum::vault

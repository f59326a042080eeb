// Debian's lists of packages: dpkg's status file and APT's "Packages" files, deb-control(5).
//
// A distribution's list is some fifty megabytes long: it is read in pieces, and of each package the
// few fields below only. APT may keep it compressed (LZ4); lz4_decode() hands it over in pieces
// too.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

// Views, valid during the call that hands it over.
struct ListedPackage {
    std::string_view name;
    std::string_view version;
    std::string_view architecture;
    std::string_view status;  // "install ok installed"; dpkg's file only.
};

class PackageListReader {
public:
    static constexpr std::size_t stanza_bytes_max = 4_MiB;

    explicit PackageListReader(std::function<void(const ListedPackage&)> take)
        : take_(std::move(take)) {}

    // The next piece of the text; pieces may end anywhere. Fails where a package's entry never
    // ends.
    Result<> feed(std::string_view piece);
    // The last entry needs no empty line behind it.
    void finish();

private:
    void take_stanza(std::string_view stanza);

    std::function<void(const ListedPackage&)> take_;
    std::string pending_;  // The beginning of an entry.
};

// Decodes LZ4 frames (lz4_Frame_format.md) and hands over the text in pieces; at most
// `text_bytes_max` of it.
Result<> lz4_decode(BytesView frames, std::size_t text_bytes_max,
                    const std::function<Result<>(std::string_view piece)>& take);

}  // namespace primum::formats

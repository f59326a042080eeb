// Whatever an object of a repository holds: no crash, and a tree that is accepted has only names
// that may be restored.
#include <cstdint>

#include "base/check.h"
#include "vault/format/certificate.h"
#include "vault/format/config.h"
#include "vault/format/index_file.h"
#include "vault/format/reader_file.h"
#include "vault/format/record.h"
#include "vault/format/tree.h"
#include "vault/history.h"
#include "vault/snapshot.h"

namespace {

using namespace primum;

void read_tree(BytesView bytes) {
    bool given = false;
    vault::TreeReader tree([&]() -> Result<std::optional<BytesView>> {
        if (given) return std::optional<BytesView>();
        given = true;
        return std::optional(bytes);
    });
    for (auto entry = tree.next(); entry && *entry; entry = tree.next()) {
        const auto& name = (*entry)->name;
        CHECK(name != "." && name != ".." && name.find('/') == std::string::npos);
        CHECK(tree.depth() <= vault::tree_depth_max);
    }
}

template <class Parsed>
void ignore(const Parsed& parsed) {
    if (!parsed) CHECK(!parsed.error().message.french.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const BytesView bytes(reinterpret_cast<const std::byte*>(data), size);
    ignore(vault::read_config(bytes));
    ignore(vault::Snapshot::parse({bytes.begin(), bytes.end()}));
    ignore(vault::read_pack_front(bytes));
    ignore(vault::read_pack_head(bytes));
    ignore(vault::read_index_front(bytes));
    ignore(vault::read_certificate(bytes, {}));
    ignore(vault::read_added_reader(bytes, {}));
    ignore(vault::read_record(bytes, {}));
    ignore(vault::read_extents(bytes));
    ignore(vault::SealingKey::parse(bytes));
    ignore(vault::read_state({reinterpret_cast<const char*>(data), size}));
    read_tree(bytes);
    return 0;
}

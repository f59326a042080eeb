#include "vault/backup/walk_item.h"

namespace primum::vault {

Bytes notes_of(const content::FileShape& shape) {
    Writer writer;
    writer.u8(static_cast<std::uint8_t>(shape.type));
    writer.u8(shape.noise_percent);
    writer.u8(shape.damaged ? 1 : 0);
    return std::move(writer).bytes();
}

Bytes notes_of(const FolderCensus& census) {
    Writer writer;
    for (const auto count :
         {census.documents, census.noise, census.sealed, census.suffixed, census.nameless}) {
        writer.u32(count);
    }
    return std::move(writer).bytes();
}

std::optional<content::FileShape> shape_from(BytesView notes) {
    Parser parser(notes);
    const auto type = parser.u8();
    const auto noise = parser.u8();
    const auto damaged = parser.u8();
    if (!damaged) return std::nullopt;
    return content::FileShape{static_cast<content::FileType>(*type), *noise, *damaged != 0};
}

std::optional<FolderCensus> census_from(BytesView notes) {
    Parser parser(notes);
    FolderCensus census;
    for (auto* count :
         {&census.documents, &census.noise, &census.sealed, &census.suffixed, &census.nameless}) {
        const auto value = parser.u32();
        if (!value) return std::nullopt;
        *count = *value;
    }
    return census;
}

}  // namespace primum::vault

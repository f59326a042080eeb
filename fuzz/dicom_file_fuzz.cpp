// Whatever lies on a disk: no crash, no step past the end, and what is read lies in the file.
#include "formats/health/dicom_file.h"

#include "base/byte_reader.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = BytesView(reinterpret_cast<const std::byte*>(data), size);
    const auto whole = as_text(input);
    if (const auto deflated = formats::deflated_data_set(input)) {
        CHECK(as_text(*deflated).data() + deflated->size() == whole.data() + size);
    }
    const auto file = formats::parse_dicom_file(input);
    if (!file) return 0;
    for (const auto& person : file->persons) {
        for (const auto part : {person.name, person.identifier, person.birth_date}) {
            const bool inside = part.empty() || (part.data() >= whole.data() &&
                                                 part.data() + part.size() <= whole.data() + size);
            CHECK(inside);
        }
    }
    return 0;
}

// An old office document from anybody: every reader of what is inside ends, within its limits.
#include "formats/office/compound_file.h"

#include <cstdint>

#include "base/check.h"
#include "formats/office/excel_workbook.h"
#include "formats/office/office_text.h"
#include "formats/office/outlook_message.h"
#include "formats/office/powerpoint_show.h"
#include "formats/office/word_document.h"

namespace {

using namespace primum;

void check(const Result<formats::OfficeText>& read) {
    // Characters may double when they become UTF-8, and white space is added.
    if (read) CHECK(read->text.size() <= 8 * formats::office_text_bytes_max);
    if (read && read->encrypted) CHECK(read->text.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = formats::CompoundFile::open(std::as_bytes(std::span(data, size)));
    if (!file) return 0;
    for (const auto& entry : file->entries()) CHECK(file->read(entry, 1000).size() <= 1000);
    check(formats::read_word_document(*file));
    check(formats::read_excel_workbook(*file));
    check(formats::read_powerpoint_show(*file));
    const auto message = formats::read_outlook_message(*file, "");
    if (message) CHECK(message->attachments.size() <= 1000);
    return 0;
}

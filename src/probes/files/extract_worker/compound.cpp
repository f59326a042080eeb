// Old office documents, Outlook messages, and the encrypted form of new ones.
#include "base/byte_reader.h"
#include "formats/office/compound_file.h"
#include "formats/office/excel_workbook.h"
#include "formats/office/outlook_message.h"
#include "formats/office/powerpoint_show.h"
#include "formats/office/word_document.h"
#include "probes/files/extract_worker/extraction.h"

namespace primum::probes::files {
namespace {

using formats::CompoundFile;

// Messages attached to messages; they nest in one file.
constexpr std::size_t message_depth_max = 6;

void read_message(const CompoundFile& file, std::string_view folder, const std::string& inside,
                  std::size_t depth, Extraction& extraction) {
    const auto message = formats::read_outlook_message(file, folder);
    if (!message) return;
    extraction.text(inside, message->head + "\n" + message->body);
    std::size_t number = 0;
    for (const auto& attachment : message->attachments) {
        if (extraction.over()) return;
        const auto name =
            attachment.name.empty() ? "attachment " + std::to_string(++number) : attachment.name;
        const auto place = inside_of(inside, name);
        if (attachment.data == nullptr) {
            if (depth >= message_depth_max) {
                extraction.unread(place, Unread::too_deep);
            } else {
                read_message(file, attachment.message_folder, place, depth + 1, extraction);
            }
            continue;
        }
        const bool whole = attachment.data->size <= Extraction::member_bytes_max;
        const auto bytes = file.read(*attachment.data, Extraction::member_bytes_max);
        if (extraction.may_unpack(bytes.size(), place)) extraction.found(bytes, whole, place);
    }
}

// False when the file holds no document of this kind.
template <class Reader>
bool read_document(const CompoundFile& file, Reader reader, const std::string& inside,
                   Extraction& extraction) {
    const auto document = reader(file);
    if (!document) {
        if (document.error().kind == ErrorKind::not_found) return false;
        extraction.unread(inside, Unread::damaged);
        return true;
    }
    if (document->encrypted) {
        extraction.sealed(inside);
    } else {
        extraction.text(inside, document->text);
    }
    return true;
}

// Encrypted with a password, or by a rights server ([MS-OFFCRYPTO]).
bool is_sealed(const CompoundFile& file) {
    return file.find("EncryptedPackage") != nullptr || file.find("\tDRMContent") != nullptr;
}

}  // namespace

void read_compound(Source& source, const std::string& inside, Extraction& extraction) {
    const auto file = CompoundFile::open(source.view());
    if (!file) return extraction.unread(inside, Unread::damaged);
    if (is_sealed(*file)) return extraction.sealed(inside);
    bool read = read_document(*file, formats::read_word_document, inside, extraction);
    read |= read_document(*file, formats::read_excel_workbook, inside, extraction);
    read |= read_document(*file, formats::read_powerpoint_show, inside, extraction);
    if (!read) read_message(*file, "", inside, 0, extraction);
}

}  // namespace primum::probes::files

#include "probes/files/file_findings.h"

#include <algorithm>

namespace primum::probes::files {
namespace {

constexpr std::size_t text_bytes_max = 4096;

void put_number(std::string& bytes, std::uint64_t number, std::size_t width) {
    for (std::size_t i = 0; i < width; ++i) {
        bytes.push_back(static_cast<char>(number >> (8 * i) & 0xFF));
    }
}

void put_text(std::string& bytes, std::string_view text) {
    text = text.substr(0, text_bytes_max);
    put_number(bytes, text.size(), 2);
    bytes += text;
}

Result<std::string> take_text(ByteReader& reader) {
    const auto length = TRY(reader.u16_little());
    return std::string(as_text(TRY(reader.take(length))));
}

void put(std::string& bytes, const FoundDocument& document) {
    const auto& found = document.recognition;
    put_text(bytes, document.inside);
    put_text(bytes, found.kind);
    put_number(bytes, static_cast<std::uint64_t>(found.evidence), 1);
    put_number(bytes, (found.test_data ? 1U : 0U) | (document.encrypted ? 2U : 0U), 1);
    put_number(bytes, static_cast<std::uint64_t>(found.identifiers), 8);
    put_number(bytes, found.persons.size(), 4);
    for (const auto person : found.persons) put_number(bytes, person, 8);
}

Result<FoundDocument> take_document(ByteReader& reader) {
    FoundDocument document;
    auto& found = document.recognition;
    document.inside = TRY(take_text(reader));
    found.kind = TRY(take_text(reader));
    const auto evidence = TRY(reader.u8());
    found.evidence = static_cast<Evidence>(
        std::min<std::uint8_t>(evidence, static_cast<std::uint8_t>(Evidence::proof)));
    const auto flags = TRY(reader.u8());
    found.test_data = (flags & 1) != 0;
    document.encrypted = (flags & 2) != 0;
    found.identifiers =
        static_cast<std::int64_t>(TRY(reader.number<std::uint64_t>(ByteOrder::little)));
    const auto persons = TRY(reader.u32_little());
    if (persons > reader.remaining() / 8) {
        return Error{ErrorKind::malformed, {"cache abîmé", "damaged cache"}};
    }
    for (std::uint32_t i = 0; i < persons; ++i) {
        found.persons.push_back(TRY(reader.number<std::uint64_t>(ByteOrder::little)));
    }
    return document;
}

}  // namespace

void FileFindings::add(FoundDocument document) {
    if (documents.size() < documents_max) {
        documents.push_back(std::move(document));
    } else if (!document.encrypted) {
        auto& last = documents.back();
        last.recognition = merge(std::move(last.recognition), document.recognition);
    }
}

void FileFindings::add(UnreadDocument part) {
    if (unread.size() < unread_max) unread.push_back(std::move(part));
}

std::string encode(const FileFindings& findings) {
    std::string bytes;
    put_number(bytes, findings.documents.size(), 2);
    put_number(bytes, findings.unread.size(), 2);
    for (const auto& document : findings.documents) put(bytes, document);
    for (const auto& part : findings.unread) {
        put_text(bytes, part.inside);
        put_text(bytes, part.why.french);
        put_text(bytes, part.why.english);
        put_number(bytes, part.broken ? 1 : 0, 1);
    }
    return bytes;
}

Result<FileFindings> parse_file_findings(ByteReader& reader) {
    FileFindings findings;
    const auto documents = TRY(reader.u16_little());
    const auto unread = TRY(reader.u16_little());
    for (std::size_t i = 0; i < documents; ++i) {
        findings.documents.push_back(TRY(take_document(reader)));
    }
    for (std::size_t i = 0; i < unread; ++i) {
        UnreadDocument part;
        part.inside = TRY(take_text(reader));
        part.why.french = TRY(take_text(reader));
        part.why.english = TRY(take_text(reader));
        part.broken = TRY(reader.u8()) != 0;
        findings.unread.push_back(std::move(part));
    }
    return findings;
}

}  // namespace primum::probes::files

// Messages by GMime: heads and bodies as text, attachments as documents of their own.
#include <gmime/gmime.h>
#include <iconv.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/office/html_text.h"
#include "probes/files/extract_worker/extraction.h"

namespace primum::probes::files {
namespace {

constexpr std::size_t messages_max = 200'000;
constexpr std::size_t message_depth_max = 6;

struct Unref {
    template <class Object>
    void operator()(Object* object) const {
        g_object_unref(object);
    }
};
template <class Object>
using Owned = std::unique_ptr<Object, Unref>;

// Encodings of French mail; their tables are files, which a confined process cannot open.
constexpr std::array encodings{"ISO-8859-1", "ISO-8859-15", "WINDOWS-1252", "CP850",
                               "MACINTOSH",  "UTF-7",       "UTF-16",       "US-ASCII"};

std::string known(const char* text) { return text == nullptr ? std::string{} : std::string(text); }

std::string addresses_of(InternetAddressList* list) {
    if (list == nullptr) return {};
    char* const text = internet_address_list_to_string(list, nullptr, FALSE);
    const auto addresses = known(text);
    g_free(text);
    return addresses;
}

// The lines that say who wrote what to whom, and those of secure health mail.
std::string head_of(GMimeMessage* message) {
    std::string head = "Subject: " + known(g_mime_message_get_subject(message)) + "\n";
    head += "From: " + addresses_of(g_mime_message_get_from(message)) + "\n";
    head += "To: " + addresses_of(g_mime_message_get_to(message)) + "\n";
    head += "Cc: " + addresses_of(g_mime_message_get_cc(message)) + "\n";
    auto* const list = g_mime_object_get_header_list(GMIME_OBJECT(message));
    for (int i = 0; i < g_mime_header_list_get_count(list); ++i) {
        auto* const header = g_mime_header_list_get_header_at(list, i);
        const auto name = known(g_mime_header_get_name(header));
        if (lower_case(name).starts_with("x-mss")) {
            head += name + ": " + known(g_mime_header_get_value(header)) + "\n";
        }
    }
    return head;
}

class MessageReader {
public:
    MessageReader(std::string inside, std::size_t depth, Extraction& extraction)
        : inside_(std::move(inside)), depth_(depth), extraction_(extraction) {}

    void read(GMimeMessage* message) {
        text_ = head_of(message) + "\n";
        if (auto* const body = g_mime_message_get_mime_part(message)) visit(body, 0);
        extraction_.text(inside_, text_);
        for (const auto& [place, attachment] : attachments_) hand_over(attachment, place);
    }

private:
    void visit(GMimeObject* object, std::size_t depth) {
        constexpr std::size_t multipart_depth_max = 20, attachments_max = 2000;
        if (depth > multipart_depth_max) return extraction_.unread(inside_, Unread::too_deep);
        if (GMIME_IS_MULTIPART_ENCRYPTED(object)) return extraction_.sealed(inside_);
        if (GMIME_IS_MULTIPART(object)) return visit_multipart(GMIME_MULTIPART(object), depth);
        if (GMIME_IS_TEXT_PART(object) && !is_attachment(object)) {
            return add_text(GMIME_TEXT_PART(object));
        }
        if (attachments_.size() < attachments_max) {
            attachments_.push_back({inside_of(inside_, name_of(object)), object});
        }
    }

    void visit_multipart(GMimeMultipart* multipart, std::size_t depth) {
        const int count = g_mime_multipart_get_count(multipart);
        auto* const type = g_mime_object_get_content_type(GMIME_OBJECT(multipart));
        // The same text in several forms: the plainest that says something.
        const bool one_of = g_mime_content_type_is_type(type, "multipart", "alternative") != FALSE;
        for (int i = 0; i < count; ++i) {
            const auto before = text_.size();
            visit(g_mime_multipart_get_part(multipart, i), depth + 1);
            const bool said = trim(std::string_view(text_).substr(before)).size() > 1;
            if (one_of && said) return;
        }
    }

    static bool is_attachment(GMimeObject* object) {
        auto* const type = g_mime_object_get_content_type(object);
        const bool words = g_mime_content_type_is_type(type, "text", "plain") != FALSE ||
                           g_mime_content_type_is_type(type, "text", "html") != FALSE;
        return !words ||
               known(g_mime_object_get_disposition(object)) == GMIME_DISPOSITION_ATTACHMENT;
    }

    void add_text(GMimeTextPart* part) {
        char* const decoded = g_mime_text_part_get_text(part);
        const auto text = known(decoded);
        g_free(decoded);
        auto* const type = g_mime_object_get_content_type(GMIME_OBJECT(part));
        const bool html = g_mime_content_type_is_type(type, "text", "html") != FALSE;
        text_ += (html ? formats::html_text(text) : text) + "\n";
    }

    std::string name_of(GMimeObject* object) {
        const auto name = GMIME_IS_PART(object)
                              ? printable(known(g_mime_part_get_filename(GMIME_PART(object))))
                              : std::string{};
        return name.empty() ? "part " + std::to_string(++unnamed_) : name;
    }

    void hand_over(GMimeObject* object, const std::string& place) {
        if (extraction_.over()) return;
        if (GMIME_IS_MESSAGE_PART(object)) {
            auto* const inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
            if (inner == nullptr) return;
            if (depth_ >= message_depth_max) return extraction_.unread(place, Unread::too_deep);
            return MessageReader(place, depth_ + 1, extraction_).read(inner);
        }
        if (!GMIME_IS_PART(object)) return;
        auto* const content = g_mime_part_get_content(GMIME_PART(object));
        if (content == nullptr) return;
        constexpr gint64 encoded_bytes_max = Extraction::member_bytes_max / 3 * 4;
        const auto length = g_mime_stream_length(g_mime_data_wrapper_get_stream(content));
        if (length < 0 || length > encoded_bytes_max) {
            return extraction_.unread(place, Unread::too_large);
        }
        const Owned<GMimeStream> memory(g_mime_stream_mem_new());
        g_mime_data_wrapper_write_to_stream(content, memory.get());
        const auto* const array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory.get()));
        if (!extraction_.may_unpack(array->len, place)) return;
        extraction_.found({reinterpret_cast<const std::byte*>(array->data), array->len}, true,
                          place);
    }

    std::string inside_;
    std::size_t depth_;
    Extraction& extraction_;
    std::string text_;
    std::vector<std::pair<std::string, GMimeObject*>> attachments_;  // Owned by the message.
    std::size_t unnamed_ = 0;
};

// Short ones are read from memory: from a file the library reads small pieces, and seeks.
bool is_read_as_file(const Source& source) {
    constexpr std::uint64_t short_bytes_max = 1_MiB;
    return source.file() >= 0 && source.size() > short_bytes_max;
}

Owned<GMimeParser> open_parser(Source& source, GMimeFormat format) {
    GMimeStream* stream = nullptr;
    if (is_read_as_file(source)) {
        ::lseek(source.file(), 0, SEEK_SET);
        stream = g_mime_stream_fs_new(::dup(source.file()));
    } else {
        const auto text = as_text(source.view());
        stream = g_mime_stream_mem_new_with_buffer(text.data(), text.size());
    }
    const Owned<GMimeStream> owned(stream);
    Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream));
    g_mime_parser_set_format(parser.get(), format);
    return parser;
}

}  // namespace

void prepare_mail() {
    g_mime_init();
    for (const auto* const encoding : encodings) {
        // Never closed: the tables stay loaded.
        (void)::iconv_open("UTF-8", encoding);
        (void)::iconv_open(encoding, "UTF-8");
    }
}

void read_mail(Source& source, const std::string& inside, Extraction& extraction) {
    const auto parser = open_parser(source, GMIME_FORMAT_MESSAGE);
    const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!message) return extraction.unread(inside, Unread::damaged);
    MessageReader(inside, 0, extraction).read(message.get());
}

void read_mailbox(Source& source, const std::string& inside, Extraction& extraction) {
    const auto parser = open_parser(source, GMIME_FORMAT_MBOX);
    for (std::size_t i = 1; !extraction.over() && g_mime_parser_eos(parser.get()) == FALSE; ++i) {
        if (i > messages_max) return extraction.unread(inside, Unread::too_many);
        const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
        if (!message) return;
        MessageReader(inside_of(inside, "message " + std::to_string(i)), 0, extraction)
            .read(message.get());
    }
}

}  // namespace primum::probes::files

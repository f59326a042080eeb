// Outlook's own files (pst, ost) by libpst: messages, contacts and appointments of every folder.
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

extern "C" {
#include <libpst/libpst.h>
}

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/office/html_text.h"
#include "formats/office/rich_text.h"
#include "probes/files/extract_worker/extraction.h"

namespace primum::probes::files {
namespace {

constexpr std::size_t items_max = 500'000;
constexpr std::size_t folder_depth_max = 60;

int store_file = -1;  // What fopen() below opens, while libpst opens its file by a name.

struct ItemRelease {
    void operator()(pst_item* item) const { pst_freeItem(item); }
};
using Item = std::unique_ptr<pst_item, ItemRelease>;

struct StoreClose {
    void operator()(pst_file* store) const { pst_close(store); }
};

std::string text_of(pst_item* item, pst_string& text) {
    if (text.str == nullptr) return {};
    pst_convert_utf8(item, &text);
    return text.str == nullptr ? std::string{} : std::string(text.str);
}

std::string_view bytes_of(const pst_binary& binary) {
    return binary.data == nullptr ? std::string_view{} : std::string_view(binary.data, binary.size);
}

std::string body_of(pst_item* item) {
    auto body = text_of(item, item->body);
    if (!trim(body).empty() || item->email == nullptr) return body;
    const auto html = text_of(item, item->email->htmlbody);
    if (!html.empty()) return formats::html_text(html);
    const auto rtf = formats::unpack_rich_text(as_bytes(bytes_of(item->email->rtf_compressed)));
    return rtf ? formats::rich_text(*rtf) : std::string{};
}

std::string head_of(pst_item* item) {
    auto head = "Subject: " + text_of(item, item->subject) + "\n";
    if (item->email == nullptr) return head;
    head += "From: " + text_of(item, item->email->outlook_sender) + " " +
            text_of(item, item->email->sender_address) + "\n";
    head += "To: " + text_of(item, item->email->sentto_address) + "\n";
    head += "Cc: " + text_of(item, item->email->cc_address) + "\n";
    return head + text_of(item, item->email->header) + "\n";
}

std::string contact_of(pst_item* item) {
    auto& contact = *item->contact;
    std::string text =
        "Contact: " + text_of(item, contact.fullname) + "\n" + text_of(item, contact.surname) +
        " " + text_of(item, contact.first_name) + "\n" + text_of(item, contact.address1) + "\n" +
        text_of(item, contact.home_address) + "\n" + text_of(item, contact.business_phone) + "\n" +
        text_of(item, contact.job_title) + "\n";
    return text + text_of(item, item->comment) + "\n";
}

class StoreReader {
public:
    StoreReader(pst_file& store, std::string inside, Extraction& extraction)
        : store_(store), inside_(std::move(inside)), extraction_(extraction) {}

    // The tree of folders, depth first.
    void read(pst_desc_tree* first) {
        struct Place {
            pst_desc_tree* node;
            std::string folder;
            std::size_t depth;
        };
        std::vector<Place> pending{{first, inside_, 0}};
        while (!pending.empty() && !extraction_.over()) {
            auto place = pending.back();
            pending.pop_back();
            if (place.node == nullptr) continue;
            pending.push_back({place.node->next, place.folder, place.depth});
            if (++items_ > items_max) return extraction_.unread(inside_, Unread::too_many);
            const auto folder = read_item(place.node, place.folder);
            if (place.depth < folder_depth_max) {
                pending.push_back({place.node->child, folder, place.depth + 1});
            }
        }
    }

private:
    // Where the children of this item lie.
    std::string read_item(pst_desc_tree* node, const std::string& folder) {
        if (node->desc == nullptr) return folder;
        const Item item(pst_parse_item(&store_, node, nullptr));
        if (!item) return folder;
        if (item->folder != nullptr) {
            return inside_of(folder, printable(text_of(item.get(), item->file_as)));
        }
        const auto place = inside_of(folder, "item " + std::to_string(items_));
        if (item->contact != nullptr) {
            extraction_.text(place, contact_of(item.get()));
        } else {
            extraction_.text(place, head_of(item.get()) + "\n" + body_of(item.get()));
        }
        read_attachments(item.get(), place);
        return folder;
    }

    void read_attachments(pst_item* item, const std::string& place) {
        std::size_t number = 0;
        for (auto* attachment = item->attach; attachment != nullptr;
             attachment = attachment->next) {
            if (extraction_.over()) return;
            auto name = text_of(item, attachment->filename2);
            if (name.empty()) name = text_of(item, attachment->filename1);
            if (name.empty()) name = "attachment " + std::to_string(++number);
            constexpr std::int32_t embedded_message = 5;
            if (attachment->method == embedded_message) continue;  // libpst lists it as an item.
            const auto data = pst_attach_to_mem(&store_, attachment);
            const std::unique_ptr<char, decltype(&std::free)> owned(data.data, &std::free);
            const auto inside = inside_of(place, printable(name));
            if (data.data == nullptr || data.size == 0) continue;
            if (data.size > Extraction::member_bytes_max) {
                extraction_.unread(inside, Unread::too_large);
            } else if (extraction_.may_unpack(data.size, inside)) {
                extraction_.found(as_bytes(bytes_of(data)), true, inside);
            }
            attachment->data = {};  // It was handed over to us.
        }
    }

    pst_file& store_;
    std::string inside_;
    Extraction& extraction_;
    std::size_t items_ = 0;
};

}  // namespace

// libpst opens its file by name. This process may open nothing: it gets the file it was given.
FILE* open_store_file() { return store_file < 0 ? nullptr : ::fdopen(::dup(store_file), "rb"); }

void read_outlook_store(Source& source, const std::string& inside, Extraction& extraction) {
    if (source.file() < 0) return extraction.unread(inside, Unread::too_large);
    ::lseek(source.file(), 0, SEEK_SET);
    store_file = source.file();
    pst_file store{};
    std::string name = "store", charset = "windows-1252";
    const bool opened = pst_open(&store, name.data(), charset.data()) == 0;
    store_file = -1;
    if (!opened) return extraction.unread(inside, Unread::damaged);
    const std::unique_ptr<pst_file, StoreClose> closing(&store);
    if (pst_load_index(&store) != 0) return extraction.unread(inside, Unread::damaged);
    pst_load_extended_attributes(&store);
    if (store.d_head == nullptr) return extraction.unread(inside, Unread::damaged);
    const Item root(pst_parse_item(&store, store.d_head, nullptr));
    if (!root || root->message_store == nullptr) return extraction.unread(inside, Unread::damaged);
    auto* const top = pst_getTopOfFolders(&store, root.get());
    if (top == nullptr) return extraction.unread(inside, Unread::damaged);
    StoreReader(store, inside, extraction).read(top->child);
}

}  // namespace primum::probes::files

// Takes the place of the C library's in this program, also for the libraries it uses.
extern "C" FILE* fopen(const char* /*name*/, const char* /*mode*/) {
    return primum::probes::files::open_store_file();
}

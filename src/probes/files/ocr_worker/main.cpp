// primum-ocr: reads the words in a picture, or in the pages of a PDF that are nothing but pictures.
//
// A program of its own, as primum-extract is: Tesseract and Leptonica meet hostile bytes without
// files but the one handed over (and Tesseract's own tables), without network, without other
// programs. Question and answer: extract_message.h; the text comes as one part a page.
#include <leptonica/allheaders.h>
#include <locale.h>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>
#include <stdlib.h>
#include <tesseract/baseapi.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/byte_reader.h"
#include "os/sandbox.h"
#include "os/serving_worker.h"
#include "probes/files/extract_message.h"
#include "probes/files/extract_worker/source.h"

namespace {

using namespace primum;
using namespace primum::probes::files;

// Enough to say what a document is; the rest of a thick file is more of the same.
constexpr int pages_max = 12;
constexpr double dots_per_inch = 200;
constexpr int side_pixels_max = 5000;
constexpr const char* tables = "/usr/share/tesseract-ocr/5/tessdata";

struct PictureRelease {
    void operator()(Pix* picture) const { pixDestroy(&picture); }
};
using Picture = std::unique_ptr<Pix, PictureRelease>;

void say(AnswerKind kind, std::initializer_list<std::string_view> content) {
    if (!os::send_frame(static_cast<std::uint8_t>(kind), content)) std::_Exit(EXIT_FAILURE);
}

void say_unread(Unread why) {
    const char reason = static_cast<char>(why);
    say(AnswerKind::unread, {{&reason, 1}});
}

// A photograph of a page is larger than its words need, and memory is counted.
Picture made_readable(Picture picture) {
    Picture grey(pixConvertTo8(picture.get(), 0));
    if (!grey) return nullptr;
    const int side = std::max(pixGetWidth(grey.get()), pixGetHeight(grey.get()));
    if (side <= side_pixels_max / 2) return grey;
    const auto factor = static_cast<float>(side_pixels_max / 2) / static_cast<float>(side);
    return Picture(pixScale(grey.get(), factor, factor));
}

void read_picture(tesseract::TessBaseAPI& reader, Picture picture) {
    const auto readable = made_readable(std::move(picture));
    if (!readable) return say_unread(Unread::damaged);
    reader.SetImage(readable.get());
    const std::unique_ptr<char[]> text(reader.GetUTF8Text());
    reader.Clear();
    if (text) {
        say(AnswerKind::part, {part_head({}), std::string_view(text.get())});
    }
}

// Width and height stand in a picture's head: one too large to hold is not unpacked.
bool is_too_large(BytesView bytes) {
    l_int32 format = 0, width = 0, height = 0, bits = 0, samples = 0, mapped = 0;
    const auto* const data = reinterpret_cast<const l_uint8*>(bytes.data());
    if (pixReadHeaderMem(data, bytes.size(), &format, &width, &height, &bits, &samples, &mapped) !=
        0) {
        return true;
    }
    constexpr l_int64 pixels_max = 40'000'000;
    return static_cast<l_int64>(width) * height > pixels_max;
}

void read_image(tesseract::TessBaseAPI& reader, BytesView bytes) {
    if (is_too_large(bytes)) return say_unread(Unread::too_large);
    Picture picture(pixReadMem(reinterpret_cast<const l_uint8*>(bytes.data()), bytes.size()));
    if (!picture) return say_unread(Unread::damaged);
    read_picture(reader, std::move(picture));
}

Picture page_picture(const poppler::page& page) {
    const auto size = page.page_rect();
    const double longest = std::max({size.width(), size.height(), 1.0});
    const double resolution = std::min(dots_per_inch, side_pixels_max / 2 / longest * 72);
    poppler::page_renderer renderer;
    renderer.set_image_format(poppler::image::format_gray8);
    const auto image = renderer.render_page(&page, resolution, resolution);
    if (!image.is_valid()) return nullptr;
    Picture picture(pixCreate(image.width(), image.height(), 8));
    if (!picture) return nullptr;
    for (int y = 0; y < image.height(); ++y) {
        const auto* const row =
            image.const_data() + static_cast<std::ptrdiff_t>(y) * image.bytes_per_row();
        for (int x = 0; x < image.width(); ++x) {
            pixSetPixel(picture.get(), x, y, static_cast<std::uint8_t>(row[x]));
        }
    }
    return picture;
}

void read_pdf(tesseract::TessBaseAPI& reader, BytesView bytes) {
    const std::unique_ptr<poppler::document> document(poppler::document::load_from_raw_data(
        reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size())));
    if (!document || document->is_locked()) return say_unread(Unread::damaged);
    for (int i = 0; i < std::min(document->pages(), pages_max); ++i) {
        const std::unique_ptr<poppler::page> page(document->create_page(i));
        auto picture = page ? page_picture(*page) : nullptr;
        if (picture) read_picture(reader, std::move(picture));
    }
}

void serve(tesseract::TessBaseAPI& reader, const os::ReceivedRequest& received) {
    auto source = Source::of_file(received.file);
    if (!parse_extract_request(received.content) || !source) std::_Exit(EXIT_FAILURE);
    constexpr std::size_t bytes_max = 0x7FFF'0000;
    const auto bytes = source->view();
    const bool pdf = formats::media_type_of(bytes, "") == formats::MediaType::pdf;
    if (!bytes.empty() && bytes.size() <= bytes_max) {
        pdf ? read_pdf(reader, bytes) : read_image(reader, bytes);
    }
    say(AnswerKind::done, {});
}

}  // namespace

int main() {
    ::setenv("OMP_THREAD_LIMIT", "1", 1);
    ::setlocale(LC_ALL, "C");  // Tesseract reads its tables with the numbers of C.
    ::setMsgSeverity(L_SEVERITY_NONE);
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    tesseract::TessBaseAPI reader;
    if (reader.Init(tables, "fra", tesseract::OEM_LSTM_ONLY) != 0) return EXIT_FAILURE;
    reader.SetVariable("debug_file", "/dev/null");
    const auto confined = os::confine_this_process(
        {.readable = {"/usr/share/fonts", "/usr/share/poppler", "/etc/fonts", tables}});
    if (!confined) return EXIT_FAILURE;
    while (true) {
        const auto request = os::receive_request();
        if (!request) break;
        serve(reader, *request);
    }
    std::_Exit(EXIT_SUCCESS);
}

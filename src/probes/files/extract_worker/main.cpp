// primum-extract: takes text and members out of files that foreign libraries read.
//
// A program of its own, so that Poppler, libarchive, GMime and libpst meet hostile bytes where they
// can do no harm: without files but the one handed over, without network, without other programs.
// It serves one file after another until the program hangs up. Question and answer:
// extract_message.h.
#include <locale.h>
#include <malloc.h>

#include <cstdlib>

#include "os/sandbox.h"
#include "os/serving_worker.h"
#include "probes/files/extract_worker/extraction.h"

namespace {

using namespace primum;
using namespace primum::probes::files;

constexpr int kept_bytes_max = 32 * 1024 * 1024;

void serve(const os::ReceivedRequest& received) {
    const auto request = parse_extract_request(received.content);
    auto source = Source::of_file(received.file);
    if (!request || !source) std::_Exit(EXIT_FAILURE);
    Extraction extraction(request->images, source->size());
    extraction.extract(*source, request->media, "", request->name);
    const auto done = os::send_frame(static_cast<std::uint8_t>(AnswerKind::done), {});
    if (!done) std::_Exit(EXIT_FAILURE);
}

}  // namespace

int main() {
    ::setlocale(LC_CTYPE, "C.UTF-8");  // Names in archives are read in it.
    // Memory is kept from one file to the next: giving it back each time costs more than reading.
    ::mallopt(M_ARENA_MAX, 1);
    ::mallopt(M_MMAP_THRESHOLD, kept_bytes_max);
    ::mallopt(M_TRIM_THRESHOLD, kept_bytes_max);
    prepare_mail();
    prepare_pdf();
    const auto confined = os::confine_this_process({});
    if (!confined) return EXIT_FAILURE;
    constexpr std::size_t between_looks = 16;  // Looking at the heap costs as much as a small file.
    for (std::size_t served = 1;; ++served) {
        const auto request = os::receive_request();
        if (!request) break;
        serve(*request);
        if (served % between_looks != 0) continue;
        if (::mallinfo2().arena > std::size_t{kept_bytes_max}) ::malloc_trim(0);
    }
    std::_Exit(EXIT_SUCCESS);  // The libraries' farewells would only free what ends with us.
}

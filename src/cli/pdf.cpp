#include "cli/pdf.h"

#include <filesystem>

#include "os/converter.h"

namespace primum::cli {
namespace {

// Its fonts carry the moment they were cut out at, and it names them in the order of a hash: both
// are fixed here, so that the same page gives the same bytes.
os::Conversion weasyprint() {
    return {.program = "/usr/bin/weasyprint",
            .arguments = {"--quiet", "--pdf-variant", "pdf/ua-1", "-", "-"},
            .environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "SOURCE_DATE_EPOCH=0",
                            "PYTHONHASHSEED=0"}};
}

}  // namespace

Result<> check_pdf() {
    if (std::filesystem::exists(weasyprint().program)) return {};
    return Error{ErrorKind::usage,
                 {"un PDF demande WeasyPrint : apt install weasyprint fonts-inter ; ou choisissez "
                  "la forme html, qui s'imprime aussi",
                  "a PDF needs WeasyPrint: apt install weasyprint fonts-inter; or choose the html "
                  "form, which prints as well"}};
}

Result<std::string> pdf_of(std::string_view html) {
    TRY(check_pdf());
    return os::convert(weasyprint(), html).context({"faire le PDF", "make the PDF"});
}

}  // namespace primum::cli

#include "cli/vault_paper.h"

#include <cstdio>
#include <filesystem>

#include "os/converter.h"
#include "os/file.h"
#include "paper/page.h"

namespace primum::cli {
namespace {

namespace fs = std::filesystem;

constexpr unsigned owner_alone = 0600;

Result<std::string> as_pdf(const std::string& html) {
    auto pdf = os::convert({.program = "/usr/bin/weasyprint",
                            .arguments = {"--quiet", "-", "-"},
                            .environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8"}},
                           html);
    if (!pdf && pdf.error().kind == ErrorKind::not_found) {
        return Error{
            ErrorKind::usage,
            {"un PDF demande WeasyPrint : apt install weasyprint fonts-inter ; ou choisissez un "
             "fichier "
             ".html, qui s'imprime aussi",
             "a PDF needs WeasyPrint: apt install weasyprint fonts-inter; or choose an .html file, "
             "which prints as well"}};
    }
    return std::move(pdf).context({"faire le PDF", "make the PDF"});
}

}  // namespace

Result<> check_recovery_file(const std::string& file) {
    const fs::path path(file);
    const auto ending = path.extension();
    if (ending != ".txt" && ending != ".html" && ending != ".pdf") {
        return Error{ErrorKind::usage,
                     say("{} : la clé papier va dans un fichier .txt, .html ou .pdf",
                         "{}: the paper key goes to a file .txt, .html or .pdf", file)};
    }
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(path, ignored))) {
        return Error{ErrorKind::usage, say("{} existe déjà", "{} exists already", file)};
    }
    return {};
}

std::string recovery_file_of(const std::string& file, unsigned number) {
    if (file.empty() || number == 1) return file;
    const fs::path path(file);
    return (path.parent_path() /
            fmt::format("{}-{}{}", path.stem().string(), number, path.extension().string()))
        .string();
}

Result<> write_paper_key(const PaperKey& paper, const std::string& file, Language language) {
    const paper::Page page{.secret = paper.key.seed().view(),
                           .computer = paper.computer,
                           .repository = vault::to_hex(paper.repository),
                           .reader = paper.reader,
                           .made = now()};
    if (file.empty()) {
        std::fputs(paper::as_text(page, language).c_str(), stdout);
        return {};
    }
    const auto ending = fs::path(file).extension();
    if (ending == ".txt") return os::publish(file, paper::as_text(page, language), owner_alone);
    const auto html = TRY(paper::as_html(page, language));
    if (ending == ".html") return os::publish(file, html, owner_alone);
    return os::publish(file, TRY(as_pdf(html)), owner_alone);
}

}  // namespace primum::cli

#include "cli/vault_paper.h"

#include <sodium.h>

#include "cli/pdf.h"
#include "os/file.h"

namespace primum::cli {
namespace {

namespace fs = std::filesystem;

Result<std::string> in_form(const fs::path& ending, const paper::Page& page, Language language) {
    if (ending == ".txt") return paper::as_text(page, language);
    auto html = TRY(paper::as_html(page, language));
    if (ending == ".html") return html;
    auto pdf = pdf_of(html);
    sodium_memzero(html.data(), html.size());
    return pdf;
}

}  // namespace

Result<> check_recovery(const fs::path& file) {
    const auto ending = file.extension();
    if (ending != ".txt" && ending != ".html" && ending != ".pdf") {
        return Error{ErrorKind::usage,
                     say("--recovery {} : écrivez un nom en .txt, .html ou .pdf",
                         "--recovery {}: write a name in .txt, .html or .pdf", file.string())};
    }
    std::error_code failure;
    if (fs::exists(fs::symlink_status(file, failure))) {
        return Error{
            ErrorKind::usage,
            say("--recovery {} : ce fichier existe déjà, il n'est pas remplacé",
                "--recovery {}: this file exists already and is not replaced", file.string())};
    }
    return {};
}

Result<> write_paper_key(const paper::Page& page, const fs::path& file, Language language) {
    auto content = TRY(in_form(file.extension(), page, language));
    const auto written = os::publish(file, content);
    sodium_memzero(content.data(), content.size());
    return written;
}

}  // namespace primum::cli

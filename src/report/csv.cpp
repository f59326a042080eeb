#include <array>

#include "base/text.h"
#include "report/details.h"
#include "report/machines.h"
#include "report/report.h"
#include "report/words.h"

namespace primum::report {
namespace {

using controls::Finding;
using controls::Status;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";  // Spreadsheets guess wrong without.
constexpr std::size_t cell_bytes_max = 8'000;  // A spreadsheet's cell holds 32 767 letters.

Sentence state_word(Status status) {
    switch (status) {
        case Status::pass:
            return {"en ordre", "in order"};
        case Status::fail:
            return {"à corriger", "to be mended"};
        case Status::not_observed:
            return {"pas observé", "not observed"};
        case Status::not_applicable:
            return {"sans objet", "not applicable"};
    }
    CHECK(false);
    return {};
}

// A cell that begins like a formula would be computed by the spreadsheet: a share named
// "=HYPERLINK(…)" must stay a text. An apostrophe before it says so to all of them.
bool looks_like_formula(std::string_view cell) {
    for (const std::string_view start :
         {"=", "+", "-", "@", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"}) {
        if (cell.starts_with(start)) return true;
    }
    return false;
}

class Rows {
public:
    explicit Rows(Language language)
        : language_(language), separator_(language == Language::french ? ';' : ',') {
        text_ = byte_order_mark;
    }

    void cell(std::string_view content) {
        auto safe = printable(content, cell_bytes_max);
        if (looks_like_formula(safe)) safe.insert(0, 1, '\'');
        if (has_cells_) text_ += separator_;
        has_cells_ = true;
        text_ += quoted(safe);
    }
    void cell(const Sentence& sentence) { cell(sentence.in(language_)); }
    void cell(std::optional<std::int64_t> number) {
        cell(number ? std::to_string(*number) : std::string());
    }
    void end() {
        text_ += "\r\n";  // RFC 4180.
        has_cells_ = false;
    }
    std::string take() && { return std::move(text_); }

private:
    // A semicolon and a comma are quoted both, whichever one separates: a spreadsheet may guess.
    static std::string quoted(const std::string& cell) {
        if (cell.find_first_of(";,\"") == std::string::npos) return cell;
        std::string safe = "\"";
        for (const char letter : cell) {
            if (letter == '"') safe += '"';
            safe += letter;
        }
        return safe + "\"";
    }

    Language language_;
    char separator_;
    std::string text_;
    bool has_cells_ = false;
};

class CsvReport {
public:
    CsvReport(const Report& report, Language language)
        : report_(report), language_(language), rows_(language) {}

    std::string write() && {
        write_heads();
        for (const auto& failure : failures(report_.findings, report_.acceptances)) {
            for (const auto* subject : failure.open) {
                write_subject(*failure.finding, *subject, nullptr);
            }
            for (const auto& accepted : failure.accepted) {
                write_subject(*failure.finding, *accepted.subject, accepted.acceptance);
            }
        }
        for (const auto& finding : report_.findings) {
            if (finding.status != Status::fail) write_without_subject(finding);
        }
        return std::move(rows_).take();
    }

private:
    void write_heads() {
        const std::array<Sentence, 15> heads{{{"contrôle", "control"},
                                              {"titre", "title"},
                                              {"état", "state"},
                                              {"gravité", "severity"},
                                              {"élément", "subject"},
                                              {"appareil", "device"},
                                              {"patients", "patients"},
                                              {"détails", "details"},
                                              {"observé le (UTC)", "observed at (UTC)"},
                                              {"pas vu", "not seen"},
                                              {"à faire d'abord", "to do first"},
                                              {"textes", "texts"},
                                              {"accepté jusqu'au", "accepted until"},
                                              {"accepté par", "accepted by"},
                                              {"raison", "reason"}}};
        for (const auto& head : heads) rows_.cell(head);
        rows_.end();
    }

    void write_start(const Finding& finding, controls::Severity severity, const Sentence& state) {
        rows_.cell(finding.control->id);
        rows_.cell(finding.control->title);
        rows_.cell(state);
        rows_.cell(severity_label(severity, language_));
    }

    void write_end(const Finding& finding, const Acceptance* acceptance) {
        rows_.cell(finding.observed_at ? format_time(*finding.observed_at) : "");
        rows_.cell(joined(finding.reasons, language_));
        const auto& fix = finding.control->fix;
        const bool is_fault = finding.status == Status::fail && !fix.empty();
        rows_.cell(is_fault ? fix.front() : Sentence{});
        std::string texts;
        for (const auto& id : finding.control->cites) texts += (texts.empty() ? "" : " ") + id;
        rows_.cell(texts);
        rows_.cell(acceptance != nullptr ? acceptance->until : "");
        rows_.cell(acceptance != nullptr ? acceptance->by : "");
        rows_.cell(acceptance != nullptr ? acceptance->reason : "");
        rows_.end();
    }

    void write_subject(const Finding& finding, const controls::Subject& subject,
                       const Acceptance* acceptance) {
        write_start(
            finding, subject.severity,
            acceptance == nullptr ? state_word(finding.status) : Sentence{"accepté", "accepted"});
        rows_.cell(subject.name);
        rows_.cell(name_of_device(report_, subject.name));
        rows_.cell(patients_of(finding, subject));
        rows_.cell(details_of(finding, subject, language_));
        write_end(finding, acceptance);
    }

    void write_without_subject(const Finding& finding) {
        write_start(finding, finding.severity, state_word(finding.status));
        for (int i = 0; i < 4; ++i) rows_.cell("");
        write_end(finding, nullptr);
    }

    const Report& report_;
    const Language language_;
    Rows rows_;
};

}  // namespace

std::string as_csv(const Report& report, Language language) {
    return CsvReport(report, language).write();
}

}  // namespace primum::report

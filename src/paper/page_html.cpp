#include "paper/page.h"
#include "paper/page_words.h"
#include "paper/qr_code.h"

namespace primum::paper {
namespace {

constexpr std::string_view style = R"(
@page { size: A4; margin: 14mm 16mm 12mm }
* { box-sizing: border-box }
html { font: 10.5pt/1.45 Inter, "DejaVu Sans", system-ui, sans-serif; color: #1d2b30 }
body { margin: 0 auto; max-width: 178mm }
h1, h2, h3, p, ol { margin: 0 }
header { display: flex; justify-content: space-between; align-items: baseline; border-bottom: .6mm solid #135e5a;
  padding-bottom: 2.5mm }
.brand { font-weight: 700; color: #135e5a; letter-spacing: .02em }
.secret { color: #962f1c; font-weight: 600; font-size: 9pt; letter-spacing: .08em; text-transform: uppercase }
h1 { font-size: 23pt; line-height: 1.15; letter-spacing: -.02em; margin: 5mm 0 2.5mm }
.what { font-size: 11.5pt; max-width: 160mm }
.facts { margin: 4mm 0 0; font-size: 9pt; color: #42535a }
.facts b { color: #1d2b30; font-weight: 600 }
.facts span { margin-right: 6mm; white-space: nowrap }
.key { border: .5mm solid #1d2b30; border-radius: 3mm; padding: 5mm 5mm 4mm; margin-top: 5mm }
h2 { font-size: 9pt; font-weight: 600; color: #42535a; letter-spacing: .06em; text-transform: uppercase }
.words { width: 100%; border-collapse: collapse; margin-top: 2.5mm; table-layout: fixed }
.words td { padding: 1.7mm 0; border-bottom: .2mm solid #dde3e0; font-size: 13.5pt; font-weight: 600; white-space: nowrap }
.words tr:last-child td { border-bottom: 0 }
.words i { font: 400 8pt Inter, "DejaVu Sans", sans-serif; color: #6b7a80; display: inline-block; width: 6mm; text-align: right;
  margin-right: 2mm }
.rest { display: flex; margin-top: 6mm }
.scan { width: 47mm; flex: none; margin-right: 8mm; font-size: 8pt; line-height: 1.35; color: #42535a }
.qr { width: 47mm; height: 47mm; display: block; border: .2mm solid #dde3e0; border-radius: 2mm; margin-bottom: 2mm }
.keep h3 { font-size: 11pt; font-weight: 700; color: #135e5a; margin-top: 2.6mm }
.keep h3:first-child { margin-top: 0 }
.restore { background: #f1f5f3; border-radius: 3mm; padding: 4mm 5mm; margin-top: 5mm; font-size: 9.5pt }
.restore h2 { color: #135e5a }
.restore ol { padding-left: 5mm; margin-top: 1.5mm }
.restore li { margin-top: .8mm }
code { font: 8.6pt "DejaVu Sans Mono", ui-monospace, monospace }
.test { margin-top: 3mm; font-weight: 600; font-size: 9.5pt }
@media screen { html { background: #faf8f4; padding: 10mm 0 } body { background: #fff; padding: 14mm 16mm; max-width: 210mm;
  box-shadow: 0 1mm 6mm #0002 } }
@media print { body { break-inside: avoid } }
)";

std::string escaped(std::string_view text) {
    std::string html;
    for (const char letter : text) {
        switch (letter) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            default:
                html += letter;
        }
    }
    return html;
}

// "primum …        what it does": the command is set apart from its explanation.
std::string with_command(std::string_view text) {
    const auto start = text.find("primum vault");
    if (start == std::string_view::npos) return escaped(text);
    const auto end = std::min(text.find("        "), text.size());
    return escaped(text.substr(0, start)) + "<code>" + escaped(text.substr(start, end - start)) +
           "</code>" + escaped(text.substr(end));
}

std::string word_table(SecretView secret) {
    constexpr std::size_t columns = 5;
    const auto words = words_of(secret);
    std::string table = R"(<table class="words">)";
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i % columns == 0) table += "<tr>";
        table += fmt::format("<td><i>{}</i>{}</td>", i + 1, words[i]);
        if (i % columns == columns - 1) table += "</tr>";
    }
    return table + "</table>";
}

std::string facts(const Page& page, Language language) {
    const auto labels =
        say("Ordinateur|Dépôt|Clé|Faite le", "Computer|Repository|Key|Made on").in(language);
    const auto date = format_time(page.made).substr(0, 10);
    const std::array values{page.computer, page.repository.substr(0, 8), page.reader, date};
    std::string html = R"(<p class="facts">)";
    std::size_t at = 0;
    for (const auto& value : values) {
        const auto end = std::min(labels.find('|', at), labels.size());
        html +=
            fmt::format("<span>{} <b>{}</b></span> ", labels.substr(at, end - at), escaped(value));
        at = end + 1;
    }
    return html + "</p>";
}

std::string advice(Language language) {
    std::string html = R"(<div class="keep">)";
    for (const auto& each : page_words().keep) {
        html += fmt::format("<h3>{}</h3><p>{}</p>", escaped(each.title.in(language)),
                            escaped(each.text.in(language)));
    }
    return html + "</div>";
}

std::string restoring(Language language) {
    const auto& words = page_words();
    auto html = fmt::format(R"(<section class="restore"><h2>{}</h2><ol>)",
                            escaped(words.restore_title.in(language)));
    for (const auto& step : words.restore)
        html += "<li>" + with_command(step.in(language)) + "</li>";
    return html + "</ol></section>";
}

}  // namespace

Result<std::string> as_html(const Page& page, Language language) {
    const auto& words = page_words();
    const auto code = TRY(QrCode::of(code_of(page.secret)));
    const auto title = escaped(words.title.in(language));
    std::string html = fmt::format(
        "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width\"><title>{}</title><style>{}"
        "</style></head>\n<body>",
        language == Language::french ? "fr" : "en", title, style);
    const Sentence secret{"Secret : à garder sous enveloppe", "Secret: keep in an envelope"};
    html += fmt::format(
        R"(<header><span class="brand">Primum</span><span class="secret">{}</span></header>)",
        secret.in(language));
    html += fmt::format("<main><h1>{}</h1><p class=\"what\">{}</p>{}", title,
                        escaped(words.what.in(language)), facts(page, language));
    html += fmt::format("<section class=\"key\"><h2>{}</h2>{}</section>",
                        escaped(words.numbered.in(language)), word_table(page.secret));
    html += fmt::format("<div class=\"rest\"><div class=\"scan\">{}<p>{}</p></div>{}</div>",
                        code.as_svg(title), escaped(words.code.in(language)), advice(language));
    html += restoring(language);
    html += "<p class=\"test\">" + with_command(words.test.in(language)) +
            "</p></main></body></html>\n";
    return html;
}

}  // namespace primum::paper

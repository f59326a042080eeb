#include <array>

#include "base/text.h"
#include "compliance/documents/document.h"
#include "compliance/documents/zip.h"

namespace primum::compliance {
namespace {

constexpr std::string_view mimetype = "application/vnd.oasis.opendocument.text";

constexpr std::string_view manifest = R"(<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
)";

constexpr std::string_view namespaces =
    R"( xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0")"
    R"( xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0")"
    R"( xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0")"
    R"( xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0")"
    R"( office:version="1.3")";

constexpr std::string_view paragraph_styles = R"(
<style:default-style style:family="paragraph">
<style:paragraph-properties fo:margin-bottom="0.25cm" fo:line-height="130%"/>
<style:text-properties fo:font-family="Inter, 'DejaVu Sans', Arial, sans-serif" fo:font-size="10.5pt"{language}/>
</style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:class="chapter">
<style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.5cm"/><style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1" style:class="text">
<style:paragraph-properties fo:margin-top="0.5cm" fo:keep-with-next="always"/><style:text-properties fo:font-size="12.5pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Sender" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0cm"/></style:style>
<style:style style:name="Recipient" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="9cm" fo:margin-bottom="0cm"/></style:style>
<style:style style:name="Date" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="9cm" fo:margin-top="0.8cm" fo:margin-bottom="0.8cm"/></style:style>
<style:style style:name="Bullet" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="0.8cm" fo:text-indent="-0.5cm" fo:margin-bottom="0.12cm"/></style:style>
<style:style style:name="Answer" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="0.5cm" fo:margin-bottom="0.12cm"/></style:style>
<style:style style:name="Room" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="2.2cm"/></style:style>
<style:style style:name="Footer" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-size="8pt" fo:color="#42535a"/></style:style>
<style:style style:name="Label" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
)";

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
    std::string made(text);
    const auto found = made.find(what);
    if (found != std::string::npos) made.replace(found, what.size(), by);
    return made;
}

// Line breaks are kept, and so are spaces in a row.
std::string lines_of(std::string_view text) {
    std::string xml;
    bool first = true;
    for (const auto line : split(text, '\n')) {
        if (!first) xml += "<text:line-break/>";
        first = false;
        xml += escaped(line);
    }
    return xml;
}

std::string paragraph(std::string_view style, const std::string& content) {
    return "<text:p text:style-name=\"" + std::string(style) + "\">" + content + "</text:p>\n";
}

std::string xml_of(const Block& block, Language language) {
    const auto text = lines_of(typeset(block.text, language));
    switch (block.kind) {
        case BlockKind::paragraph:
            return paragraph("Standard", text);
        case BlockKind::heading:
            return "<text:h text:style-name=\"Heading_20_1\" text:outline-level=\"1\">" + text +
                   "</text:h>\n";
        case BlockKind::bullet:
            return paragraph("Bullet", "•\xc2\xa0\xc2\xa0" + text);
        case BlockKind::tick:
            return paragraph("Bullet", "☐\xc2\xa0" + text);
        case BlockKind::answer:
            return paragraph("Answer", "<text:span text:style-name=\"Label\">" +
                                           escaped(typeset(block.label, language)) +
                                           "</text:span><text:line-break/>" + text);
        case BlockKind::space:
            return paragraph("Room", text);
    }
    return {};
}

std::string content_of(const Document& document) {
    std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document-content)" +
                      std::string(namespaces) + "><office:body><office:text>\n";
    for (const auto& line : document.sender) xml += paragraph("Sender", escaped(line));
    for (const auto& line : document.recipient) xml += paragraph("Recipient", escaped(line));
    if (!document.date.empty()) xml += paragraph("Date", escaped(document.date));
    xml += paragraph("Title", escaped(typeset(document.title, document.language)));
    for (const auto& block : document.blocks) xml += xml_of(block, document.language);
    return xml + "</office:text></office:body></office:document-content>\n";
}

std::string styles_of(const Document& document) {
    const bool french = document.language == Language::french;
    const auto language =
        french ? R"( fo:language="fr" fo:country="FR")" : R"( fo:language="en" fo:country="GB")";
    std::string xml = R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles)" +
                      std::string(namespaces) + "><office:styles>" +
                      replaced(paragraph_styles, "{language}", language) +
                      "</office:styles>\n<office:automatic-styles>"
                      R"(<style:page-layout style:name="A4"><style:page-layout-properties )"
                      R"(fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>)"
                      "</style:page-layout></office:automatic-styles>\n<office:master-styles>"
                      R"(<style:master-page style:name="Standard" style:page-layout-name="A4">)";
    if (!document.foot.empty()) {
        xml += "<style:footer>" + paragraph("Footer", escaped(document.foot)) + "</style:footer>";
    }
    return xml + "</style:master-page></office:master-styles></office:document-styles>\n";
}

}  // namespace

std::string as_odt(const Document& document) {
    const auto content = content_of(document);
    const auto styles = styles_of(document);
    return zip_of({{"mimetype", mimetype},
                   {"content.xml", content},
                   {"styles.xml", styles},
                   {"META-INF/manifest.xml", manifest}});
}

}  // namespace primum::compliance

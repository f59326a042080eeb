#include "compliance/documents/document.h"

#include <gmock/gmock.h>

#include "compliance/documents/template.h"
#include "compliance/documents/zip.h"
#include "compliance/testing/examples.h"

namespace primum::compliance {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace compliance::testing;

Document a_letter(const std::string& text) {
    return {.language = Language::french,
            .title = "Titre",
            .sender = {"Cabinet"},
            .recipient = {"Jeanne Exemple"},
            .date = "Le 27 novembre 2026",
            .blocks = {{.kind = BlockKind::paragraph, .text = text},
                       {.kind = BlockKind::tick, .text = "À faire"},
                       {.kind = BlockKind::answer, .text = "312", .label = "Combien"}}};
}

TEST(Document, what_a_person_typed_never_becomes_markup) {
    const auto letter = a_letter("<script>alert(1)</script> & \x01\"'\xff");
    for (const auto& made : {as_html(letter), as_odt(letter)}) {
        EXPECT_THAT(made, Not(HasSubstr("<script>")));
        EXPECT_THAT(made, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#39;"));
    }
}

TEST(Document, every_form_holds_all_of_it) {
    const auto letter = a_letter("Bonjour");
    for (const auto& made : {as_text(letter), as_html(letter), as_odt(letter)}) {
        for (const auto* part : {"Titre", "Cabinet", "Jeanne Exemple", "Le 27 novembre 2026",
                                 "Bonjour", "À faire", "312", "Combien"}) {
            EXPECT_THAT(made, HasSubstr(part));
        }
    }
}

TEST(Document, no_line_of_french_begins_with_a_mark) {
    EXPECT_EQ(typeset("« Ah ! » : oui ; a:b", Language::french),
              "«\xc2\xa0"
              "Ah\xc2\xa0!\xc2\xa0»\xc2\xa0: oui\xc2\xa0; a:b");
    EXPECT_EQ(typeset("a : b", Language::english), "a : b");
}

TEST(Odt, begins_as_programs_recognise_the_format) {
    const auto odt = as_odt(a_letter("x"));
    EXPECT_EQ(odt.substr(0, 4), "PK\x03\x04");
    EXPECT_EQ(odt.substr(30, 47), "mimetypeapplication/vnd.oasis.opendocument.text");
    EXPECT_EQ(odt, as_odt(a_letter("x")));
}

// The bytes as Python's zipfile reads them (and wrote them, in another order of fields, for the
// CRC).
TEST(Zip, the_check_of_a_known_text_is_the_known_one) {
    const auto zip = zip_of({{"a", "123456789"}});
    EXPECT_EQ(zip.substr(14, 4), "\x26\x39\xf4\xcb");  // CRC-32 of "123456789": cbf43926.
}

std::vector<controls::Problem> problems_of(std::string_view text) {
    std::vector<controls::Problem> problems;
    parse_template(text, "t.yaml", problems);
    return problems;
}

constexpr std::string_view fine = R"(id: t
about: request
layout: letter
fr: { title: "À {patient}", parts: ["Reçu le {received_on}.", { when: "right=access", text: "Copie." }] }
en: { title: "To {patient}", parts: ["Received {received_on}.", { when: "right=access", text: "Copy." }] }
)";

TEST(Template, a_good_one_has_no_problem_and_is_filled) {
    std::vector<controls::Problem> problems;
    const auto made = parse_template(fine, "t.yaml", problems);
    EXPECT_THAT(problems, IsEmpty());
    const auto request = a_request();
    const auto practice = a_practice();
    const Filling filling{.record = &request, .practice = &practice};
    const auto document = fill(*made, filling, Language::french);
    EXPECT_EQ(document.title, "À Jeanne Exemple");
    ASSERT_EQ(document.blocks.size(), 2U);
    EXPECT_EQ(document.blocks[0].text, "Reçu le 20/11/2026.");
    const auto objection = with(a_request(), {{"right", "objection"}});
    EXPECT_EQ(fill(*made, {.record = &objection}, Language::english).blocks.size(), 1U);
}

TEST(Template, a_value_that_contains_braces_is_not_filled_again) {
    std::vector<controls::Problem> problems;
    const auto made = parse_template(fine, "t.yaml", problems);
    const auto request = with(a_request(), {{"patient", "{received_on}"}});
    EXPECT_EQ(fill(*made, {.record = &request}, Language::french).title, "À {received_on}");
}

TEST(Template, what_is_not_known_is_left_to_be_filled_in) {
    std::vector<controls::Problem> problems;
    const auto made = parse_template(fine, "t.yaml", problems);
    EXPECT_EQ(fill(*made, {}, Language::french).title, "À [à compléter : Patient concerné]");
}

TEST(Template, fields_and_choices_that_do_not_exist_are_noted) {
    const auto changed = [](std::string_view what, std::string_view by) {
        std::string text(fine);
        text.replace(text.find(what), what.size(), by);
        return problems_of(text);
    };
    EXPECT_EQ(changed("{patient}", "{patiant}").size(), 1U);
    EXPECT_EQ(changed("right=access", "right=acces").size(), 1U);
    EXPECT_EQ(changed("right=access", "wrong=access").size(), 1U);
    EXPECT_EQ(changed("about: request", "about: nothing").size(), 1U + 6U);
    EXPECT_EQ(changed("id: t", "id: u").size(), 1U);
    EXPECT_EQ(changed("\"Reçu le {received_on}.\", ", "").size(), 1U);
}

TEST(Templates, those_of_the_catalogue_are_without_fault_and_fill_with_nothing_known) {
    std::vector<controls::Problem> problems;
    const auto templates = load_templates(PRIMUM_CATALOGUE, problems);
    for (const auto& problem : problems) {
        ADD_FAILURE() << problem.file << ":" << problem.line << " " << problem.what.english;
    }
    EXPECT_GE(templates.all.size(), 12U);
    for (const auto& made : templates.all) {
        for (const auto language : {Language::french, Language::english}) {
            const auto document = fill(made, {}, language);
            EXPECT_FALSE(document.title.empty()) << made.id;
            EXPECT_FALSE(document.blocks.empty()) << made.id;
        }
    }
    EXPECT_NE(templates.find("request-refusal"), nullptr);
}

}  // namespace
}  // namespace primum::compliance

// Holds the mapping of MonAideCyber's questions in the catalogue that is shipped.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include <gmock/gmock.h>

#include "controls/catalogue.h"
#include "controls/check.h"

namespace primum::controls {
namespace {

const Framework& mon_aide_cyber() {
    static const auto catalogue = Catalogue::load(PRIMUM_CATALOGUE).value();
    static const Framework none;
    for (const auto& framework : catalogue.frameworks) {
        if (framework.id == "mon-aide-cyber") return framework;
    }
    return none;
}

TEST(MonAideCyber, all_53_questions_are_mapped_and_at_least_30_are_answered_by_facts) {
    std::size_t by_facts = 0;
    std::size_t asked = 0;
    for (const auto& item : mon_aide_cyber().items) {
        const bool seen = !item.controls.empty() || !item.tables.empty();
        if (seen) ++by_facts;
        if (!seen && !item.given) ++asked;
    }
    EXPECT_EQ(mon_aide_cyber().items.size(), 53U);
    EXPECT_GE(by_facts, 30U);
    EXPECT_LE(asked, 20U);
}

// The ids of questions in its sources: an id and a text, before the next id, then the answers.
void read_ids(const std::string& source, std::set<std::string>& ids) {
    constexpr std::string_view mark = "identifiant:";
    std::string_view rest(source);
    for (auto at = rest.find(mark); at != std::string_view::npos; at = rest.find(mark)) {
        rest.remove_prefix(at + mark.size());
        rest.remove_prefix(rest.find('\'') + 1);  // The id may stand on the next line.
        const auto id = rest.substr(0, rest.find('\''));
        const auto until_next = rest.substr(0, rest.find(mark));
        const bool is_question = until_next.find("libelle:") != std::string_view::npos &&
                                 until_next.find("reponsesPossibles:") != std::string_view::npos;
        if (is_question) ids.emplace(id);
    }
}

TEST(MonAideCyber, the_mapped_ids_are_those_of_its_own_sources) {
    const char* wanted = std::getenv("PRIMUM_TESTDATA");  // NOLINT(concurrency-mt-unsafe)
    const std::filesystem::path folder =
        std::filesystem::path(wanted != nullptr ? wanted : PRIMUM_TESTDATA_USUAL) /
        "08-standards/mon-aide-cyber";
    if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no testdata here";
    std::set<std::string> published;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.path().filename().string().starts_with("donnees")) continue;
        std::ifstream file(entry.path());
        read_ids({std::istreambuf_iterator<char>(file), {}}, published);
    }
    std::set<std::string> mapped;
    for (const auto& item : mon_aide_cyber().items) mapped.insert(item.id);
    EXPECT_THAT(mapped, testing::ContainerEq(published));
}

TEST(ShippedCatalogue, has_no_fault) { EXPECT_EQ(describe(check(PRIMUM_CATALOGUE)).english, ""); }

}  // namespace
}  // namespace primum::controls

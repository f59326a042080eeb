#include "formats/health/told_age.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

bool tells(std::string_view text) { return tells_age(text, text.find(" ans") + 1); }

TEST(ToldAge, is_told_of_anybody_whatever_he_does) {
    EXPECT_TRUE(tells("un bucheron vosgien de 59 ans"));
    EXPECT_TRUE(tells("une institutrice de 31 ans, sans antecedent"));
    EXPECT_TRUE(tells("un peintre en batiment de quarante-quatre ans se presente"));
    EXPECT_TRUE(tells("d'une dame de quatre-vingt-seize ans"));
    EXPECT_TRUE(tells("un retraite age de soixante et onze ans"));
    EXPECT_TRUE(tells("un charpentier de 45 ans a ete hospitalise"));
    EXPECT_TRUE(tells("un homme de 70 ans apres une chute"));
    EXPECT_TRUE(tells("un patient anxieux de 45 ans"));
    EXPECT_TRUE(tells("son epoux de 70 ans"));
}

TEST(ToldAge, is_told_in_hurried_notes_too) {
    EXPECT_TRUE(tells("h 29 ans retour de guinee"));
    EXPECT_TRUE(tells("homme, 45 ans, vacancier"));
    EXPECT_TRUE(tells("haddad nour, 35 ans, palpitations"));
    EXPECT_TRUE(tells("lucie martin (54 ans)"));
    EXPECT_TRUE(tells("elle a vingt-deux ans et vient seule"));
}

TEST(ToldAge, lengths_of_time_are_none) {
    for (const auto* text :
         {"depuis 3 ans", "il y a 5 ans", "un bail de 9 ans", "une duree de trois ans",
          "tous les 2 ans", "pendant 10 ans", "8 ans d'experience", "une peine de 4 ans",
          "en 2 ans", "garantie : 5 ans de garantie", "un bail commercial de 9 ans",
          "un contrat de travail de 3 ans", "une duree maximale de 5 ans",
          "un pret immobilier de 20 ans", "conservation des dossiers : 20 ans",
          "experience professionnelle : 10 ans"}) {
        EXPECT_FALSE(tells(text)) << text;
    }
}

TEST(ToldAge, groups_are_none) {
    for (const auto* text :
         {"les femmes de 50 ans", "chez les patients de 50 ans", "enfants de 6 ans",
          "plus de 60 ans", "de 50 a 74 ans", "un adulte de 65 ans et plus",
          "moins de 2 ans : 211 ; 2-14 ans : 388", "a l'age de 50 ans"}) {
        EXPECT_FALSE(tells(text)) << text;
    }
}

}  // namespace
}  // namespace primum::formats

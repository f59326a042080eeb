#include "formats/health_file.h"

#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"
#include "formats/dicom_data_set.h"
#include "formats/french_text.h"

namespace primum::formats {
namespace {

constexpr HashKey key{1, 2};

std::optional<HealthFile> recognise(std::string_view name, std::string_view text) {
    return recognise_health_file(name, as_bytes(text), key);
}

constexpr std::string_view letter =
    "Cabinet du Moulin\n\nObjet : Madame DUPONT Élise, né(e) le 03/04/1951\n"
    "Numéro de sécurité sociale : 2 51 04 99 123 456 78\n\nCher confrère,\n\n"
    "Je vous adresse Madame DUPONT Élise. Ordonnance : AMLODIPINE 5 mg.\nDocteur Labo FICTIF\n";
constexpr std::string_view hl7 =
    "MSH|^~\\&|LABO|LABOFICT|CABINET|MOULIN|20240301||ORU^R01|M1|P|2.5\r"
    "PID|1||77^^^MOULIN^PI||DUPONT^Elise||19510403|F\rOBR|1\r";
constexpr std::string_view hprim =
    "77\r\nDUPONT\r\n\xc9lise\r\n1 rue Imaginaire\r\n\r\n99999 VILLE\r\n03/04/1951\r\n"
    "251049912345678\r\nLAB1\r\n01/03/2024\r\nLABO\r\nMOULIN\r\n\r\n****LAB****\r\n"
    "RES|GLYCEMIE|GLY|N|1,02|\r\n****FIN****\r\n";

std::string dicom_file(std::string_view transfer_syntax) {
    ByteWriter meta;
    const auto element = [](ByteWriter& writer, Tag tag, std::string_view type,
                            std::string_view value) {
        writer.u16_little(tag.group);
        writer.u16_little(tag.element);
        writer.append(type);
        writer.u16_little(static_cast<std::uint16_t>(value.size()));
        writer.append(value);
    };
    element(meta, {0x0002, 0x0010}, "UI", transfer_syntax);
    const auto meta_bytes = std::move(meta).take();
    ByteWriter file;
    file.fill(128, '\0');
    file.append("DICM");
    file.u16_little(2);
    file.u16_little(0);
    file.append("UL");
    file.u16_little(4);
    file.u32_little(static_cast<std::uint32_t>(meta_bytes.size()));
    file.append(meta_bytes);
    element(file, {0x0008, 0x0060}, "CS", "US");
    element(file, {0x0010, 0x0010}, "PN", "DUPONT^Elise");
    element(file, {0x0010, 0x0020}, "LO", "77");
    element(file, {0x0010, 0x0030}, "DA", "19510403");
    element(file, {0x0020, 0x000d}, "UI", "1.2.34");
    return std::string(as_text(std::move(file).take()));
}

TEST(HealthFile, one_person_in_four_formats_is_one_person) {
    const auto in_letter = recognise("courrier.txt", letter);
    const auto in_hl7 = recognise("a.hl7", hl7);
    const auto in_hprim = recognise("a.hpr", hprim);
    const auto in_dicom = recognise("IM0001", dicom_file("1.2.840.10008.1.2.1\0"));
    ASSERT_TRUE(in_letter && in_hl7 && in_hprim && in_dicom);
    EXPECT_EQ(in_letter->kind, HealthKind::letter);
    EXPECT_EQ(in_hl7->kind, HealthKind::hl7);
    EXPECT_EQ(in_hprim->kind, HealthKind::hprim);
    EXPECT_EQ(in_dicom->kind, HealthKind::dicom);
    ASSERT_TRUE(in_letter->person);
    EXPECT_EQ(in_letter->person, in_hl7->person);
    EXPECT_EQ(in_letter->person, in_hprim->person);
    EXPECT_EQ(in_letter->person, in_dicom->person);
}

TEST(HealthFile, an_rtf_letter_is_read_like_a_plain_one) {
    std::string rtf = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0\\fs22 ";
    for (const char character : std::string_view(
             "Objet : Madame DUPONT @lise, n@(e) le 03/04/1951\nNum@ro de s@curit@ sociale : "
             "2510499123456\nCher confr@re, Ordonnance : AMLODIPINE 5 mg. Docteur\n")) {
        rtf += character == '@'    ? "\\'e9"
               : character == '\n' ? "\\par\n"
                                   : std::string(1, character);
    }
    const auto found = recognise("a.rtf", rtf + "}");
    ASSERT_TRUE(found && found->person);
    EXPECT_EQ(found->person, recognise("courrier.txt", letter)->person);
}

TEST(HealthFile, another_person_is_another_hash) {
    std::string other(hl7);
    other.replace(other.find("Elise"), 5, "Aline");
    EXPECT_NE(recognise("a.hl7", other)->person, recognise("a.hl7", hl7)->person);
}

TEST(HealthFile, a_message_without_a_patient_is_not_health_data) {
    EXPECT_FALSE(recognise("ack.hl7", "MSH|^~\\&|A|B|C|D|2024||ACK|1|P|2.5\rMSA|AA|1\r"));
}

TEST(HealthFile, papers_of_the_household_are_not_health_data) {
    EXPECT_FALSE(recognise("facture.txt", "Rien de medical ici.\n"));
    EXPECT_FALSE(recognise("cours.txt",
                           "Ordonnance de référé. Posologie, antécédents, allergie, vaccin: "
                           "bibliographie de l'université."));
    EXPECT_FALSE(recognise("vide", ""));
}

TEST(HealthFile, a_page_of_the_fhir_standard_is_not_a_patient) {
    EXPECT_FALSE(recognise("a.json", R"({"resourceType": "StructureDefinition"})"));
    const auto patient = recognise(
        "a.json", R"({ "resourceType" : "Patient", "id": "1", "name": [{"family": "DUPONT",
                     "given": ["Elise"]}], "birthDate": "1951-04-03" })");
    ASSERT_TRUE(patient);
    EXPECT_EQ(patient->person, recognise("a.hl7", hl7)->person);
}

TEST(HealthFile, an_archive_of_a_whole_practice_is_known_by_its_name_and_first_bytes) {
    EXPECT_TRUE(recognise("PA20260102T030405.ZIP", "PK\x03\x04..."));
    EXPECT_FALSE(recognise("PA20260102T030405.ZIP", "not an archive"));
    EXPECT_FALSE(recognise("PARIS2026.zip", "PK\x03\x04..."));
    EXPECT_TRUE(recognise_health_name("pa20260102t030405.zip"));
}

TEST(HealthFile, an_office_document_counts_by_its_name_weakly) {
    const auto found = recognise("Compte-rendu échographie.pdf", "%PDF-1.4");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->evidence, Evidence::weak);
    EXPECT_FALSE(recognise("Compte-rendu échographie.exe", "MZ"));
}

TEST(HealthFile, an_unread_file_is_judged_by_names_that_leave_little_doubt) {
    EXPECT_TRUE(recognise_health_name("IM1.DCM"));
    EXPECT_FALSE(recognise_health_name("ordonnance.txt"));
}

TEST(FrenchText, accents_fold_in_every_encoding) {
    EXPECT_EQ(fold_french(as_bytes("Élève, cœur d’Été")), "eleve, coeur d'ete");
    EXPECT_EQ(fold_french(as_bytes("\xc9l\xe8ve, c\x9cur")), "eleve, coeur");
    EXPECT_EQ(fold_french(as_bytes(std::string_view("\xff\xfe\xc9\0t\0", 6))), "et");
}

}  // namespace
}  // namespace primum::formats

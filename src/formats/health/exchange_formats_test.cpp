// CDA, FHIR, emergency messages, HPRIM, card and DICOM dumps, billing files, archives: each reads
// its patient, and leaves what is not of its kind to others.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/health/billing_file.h"
#include "formats/health/card_dump.h"
#include "formats/health/clinical_document.h"
#include "formats/health/dicom_dump.h"
#include "formats/health/emergency_message.h"
#include "formats/health/exchange_archive.h"
#include "formats/health/fhir.h"
#include "formats/health/hprim.h"
#include "formats/testing/heard_persons.h"

namespace primum::formats {
namespace {

using testing::HeardPerson;
using testing::HeardPersons;

TEST(ClinicalDocument, its_record_target_is_the_patient) {
    HeardPersons heard;
    const auto record = parse_clinical_document(
        "<?xml version=\"1.0\"?><!-- a comment --><ClinicalDocument xmlns=\"urn:hl7-org:v3\">"
        "<author><assignedAuthor><id extension=\"899\"/></assignedAuthor></author>"
        "<recordTarget><patientRole><id root=\"1.2.250.1.213.1.4.8\" "
        "extension=\"250017512345625\"/>"
        "<patient><name><given>LUCIE</given><family>MARTINEAU</family></name>"
        "<birthTime value=\"19500131\"/></patient></patientRole></recordTarget></ClinicalDocument>",
        heard.listener());
    ASSERT_TRUE(record);
    EXPECT_EQ(heard.all,
              (std::vector<HeardPerson>{{"MARTINEAU LUCIE", "19500131", "250017512345625"}}));
    EXPECT_FALSE(record->is_test);
}

TEST(ClinicalDocument, a_text_about_the_standard_is_none) {
    HeardPersons heard;
    EXPECT_FALSE(parse_clinical_document("The root is ClinicalDocument in urn:hl7-org:v3.",
                                         heard.listener()));
    EXPECT_FALSE(
        parse_clinical_document("<p>ClinicalDocument in urn:hl7-org:v3</p>", heard.listener()));
}

TEST(Fhir, the_type_may_come_last_and_resources_may_stand_in_a_bundle_or_on_lines) {
    for (const std::string_view text :
         {R"({"birthDate":"1950-01-31","name":[{"family":"MARTINEAU","given":["LUCIE"]}],)"
          R"("resourceType":"Patient"})",
          R"({"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient",)"
          R"("name":[{"family":"MARTINEAU","given":["LUCIE"]}],"birthDate":"1950-01-31"}}]})",
          R"(<Patient xmlns="http://hl7.org/fhir"><name><family value="MARTINEAU"/><given )"
          R"(value="LUCIE"/></name><birthDate value="1950-01-31"/></Patient>)"}) {
        HeardPersons heard;
        const auto record = parse_fhir(text, heard.listener());
        ASSERT_TRUE(record) << text;
        EXPECT_EQ(heard.all, (std::vector<HeardPerson>{{"MARTINEAU LUCIE", "1950-01-31", ""}}));
    }
}

TEST(Fhir, a_result_is_an_entry_and_a_definition_is_nothing) {
    HeardPersons heard;
    const auto result =
        parse_fhir(R"({"resourceType":"Observation","status":"final"})", heard.listener());
    ASSERT_TRUE(result);
    EXPECT_EQ(result->entries, 1);
    const auto definition = parse_fhir(
        R"({"resourceType":"StructureDefinition","type":"Patient","name":"X"})", heard.listener());
    ASSERT_TRUE(definition);
    EXPECT_EQ(definition->entries + definition->persons, 0);
    EXPECT_TRUE(heard.all.empty());
}

TEST(Fhir, json_of_another_program_that_has_resource_types_is_not_fhir) {
    HeardPersons heard;
    EXPECT_FALSE(parse_fhir(R"({"resourceType":"SMUR","name":"A"})", heard.listener()));
}

TEST(EmergencyMessage, the_patient_is_heard_and_the_vehicle_is_not) {
    HeardPersons heard;
    const auto record = parse_emergency_message(
        R"({"createCaseHealth":{"caseId":"fr.health.samu000.X","patient":[{"idPat":"P1",)"
        R"("identity":{"strictFeatures":{"birthDate":"1950-01-31","birthName":"MARTINEAU"}}}]}})",
        heard.listener());
    ASSERT_TRUE(record);
    EXPECT_EQ(heard.all, (std::vector<HeardPerson>{{"MARTINEAU ", "1950-01-31", "P1"}}));
    const auto vehicle = parse_emergency_message(
        R"({"caseId":"fr.health.samu000.X","resource":[{"name":"SMUR 3"}]})", heard.listener());
    ASSERT_TRUE(vehicle);
    EXPECT_EQ(vehicle->persons + vehicle->entries, 0);
}

constexpr std::string_view medecins =
    "P1\r\nMARTINEAU\r\nLucie\r\n1 rue des Essais\r\n\r\n75000 PARIS\r\n31/01/1950\r\n\r\nD1\r\n"
    "05/01/2026\r\nLABO\r\nDR "
    "ESSAI\r\n\r\n****LAB****\r\nRES|Glucose|GLU|N|5.1|\r\n****FIN****\r\n";

TEST(Hprim, twelve_lines_name_the_patient_of_hprim_medecins) {
    HeardPersons heard;
    ASSERT_TRUE(parse_hprim_medecins(medecins, heard.listener()));
    EXPECT_EQ(heard.all, (std::vector<HeardPerson>{{"MARTINEAU Lucie", "31/01/1950", "P1"}}));
}

TEST(Hprim, a_program_that_names_the_marks_is_no_result) {
    HeardPersons heard;
    std::string program;
    for (int i = 0; i < 20; ++i) program += "if (line == \"****FIN****\") return \"RES|\";\n";
    EXPECT_FALSE(parse_hprim_medecins(program, heard.listener()));
}

TEST(Hprim, the_segment_p_names_the_patient_of_hprim_sante) {
    HeardPersons heard;
    ASSERT_TRUE(
        parse_hprim_sante("H|~^\\&|0.HPR||1~A||ORU|||2~B||P|H2.2~C|2026\r\n"
                          "P|1|P1|||MARTINEAU~LUCIE||19500131|F\r\n",
                          heard.listener()));
    EXPECT_EQ(heard.all, (std::vector<HeardPerson>{{"MARTINEAU~LUCIE", "19500131", "P1"}}));
}

TEST(CardDump, an_insured_is_a_person_and_a_professional_is_not) {
    HeardPersons heard;
    const auto record = parse_card_dump(
        "[CPS_GR1]\nm_Nom=ESSAI\n[VITALE_1]\nm_NIR=2500175123456\nm_Nom=MARTINEAU\nm_Prenom="
        "Lucie\n",
        heard.listener());
    ASSERT_TRUE(record);
    EXPECT_EQ(heard.all, (std::vector<HeardPerson>{{"MARTINEAU Lucie", "", "2500175123456"}}));
}

TEST(DicomDump, a_filled_one_has_a_person_and_a_template_has_none) {
    const auto dump = [](std::string_view name) {
        return "(0008,0005) CS [ISO_IR 100]\n(0010,0010) PN [" + std::string(name) +
               "]\n(0010,0020) LO [P1]\n";
    };
    HeardPersons heard;
    EXPECT_EQ(parse_dicom_dump(dump("MARTINEAU^LUCIE"), heard.listener())->persons, 1);
    EXPECT_EQ(parse_dicom_dump(dump(""), heard.listener())->persons, 0);
}

std::string billing_record(std::string_view begin) {
    return std::string(begin) + std::string(128 - begin.size(), '0');
}

TEST(BillingFile, insured_numbers_are_found_in_lines_and_without_them) {
    const std::array records{billing_record("000"), billing_record("1"),
                             billing_record("2P0000250017512345625"), billing_record("3"),
                             billing_record("999")};
    for (const std::string_view end : {"\r\n", "\n", ""}) {
        std::string file;
        for (const auto& record : records) file += record + std::string(end);
        HeardPersons heard;
        ASSERT_TRUE(parse_billing_file(as_bytes(file), heard.listener()));
        EXPECT_EQ(heard.all, (std::vector<HeardPerson>{{"", "", "2500175123456"}}));
    }
    HeardPersons heard;
    EXPECT_FALSE(parse_billing_file(as_bytes("000 short"), heard.listener()));
}

TEST(BillingFile, entities_of_any_length_are_read_up_to_their_totals) {
    const std::string body =
        "000NOEMIE" + std::string(200, '0') + "@010lot@0200250017512345625 000012@030000023@";
    HeardPersons heard;
    ASSERT_TRUE(parse_billing_file(as_bytes(body + "990000001@"), heard.listener()));
    EXPECT_EQ(heard.all, (std::vector<HeardPerson>{{"", "", "2500175123456"}}));
    EXPECT_FALSE(parse_billing_file(as_bytes(body), heard.listener()));  // No totals.
    EXPECT_FALSE(parse_billing_file(as_bytes(body + "dear sir@990@"), heard.listener()));
}

TEST(ExchangeArchive, its_metadata_names_the_patient_of_each_document) {
    const std::string slot =
        "<Slot "
        "name=\"sourcePatientInfo\"><ValueList><Value>PID-3|1850575123456^^^&amp;1.2.250.1.213."
        "1.4.8&amp;ISO</Value><Value>PID-5|MARTINEAU^Lucie^^^^^L</Value>"
        "<Value>PID-7|19500403</Value></ValueList></Slot>";
    HeardPersons heard;
    const auto record = parse_exchange_metadata(
        "<SubmitObjectsRequest>" + slot + "<other/>" + slot + "</SubmitObjectsRequest>",
        heard.listener());
    ASSERT_TRUE(record);
    EXPECT_EQ(record->persons, 2);
    EXPECT_EQ(heard.all.at(0), (HeardPerson{"MARTINEAU Lucie", "19500403", "1850575123456"}));
    EXPECT_FALSE(parse_exchange_metadata("sourcePatientInfo", heard.listener()));
}

TEST(ExchangeArchive, the_names_of_the_members_say_what_it_is) {
    const auto member = [](std::string_view name) {
        std::string header("PK\x03\x04", 4);
        header.resize(26);
        header += {static_cast<char>(name.size()), '\0', '\0', '\0'};
        return header + std::string(name) + "x";
    };
    EXPECT_EQ(recognise_exchange_archive(
                  as_bytes(member("README.TXT") + member("IHE_XDM/SUBSET01/METADATA.XML"))),
              ExchangeArchive::xdm);
    EXPECT_EQ(recognise_exchange_archive(as_bytes(
                  member("MANIFEST.XML") + member("TRANSVERSE.ZIP") + member("PAT00001.ZIP"))),
              ExchangeArchive::portability);
    EXPECT_FALSE(
        recognise_exchange_archive(as_bytes(member("PATRICK01.ZIP") + member("MANIFEST.XML"))));
}

}  // namespace
}  // namespace primum::formats

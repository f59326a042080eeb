#include "probes/files/recogniser.h"

#include <algorithm>
#include <ranges>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "formats/person_hash.h"
#include "probes/files/testing/catalogue_recogniser.h"
#include "probes/files/word_table.h"

namespace primum::probes {
namespace {

using testing::recognise;

// Every person here is invented; the number has a right key and belongs to nobody known.
constexpr std::string_view number = "2 50 01 75 123 456 25";

constexpr std::string_view letter =
    "Cher confrère,\n\n"
    "Merci de recevoir Madame MARTINEAU Lucie, née le 31/01/1950, pour une dyspnée d'effort.\n"
    "Antécédents : hypertension artérielle, asthme. L'auscultation est sans particularité.\n"
    "Traitement habituel : amlodipine 5 mg.\n\nBien confraternellement,\n";

std::uint64_t lucie() {
    return formats::hash_person({.name = "MARTINEAU Lucie", .birth_date = "19500131"},
                                HashKey{1, 2})
        .value();
}

void expect_kind(const Recognition& found, std::string_view kind, Evidence evidence) {
    EXPECT_EQ(found.kind, kind);
    EXPECT_EQ(found.evidence, evidence);
}

TEST(Recogniser, a_letter_that_names_its_patient_is_strong_and_counts_one_person) {
    const auto found = recognise(letter);
    expect_kind(found, "letter", Evidence::strong);
    EXPECT_EQ(found.persons, std::vector{lucie()});
}

TEST(Recogniser, one_person_is_one_hash_in_a_letter_a_table_and_a_message) {
    const auto list = recognise(
        "Nom;Prénom;Date de naissance;Médecin traitant\nMARTINEAU;Lucie;31/01/1950;Dr X\n"
        "PERRAULT;Hugo;01/02/1960;Dr X\nLEMOINE;Zoé;02/03/1970;Dr X\n");
    expect_kind(list, "patient-list", Evidence::strong);
    ASSERT_EQ(list.persons.size(), 3U);
    EXPECT_TRUE(std::binary_search(list.persons.begin(), list.persons.end(), lucie()));
    const auto message = recognise(
        "MSH|^~\\&|LABO|A|CAB|B|20260105||ORU^R01|1|P|2.5\r"
        "PID|1||P1||MARTINEAU^LUCIE||19500131|F\r");
    expect_kind(message, "hl7", Evidence::proof);
    EXPECT_EQ(message.persons, std::vector{lucie()});
}

TEST(Recogniser, the_same_letter_is_found_in_every_encoding) {
    std::string wide("\xff\xfe", 2);
    std::string windows;
    for (std::size_t i = 0; i < letter.size(); ++i) {
        auto character = static_cast<unsigned char>(letter[i]);
        if (character == 0xc3) {
            character = static_cast<unsigned char>(static_cast<unsigned char>(letter[++i]) + 0x40);
        }
        windows.push_back(static_cast<char>(character));
        wide += {static_cast<char>(character), '\0'};
    }
    for (const auto& text : {windows, wide, wide.substr(2)}) {
        const auto found = recognise(text);
        expect_kind(found, "letter", Evidence::strong);
        EXPECT_EQ(found.persons, std::vector{lucie()});
    }
}

TEST(Recogniser, a_social_security_number_with_its_label_is_strong) {
    const auto found = recognise("N° de sécurité sociale : " + std::string(number) + "\n");
    EXPECT_EQ(found.evidence, Evidence::strong);
    EXPECT_EQ(found.identifiers, 1);
}

TEST(Recogniser, a_lone_number_that_only_looks_like_one_is_nothing) {
    EXPECT_EQ(recognise("Référence 250017512345625\n").evidence, Evidence::none);
    EXPECT_EQ(recognise("Commande 2 50 01 75 123 456 26\n").evidence, Evidence::none);
}

// One of 97 has a right key by accident.
TEST(Recogniser, numbers_are_a_list_when_more_are_right_than_accident_allows) {
    const std::string right =
        "185057512345673\n276059205062883\n277076322082910\n278056933908941\n";
    std::string wrong;
    for (int i = 0; i < 11; ++i) wrong += fmt::format("1850575123456{:02}\n", 10 + i);
    EXPECT_EQ(recognise(right + wrong).evidence, Evidence::strong);
    std::string many;
    for (int i = 0; i < 10; ++i) many += wrong;
    EXPECT_EQ(recognise(right + many).evidence, Evidence::none);
}

TEST(Recogniser, numbers_on_a_pay_slip_are_the_practice_s_own_employees) {
    const auto found =
        recognise("Bulletin de paie\nSalaire brut 2 000,00\nURSSAF\nN° de sécurité sociale : " +
                  std::string(number) + "\n");
    EXPECT_EQ(found.kind, "payroll");
}

TEST(Recogniser, the_story_of_a_patient_without_a_name_is_weak) {
    const auto found = recognise(
        "Il s'agit d'une patiente de 42 ans, aux antécédents d'asthme, hospitalisée pour une "
        "douleur "
        "thoracique. L'examen clinique trouve une tension artérielle à 120/70 mmHg. Le scanner "
        "thoracique a montré une embolie pulmonaire. Elle a été mise sous héparine. L'évolution a "
        "été favorable, avec un recul de 6 mois.\n");
    expect_kind(found, "notes", Evidence::weak);
}

TEST(Recogniser, a_story_is_one_of_a_patient_whatever_he_does_in_life) {
    expect_kind(
        recognise("Un charpentier de quarante-sept ans consulte pour des épigastralgies et un "
                  "amaigrissement de six kilos. La fibroscopie montre un ulcère de la petite "
                  "courbure, les biopsies un adénocarcinome. Une gastrectomie totale est "
                  "réalisée, les suites sont simples ; il est revu à trois mois.\n"),
        "notes", Evidence::weak);
}

TEST(Recogniser, what_is_said_a_hundred_times_is_as_sure_as_said_once) {
    const std::string once =
        "Laboratoire du Port\nMadame MARTINEAU Lucie, née le 31/01/1950\nDr Perrault\n"
        "Hémoglobine 11,2 g/dL, créatinine 98 µmol/L, glycémie à jeun 6,1 mmol/L.\n\n";
    EXPECT_EQ(recognise(once).evidence, Evidence::strong);
    std::string often;
    for (int i = 0; i < 400; ++i) often += once;
    EXPECT_EQ(recognise(often).evidence, Evidence::strong);
    const std::string prose(6000, '.');
    EXPECT_EQ(recognise(prose + "\n" + once).evidence, Evidence::strong);
}

TEST(Recogniser, a_story_in_two_lines_is_one_too) {
    expect_kind(recognise("Patiente de 62 ans aux antécédents d'HTA et de diabète, admise pour "
                          "pneumopathie, mise sous amoxicilline, évolution favorable."),
                "notes", Evidence::weak);
}

TEST(Recogniser, what_is_said_of_a_disease_and_of_nobody_is_nothing) {
    EXPECT_EQ(recognise("L'ulcère gastrique est une affection qui se manifeste par des "
                        "épigastralgies. Les facteurs de risque sont le tabac et les "
                        "anti-inflammatoires. Chez l'adulte de plus de 50 ans, une fibroscopie "
                        "avec biopsies doit être faite. Le traitement repose sur les inhibiteurs "
                        "de la pompe à protons ; dans la majorité des cas les patients guérissent "
                        "sans gastrectomie.\n")
                  .evidence,
              Evidence::none);
}

TEST(Recogniser, a_carer_s_own_life_is_no_patient_s) {
    EXPECT_LT(recognise("Ousmane Diarra\nné le 8 mai 1990 à Bobigny\nAide-soignant diplômé, "
                        "8 ans d'expérience en gériatrie\n2019-2024 Hôpital : toilettes, "
                        "prévention d'escarres\nFormations : gestes d'urgence\nPermis B, "
                        "disponible en avril, temps plein\n")
                  .evidence,
              Evidence::strong);
}

TEST(Recogniser, a_list_of_persons_is_one_of_patients_where_the_file_says_so) {
    constexpr std::string_view list =
        "Nom;Prénom;Né(e) "
        "le;Ville\nMARTINEAU;Lucie;31/01/1950;Lyon\nPERRAULT;Hugo;01/02/1960;Lyon\n";
    EXPECT_EQ(recognise(list, "adherents.csv").evidence, Evidence::none);
    const auto found = recognise(list, "Export patients 2025.csv");
    expect_kind(found, "patient-list", Evidence::strong);
    EXPECT_EQ(found.persons.size(), 2U);
    EXPECT_EQ(recognise("Liste des présents", "patients.txt").evidence, Evidence::none);
}

TEST(Recogniser, a_note_that_names_its_patient_by_an_initial_is_one) {
    constexpr std::string_view told =
        " évoque son divorce. Insomnies depuis 3 semaines, idées noires sans scénario.";
    EXPECT_EQ(recognise("M. V." + std::string(told)).evidence, Evidence::weak);
    EXPECT_EQ(recognise("On" + std::string(told)).evidence, Evidence::none);
}

TEST(Recogniser, codes_of_acts_are_something_told_of_a_patient) {
    constexpr std::string_view person = "MARTINEAU Lucie, née le 31/01/1950, le 3 mars : ";
    EXPECT_EQ(recognise(std::string(person) + "DEQP003").evidence, Evidence::none);
    EXPECT_EQ(recognise(std::string(person) + "DEQP003, DZQM006").evidence, Evidence::strong);
}

TEST(Recogniser, what_speaks_of_medicine_and_of_nobody_is_nothing) {
    EXPECT_EQ(recognise("Veuillez lire attentivement cette notice avant de prendre ce médicament. "
                        "Gardez cette notice. Si vous avez d'autres questions, demandez conseil à "
                        "votre médecin ou votre pharmacien. Effets indésirables : douleur, fièvre, "
                        "vomissements. Chez l'adulte : 1 comprimé 3 fois par jour.\n")
                  .evidence,
              Evidence::none);
    EXPECT_EQ(recognise("Objectif : évaluer la prévalence du diabète. Méthodes : étude "
                        "rétrospective d'une cohorte de patients hospitalisés, p < 0,05. Résultats "
                        ": la mortalité était plus élevée. Conclusion : le traitement est utile.\n")
                  .evidence,
              Evidence::none);
    EXPECT_EQ(
        recognise("Vous devez adresser votre arrêt de travail à votre caisse. Votre employeur "
                  "verse l'allocation. Le formulaire cerfa est en ligne.\n")
            .evidence,
        Evidence::none);
}

TEST(Recogniser, test_identifiers_keep_the_evidence_and_say_so) {
    const auto document = [](std::string_view system) {
        return "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><recordTarget><patientRole><id root=\"" +
               std::string(system) +
               "\" extension=\"250017512345625\"/></patientRole></recordTarget></ClinicalDocument>";
    };
    const auto test = recognise(document("1.2.250.1.213.1.4.10"));
    expect_kind(test, "cda", Evidence::proof);
    EXPECT_TRUE(test.test_data);
    EXPECT_FALSE(recognise(document("1.2.250.1.213.1.4.8")).test_data);
}

TEST(Recogniser, a_message_of_a_patient_less_kind_is_nothing) {
    EXPECT_EQ(recognise("MSH|^~\\&|A|B|C|D|20260105||ACK^R01|1|P|2.5\rMSA|AA|1\r").evidence,
              Evidence::none);
}

TEST(Recogniser, an_sql_dump_counts_the_patients_in_its_rows) {
    const auto found = recognise(
        "CREATE TABLE patient (id INT, nom TEXT, prenom TEXT, date_naissance DATE);\n"
        "INSERT INTO patient VALUES (1,'MARTINEAU','Lucie','1950-01-31'),(2,'PERRAULT','Hugo',"
        "'1960-02-01');\n");
    expect_kind(found, "sql-dump", Evidence::proof);
    EXPECT_EQ(found.persons.size(), 2U);
    EXPECT_TRUE(std::binary_search(found.persons.begin(), found.persons.end(), lucie()));
}

TEST(Recogniser, the_schema_of_a_program_without_rows_is_nothing) {
    EXPECT_EQ(recognise("CREATE TABLE patient (id INT, nom TEXT, prenom TEXT, naissance DATE);\n")
                  .evidence,
              Evidence::none);
}

// Made by sqlite3 and by hand, see fuzz/corpus: 12 and 2 invented persons.
TEST(Recogniser, databases_whose_columns_say_patient_are_a_proof) {
    const auto corpus = std::filesystem::path(PRIMUM_CATALOGUE) / "../fuzz/corpus/recogniser";
    const auto database = recognise(testing::read_file(corpus / "sqlite"), "base.db");
    expect_kind(database, "sqlite", Evidence::proof);
    EXPECT_EQ(database.persons.size(), 12U);
    const auto table = recognise(testing::read_file(corpus / "dbase"), "PATIENTS.DBF");
    expect_kind(table, "dbase", Evidence::proof);
    EXPECT_TRUE(std::binary_search(table.persons.begin(), table.persons.end(), lucie()));
    // A table that its software is known to keep needs no column that tells a person.
    std::string prescriptions = testing::read_file(corpus / "dbase");
    for (const std::string_view column : {"NOM", "PRENOM", "DATENAIS"}) {
        prescriptions.replace(prescriptions.find(column), 3, "XYZ");
    }
    expect_kind(recognise(prescriptions, "Ordo.dbf"), "practice-database", Evidence::strong);
    EXPECT_EQ(recognise(prescriptions, "stock.dbf").evidence, Evidence::none);
    // Employees have names and birth dates too.
    EXPECT_EQ(recognise(testing::read_file(corpus / "dbase"), "CLIENTS.DBF").evidence,
              Evidence::none);
}

TEST(Recogniser, headers_of_private_medical_mail_are_strong) {
    expect_kind(recognise("From: a@x.mssante.fr\nX-MSS-INS: O\nSubject: resultat\n\nBonjour\n"),
                "mssante", Evidence::strong);
}

TEST(Recogniser, appointments_with_names_and_reasons_are_strong) {
    std::string agenda = "BEGIN:VCALENDAR\n";
    for (const auto* who : {"MARTINEAU Lucie - vaccin", "PERRAULT Hugo - renouvellement",
                            "LEMOINE Zoe - suivi de grossesse", "DURAND Paul - consultation"}) {
        agenda += "BEGIN:VEVENT\nSUMMARY:" + std::string(who) + "\nEND:VEVENT\n";
    }
    expect_kind(recognise(agenda + "END:VCALENDAR\n", "agenda.ics"), "calendar", Evidence::strong);
}

// A hostile file of the largest size is answered within the limits, whatever it repeats. What it
// takes is not timed here; without the limits these would run for minutes.
TEST(Recogniser, what_is_repeated_without_end_is_answered_all_the_same) {
    const auto repeated = [](std::string_view part) {
        std::string text;
        while (text.size() < content_bytes_max) text += part;
        return text;
    };
    for (const std::string_view part :
         {"date de naissance 31/01/1950 ", "nir 250017512345625 ", "\"birthdate\":[{", "<a b=\"",
          "INSERT INTO t (nom,naissance) VALUES ('a','1950-01-31');\n", "MSH|^~\\&|PID|1||x\rPID|",
          "{\"resourceType\":\"Patient\",\"a\":", "\"\"\";;\"\n", "PK\x03\x04"}) {
        (void)recognise(repeated(part));
    }
}

TEST(Recogniser, a_wrong_table_names_its_file_and_line) {
    auto texts = testing::catalogue_texts();
    texts.words = "[history 2]\nantécédents\n";
    const auto made = Recogniser::create(texts, HashKey{});
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, ErrorKind::usage);
    EXPECT_NE(made.error().message.english.find("words.txt, line 2"), std::string::npos);
}

TEST(Recognition, merging_keeps_the_surer_kind_and_the_persons_of_both) {
    const Recognition left{
        .kind = "letter", .evidence = Evidence::strong, .identifiers = 1, .persons = {1, 5}};
    const Recognition image{
        .kind = "dicom", .evidence = Evidence::proof, .identifiers = 1, .persons = {5, 7}};
    const auto both = merge(left, image);
    expect_kind(both, "dicom", Evidence::proof);
    EXPECT_EQ(both.identifiers, 2);
    EXPECT_EQ(both.persons, (std::vector<std::uint64_t>{1, 5, 7}));
}

TEST(Recognition, one_real_part_makes_the_whole_real) {
    const Recognition test{.kind = "cda", .evidence = Evidence::proof, .test_data = true};
    const Recognition real{.kind = "letter", .evidence = Evidence::strong};
    EXPECT_FALSE(merge(test, real).test_data);
    EXPECT_TRUE(merge(test, Recognition{}).test_data);
    EXPECT_TRUE(merge(Recognition{}, test).test_data);
}

// "la maladie" within "histoire de la maladie" would speak for a patient and against him.
TEST(Words, none_that_speaks_of_something_else_stands_within_one_that_tells_of_patients) {
    const auto words = parse_words(testing::catalogue_texts().words).value();
    const auto tells = [](const Word& word) { return word.sign <= WordClass::drug; };
    const auto is_other = [](const Word& word) {
        return word.sign == WordClass::treatise || word.sign == WordClass::elsewhere;
    };
    for (const auto& other : words | std::views::filter(is_other)) {
        const auto within = " " + other.phrase + " ";
        for (const auto& word : words | std::views::filter(tells)) {
            EXPECT_EQ((" " + word.phrase + " ").find(within), std::string::npos)
                << other.phrase << " in " << word.phrase;
        }
    }
}

}  // namespace
}  // namespace primum::probes

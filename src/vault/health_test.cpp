#include "vault/health.h"

#include <map>

#include <gmock/gmock.h>

#include "base/byte_reader.h"
#include "content/file_structure.h"
#include "vault/testing/ransomware.h"

namespace primum::vault {
namespace {

using testing::Attack;
using testing::Encryption;
using testing::FreshFolder;
using testing::MadeFiles;
using testing::Naming;
using testing::Ransomware;
namespace fs = std::filesystem;

std::string read(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    EXPECT_TRUE(stream) << path;
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& path, const std::string& content) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

const content::RansomSigns& signs() {
    static const auto read_once = [] {
        const fs::path folder = PRIMUM_CATALOGUE "/ransomware";
        const auto extensions = read(folder / "extensions.txt");
        const auto documents = read(folder / "documents.txt");
        const auto names = read(folder / "note-names.txt");
        const auto words = read(folder / "note-words.txt");
        return content::RansomSigns::parse({.extensions = extensions,
                                            .documents = documents,
                                            .note_names = names,
                                            .note_words = words})
            .value();
    }();
    return read_once;
}

// A practice of a few hundred files, and what a backup would see of it, day after day.
class Practice : public ::testing::Test {
protected:
    static constexpr std::size_t patients = 25;

    void SetUp() override {
        for (std::size_t i = 0; i < patients; ++i) {
            const auto folder = root() / "patients" / fmt::format("dossier-{:03}", i);
            write(folder / "courrier.txt", made_.letter(made_.between(800, 9'000)));
            write(folder / "compte-rendu.docx", made_.office(made_.between(12'000, 30'000)));
            write(folder / "ordonnance.pdf", made_.pdf(made_.between(16'000, 30'000)));
            write(folder / "radio.dcm", made_.image(made_.between(20'000, 60'000)));
            write(folder / "photo.jpg", made_.photo(made_.between(40'000, 60'000)));
        }
        write(root() / "compta/recettes.csv", made_.table(900));
        write(root() / "base/cabinet.db", made_.database(200));
        EXPECT_EQ(backup().health, Health::healthy) << "the first backup";
    }

    const fs::path& root() const { return folder_.path(); }

    // Every file is read and told to a counter, as the vault's backup does; the time moves on by a
    // day.
    HealthVerdict backup() {
        HealthCounter counter(signs());
        std::map<fs::path, Known> now;
        std::map<fs::path, FolderCensus> folders;
        if (cache_lost_) counter.cache_was_lost();
        walk(root(), counter, now, folders);
        known_ = std::move(now);
        folders_ = std::move(folders);
        cache_lost_ = false;
        time_ += std::chrono::days{1};
        auto verdict = judge(counter.counts(), past_, time_);
        past_.insert(past_.begin(), {time_, counter.counts(), verdict.health});
        return verdict;
    }

    void lose_cache() {
        known_.clear();
        folders_.clear();
        cache_lost_ = true;
    }

    MadeFiles made_{7};
    FreshFolder folder_;
    Ransomware ransomware_{folder_, 8};

private:
    struct Known {
        content::FileShape shape;
        std::size_t hash;
    };

    void walk(const fs::path& folder, HealthCounter& counter, std::map<fs::path, Known>& now,
              std::map<fs::path, FolderCensus>& folders) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (entry.is_regular_file()) meet(entry.path(), counter, now);
        }
        const auto before = folders_.find(folder);
        folders[folder] = counter.end_folder(
            before == folders_.end() ? std::nullopt : std::optional(before->second));
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (entry.is_directory()) walk(entry.path(), counter, now, folders);
        }
    }

    void meet(const fs::path& path, HealthCounter& counter, std::map<fs::path, Known>& now) {
        const auto content = read(path);
        const auto hash = std::hash<std::string>{}(content);
        const auto before = known_.find(path);
        const bool known = before != known_.end();
        const bool changed = !known || before->second.hash != hash;
        const auto name = path.filename().string();
        FileSeen seen{.name = name, .shape = {}, .changed = changed, .before = {}};
        if (known) seen.before = before->second.shape;
        seen.shape = changed ? shape_of(name, content, known) : before->second.shape;
        counter.file(seen);
        now[path] = {.shape = seen.shape, .hash = hash};
    }

    static content::FileShape shape_of(std::string_view name, const std::string& content,
                                       bool known) {
        content::ShapeSampler sampler(signs(), name);
        sampler.update(as_bytes(content));
        auto shape = sampler.finish();
        if (known) {
            shape.damaged =
                content::is_damaged(shape.type, content.size(), [&](auto offset, auto count) {
                    const auto view = as_bytes(content);
                    return offset >= view.size()
                               ? BytesView{}
                               : view.subspan(offset, std::min(count, view.size() - offset));
                });
        }
        return shape;
    }

    std::map<fs::path, Known> known_;
    std::map<fs::path, FolderCensus> folders_;
    std::vector<PastHealth> past_;
    Time time_{std::chrono::sys_days{std::chrono::year{2026} / 11 / 1}};
    bool cache_lost_ = false;
};

testing::Attack attack(Encryption encryption, Naming naming) {
    return {.encryption = encryption, .naming = naming};
}

struct AttackOn : Practice, ::testing::WithParamInterface<std::tuple<Encryption, Naming>> {};

TEST_P(AttackOn, v7_the_snapshot_is_marked) {
    const auto [encryption, naming] = GetParam();
    ASSERT_GT(ransomware_.strike(root(), attack(encryption, naming)), patients);
    EXPECT_EQ(backup().health, Health::attacked);
}

TEST_P(AttackOn, v7_a_few_files_in_are_enough) {
    const auto [encryption, naming] = GetParam();
    auto early = attack(encryption, naming);
    early.files_max = 20;
    ransomware_.strike(root() / "patients", early);
    EXPECT_EQ(backup().health, Health::attacked);
}

TEST_P(AttackOn, v7_ordinary_work_the_same_day_does_not_hide_it) {
    const auto [encryption, naming] = GetParam();
    ransomware_.strike(root() / "patients", attack(encryption, naming));
    for (int i = 0; i < 300; ++i) {
        write(root() / "nouveaux" / fmt::format("courrier-{}.txt", i), made_.letter(2'000));
    }
    EXPECT_EQ(backup().health, Health::attacked);
}

INSTANTIATE_TEST_SUITE_P(
    EveryWay, AttackOn,
    ::testing::Combine(
        ::testing::Values(Encryption::full, Encryption::header, Encryption::intermittent,
                          Encryption::inside, Encryption::base64, Encryption::diluted),
        ::testing::Values(Naming::in_place, Naming::suffix, Naming::random_and_gone)));

TEST_F(Practice, v7_nothing_changed_is_ordinary) { EXPECT_EQ(backup().health, Health::healthy); }

TEST_F(Practice, v7_a_slow_attack_is_marked_within_days) {
    auto slow = attack(Encryption::full, Naming::in_place);
    slow.files_max = 2;
    std::vector<Health> days;
    for (int day = 0; day < 6; ++day) {
        ransomware_.strike(root() / "patients", slow);
        days.push_back(backup().health);
    }
    EXPECT_EQ(days[0], Health::suspicious);
    EXPECT_EQ(days[2], Health::attacked);
    EXPECT_EQ(days[5], Health::attacked);
}

TEST_F(Practice, v7_letters_in_several_folders_are_enough) {
    for (std::size_t i = 0; i < 5; ++i) {
        write(root() / "patients" / fmt::format("dossier-{:03}", i) / "LISEZ-MOI.txt",
              "Vos fichiers sont chiffrés. Payez en bitcoin avec Tor Browser.");
    }
    EXPECT_EQ(backup().health, Health::attacked);
}

TEST_F(Practice, v7_an_attack_is_seen_though_the_cache_was_lost) {
    ransomware_.strike(root() / "patients", attack(Encryption::full, Naming::random_and_gone));
    lose_cache();
    EXPECT_EQ(backup().health, Health::attacked);
}

TEST_F(Practice, v7_a_lost_cache_alone_is_no_attack) {
    lose_cache();
    EXPECT_EQ(backup().health, Health::healthy);
}

TEST_F(Practice, v7_reasons_say_how_many) {
    ransomware_.strike(root() / "patients" / "dossier-000",
                       attack(Encryption::full, Naming::in_place));
    const auto verdict = backup();
    ASSERT_FALSE(verdict.reasons.empty());
    EXPECT_THAT(verdict.reasons.front().french, ::testing::StartsWith("5 documents ont perdu"));
}

// --- Ordinary work.

TEST_F(Practice, v7_a_hundred_new_photos_are_ordinary) {
    for (int i = 0; i < 100; ++i) {
        write(root() / "photos" / fmt::format("IMG_{}.jpg", i), made_.photo(120'000));
    }
    EXPECT_EQ(backup().health, Health::healthy);
}

TEST_F(Practice, v7_photos_whose_files_are_nothing_but_noise_are_ordinary) {
    for (int i = 0; i < 100; ++i) {
        write(root() / "photos" / fmt::format("IMG_{}.jpg", i), made_.noise(120'000));
    }
    EXPECT_EQ(backup().health, Health::healthy);
}

TEST_F(Practice, v7_an_archive_made_and_its_sources_deleted_are_ordinary) {
    write(root() / "archives/2019.zip", made_.office(2'000'000));
    for (std::size_t i = 0; i < 12; ++i) {
        fs::remove_all(root() / "patients" / fmt::format("dossier-{:03}", i));
    }
    EXPECT_EQ(backup().health, Health::healthy);
}

TEST_F(Practice, v7_a_database_compacted_is_ordinary) {
    write(root() / "base/cabinet.db", made_.database(120));
    EXPECT_EQ(backup().health, Health::healthy);
}

TEST_F(Practice, v7_an_office_suite_saving_everything_is_ordinary) {
    for (std::size_t i = 0; i < patients; ++i) {
        write(root() / "patients" / fmt::format("dossier-{:03}", i) / "compte-rendu.docx",
              made_.office(made_.between(12'000, 60'000)));
    }
    EXPECT_EQ(backup().health, Health::healthy);
}

TEST_F(Practice, v7_letters_rewritten_and_photos_turned_are_ordinary) {
    for (std::size_t i = 0; i < patients; ++i) {
        const auto folder = root() / "patients" / fmt::format("dossier-{:03}", i);
        write(folder / "courrier.txt", made_.letter(5'000));
        write(folder / "photo.jpg", made_.photo(90'000));
        write(folder / "ordonnance.pdf", made_.pdf(40'000));
    }
    EXPECT_EQ(backup().health, Health::healthy);
}

TEST_F(Practice, v7_an_encrypted_volume_made_and_used_every_day_is_ordinary) {
    for (int day = 0; day < 10; ++day) {
        write(root() / "coffre.hc", made_.noise(3'000'000));
        EXPECT_EQ(backup().health, Health::healthy) << "day " << day;
    }
}

TEST_F(Practice, v7_a_folder_that_a_person_encrypted_is_ordinary) {
    const auto folder = root() / "patients/dossier-001";
    for (const auto& entry : fs::directory_iterator(folder)) {
        write(entry.path().string() + ".gpg", "\x8C\x0D\x04" + made_.noise(30'000));
        fs::remove(entry.path());
    }
    EXPECT_NE(backup().health, Health::attacked);
}

TEST_F(Practice, v7_most_documents_sealed_by_someone_are_not_ordinary) {
    for (const auto& folder : fs::directory_iterator(root() / "patients")) {
        for (const auto& name :
             {"courrier.txt", "compte-rendu.docx", "ordonnance.pdf", "radio.dcm"}) {
            write(folder.path() / (std::string(name) + ".gpg"),
                  "\x8C\x0D\x04" + made_.noise(30'000));
            fs::remove(folder.path() / name);
        }
    }
    EXPECT_EQ(backup().health, Health::attacked);
}

TEST_F(Practice, v7_a_browsers_cache_is_ordinary) {
    const auto cache = root() / "navigateur/cache2/entries";
    for (int i = 0; i < 200; ++i) write(cache / fmt::format("{:040X}", i), made_.letter(3'000));
    EXPECT_EQ(backup().health, Health::healthy);
    fs::remove_all(cache);
    for (int i = 0; i < 200; ++i)
        write(cache / fmt::format("{:040X}", 500 + i), made_.noise(9'000));
    EXPECT_EQ(backup().health, Health::healthy);
}

TEST_F(Practice, v7_another_backup_program_beside_is_ordinary) {
    for (int day = 0; day < 5; ++day) {
        for (int i = 0; i < 30; ++i) {
            write(root() / "depot/data" / fmt::format("{:02x}{:06x}", day, i), made_.noise(40'000));
        }
        EXPECT_EQ(backup().health, Health::healthy) << "day " << day;
    }
}

TEST_F(Practice, v7_a_course_on_ransomware_is_ordinary) {
    write(root() / "formation/lettre-exemple.txt",
          "Tous vos fichiers ont été chiffrés. Payez la rançon en bitcoin avec Tor Browser.");
    EXPECT_NE(backup().health, Health::attacked);
}

TEST_F(Practice, v7_two_documents_that_a_program_spoilt_are_kept_in_mind_only) {
    write(root() / "patients/dossier-000/courrier.txt", made_.noise(4'000));
    write(root() / "patients/dossier-001/courrier.txt", made_.noise(4'000));
    EXPECT_EQ(backup().health, Health::suspicious);
    EXPECT_EQ(backup().health, Health::healthy);
}

TEST(HealthCounts, numbers_read_back_as_they_were) {
    HealthCounts counts{.documents = 12, .broken = 3, .note_folders = 2, .blind = 1};
    const auto numbers = counts.as_numbers();
    EXPECT_EQ(HealthCounts::from_numbers(numbers), counts);
    EXPECT_EQ(HealthCounts::from_numbers(std::span(numbers).first(1)),
              (HealthCounts{.documents = 12}));
}

TEST(HealthJudge, v7_snapshots_of_other_paths_are_not_compared) {
    const std::vector<PastHealth> past{
        {.time = Time{}, .counts = {.documents = 1'000, .paths = 1}}};
    EXPECT_EQ(judge({.documents = 5, .noise = 400, .blind = 1, .paths = 2}, past, Time{}).health,
              Health::healthy);
    EXPECT_EQ(judge({.documents = 5, .noise = 400, .blind = 1, .paths = 1}, past, Time{}).health,
              Health::attacked);
}

TEST(HealthNotes, read_back_as_they_were) {
    const content::FileShape shape{
        .type = content::FileType::dicom, .noise_percent = 77, .damaged = true};
    EXPECT_EQ(shape_from_notes(notes_of(shape)), shape);
    const FolderCensus census{
        .documents = 70'000, .noise = 1, .sealed = 2, .suffixed = 3, .nameless = 4};
    EXPECT_EQ(census_from_notes(notes_of(census)), census);
    EXPECT_EQ(shape_from_notes({}), std::nullopt);
    EXPECT_EQ(census_from_notes(notes_of(shape)), std::nullopt);
}

TEST(RansomwareSimulator, refuses_a_folder_that_the_test_did_not_make) {
    const FreshFolder mine;
    const FreshFolder other;
    fs::create_directory(mine.path() / "in");
    fs::create_directory_symlink(other.path(), mine.path() / "link");
    EXPECT_TRUE(mine.owns(mine.path() / "in"));
    EXPECT_FALSE(mine.owns(mine.path() / "in/../.."));
    EXPECT_FALSE(mine.owns(mine.path() / "link/file"));
    EXPECT_FALSE(mine.owns(other.path() / "in"));
    EXPECT_DEATH(Ransomware(mine, 1).strike(other.path(), {}), "CHECK");
    EXPECT_DEATH(Ransomware(mine, 1).strike("/", {}), "CHECK");
}

}  // namespace
}  // namespace primum::vault

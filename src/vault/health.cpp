#include "vault/health.h"

#include <algorithm>

namespace primum::vault {
namespace {

using content::FileShape;
using content::FileType;

// The thresholds, each with what ordinary work was seen to reach below it.

// A text holds no noise at all; one sample in fifty is a stray binary part of a log.
constexpr unsigned text_noise_percent_max = 2;
// Tables, pictures in the clear and older office files hold compressed parts; inserting a photo
// adds some.
constexpr unsigned clear_noise_rise_percent = 25;
// From this on, a document's kind says nothing: its content is compressed as a whole.
constexpr unsigned compressed_noise_percent = 60;

// Documents that lose their content in a day: a failing program spoils one or two.
constexpr std::uint64_t broken_min = 3;
// The same, added over the weeks, for an attacker in no hurry.
constexpr std::uint64_t broken_over_weeks_min = 5;
constexpr std::chrono::days weeks_looked_at{90};
// Weak signs count only in number, and when they are a large part of what changed.
constexpr std::uint64_t weakened_min = 5;
constexpr std::uint64_t weakened_percent_min = 40;
// Programs swap files in their own folders; not documents against as many that have no name for
// what they are.
constexpr std::uint64_t disguised_worth_a_word = 4;
constexpr std::uint64_t disguised_min = 10;
// A letter in one folder may be a course on ransomware; the same in several is not.
constexpr std::uint64_t note_folders_min = 3;
constexpr std::uint64_t ransom_extensions_min = 3;
constexpr std::uint64_t suffixed_min = 4;
// A person who encrypts his own files does it to a folder, not to most of the practice.
constexpr std::uint64_t sealed_instead_min = 20;
constexpr std::uint64_t sealed_instead_percent_min = 50;
// Containers of encrypted volumes change in place every day; most of the encrypted files at once,
// never.
constexpr std::uint64_t noise_rewritten_min = 20;
constexpr std::uint64_t noise_rewritten_percent_min = 60;
// Without a cache, files that came and went cannot be told apart: a wider margin.
constexpr std::uint64_t converted_blindly_min = 10;
constexpr std::uint64_t converted_blindly_percent_min = 1;

std::uint64_t less(std::uint64_t from, std::uint64_t what) { return from > what ? from - what : 0; }

bool is_clear(FileShape shape) {
    return shape.type == FileType::text || shape.noise_percent < compressed_noise_percent;
}

bool became_noise(const FileSeen& seen) {
    const auto before = *seen.before;
    if (!content::is_recognised(before.type)) return false;
    if (content::is_noise(seen.shape.type)) return true;
    const bool spoilt_text = before.type == FileType::text && seen.shape.type == FileType::text &&
                             before.noise_percent <= text_noise_percent_max &&
                             seen.shape.noise_percent > text_noise_percent_max;
    return spoilt_text || (seen.shape.damaged && !before.damaged);
}

bool became_weaker(const FileSeen& seen) {
    const auto before = *seen.before;
    if (before.type == FileType::unknown && seen.shape.type == FileType::opaque) return true;
    if (!content::is_recognised(before.type)) return false;
    if (!content::is_recognised(seen.shape.type)) return true;
    return before.type == seen.shape.type && is_clear(before) &&
           seen.shape.noise_percent >= before.noise_percent + clear_noise_rise_percent;
}

// How many of each kind the window's snapshots told.
std::uint64_t lost_since(std::span<const PastHealth> past, std::uint64_t paths, Time now) {
    std::uint64_t lost = 0;
    for (const auto& snapshot : past) {
        if (snapshot.time + weeks_looked_at < now || snapshot.counts.paths != paths) continue;
        lost += snapshot.counts.broken + snapshot.counts.replaced;
    }
    return lost;
}

class Judge {
public:
    explicit Judge(const HealthCounts& counts) : counts_(counts) {}

    void weigh(std::uint64_t seen, bool enough, Sentence reason) {
        if (seen == 0) return;
        const auto weight = enough ? Health::attacked : Health::suspicious;
        const auto place = enough ? verdict_.reasons.begin() + attacked_ : verdict_.reasons.end();
        verdict_.reasons.insert(place, std::move(reason));
        if (enough) ++attacked_;
        verdict_.health = std::max(verdict_.health, weight);
    }

    void weigh_lost_documents(std::span<const PastHealth> past, Time now) {
        const auto lost = counts_.broken + counts_.replaced;
        const auto earlier = lost_since(past, counts_.paths, now);
        weigh(lost, lost >= broken_min,
              say("{} documents ont perdu leur contenu : il est devenu illisible",
                  "{} documents lost their content: it became unreadable", lost));
        if (lost > 0 && earlier > 0) {
            weigh(lost, lost + earlier >= broken_over_weeks_min,
                  say("{} autres l'avaient perdu peu à peu depuis trois mois",
                      "{} others had lost it little by little within three months", earlier));
        }
    }

    void weigh_weakened() {
        const bool enough = counts_.weakened >= weakened_min &&
                            counts_.weakened * 100 >= counts_.compared * weakened_percent_min;
        if (counts_.weakened < weakened_min) return;  // One or two a day are nothing.
        weigh(counts_.weakened, enough,
              say("{} documents modifiés ne ressemblent plus à ce qu'ils étaient",
                  "{} changed documents no longer look like what they were", counts_.weakened));
    }

    void weigh_names() {
        if (counts_.disguised >= disguised_worth_a_word) {
            weigh(counts_.disguised, counts_.disguised >= disguised_min,
                  say("{} documents ont disparu, et autant de fichiers sans nom reconnaissable "
                      "sont apparus à leur place",
                      "{} documents are gone, and as many files without a recognisable name "
                      "appeared in their place",
                      counts_.disguised));
        }
        weigh(counts_.ransom_extensions, counts_.ransom_extensions >= ransom_extensions_min,
              say("{} fichiers illisibles portent une extension de rançongiciel",
                  "{} unreadable files have an extension that ransomware uses",
                  counts_.ransom_extensions));
        weigh(counts_.suffixed, counts_.suffixed >= suffixed_min,
              say("{} fichiers illisibles portent le nom d'un document suivi d'un ajout",
                  "{} unreadable files have a document's name with something added",
                  counts_.suffixed));
    }

    void weigh_notes() {
        const bool with_other_signs = counts_.broken + counts_.replaced + counts_.suffixed +
                                          counts_.ransom_extensions + counts_.weakened >
                                      0;
        weigh(
            counts_.notes, counts_.note_folders >= note_folders_min || with_other_signs,
            say("{} lettres de rançon sont apparues", "{} ransom letters appeared", counts_.notes));
    }

    void weigh_encrypted_files() {
        const auto sealed = counts_.sealed_instead;
        if (sealed >= sealed_instead_min) {
            weigh(sealed, sealed * 100 >= (counts_.documents + sealed) * sealed_instead_percent_min,
                  say("{} documents ont été remplacés par des fichiers chiffrés",
                      "{} documents were replaced by encrypted files", sealed));
        }
        const auto rewritten = counts_.noise_rewritten;
        if (rewritten >= noise_rewritten_min) {
            weigh(rewritten, rewritten * 100 >= counts_.noise_known * noise_rewritten_percent_min,
                  say("{} fichiers déjà illisibles ont été réécrits",
                      "{} files that were unreadable already were rewritten", rewritten));
        }
    }

    // With the cache lost, documents that became noise show only in the totals.
    void weigh_totals(const HealthCounts& before) {
        const auto converted =
            std::min(less(counts_.noise, before.noise), less(before.documents, counts_.documents));
        const bool enough = converted * 100 >= before.documents * converted_blindly_percent_min;
        if (converted < converted_blindly_min) return;
        weigh(converted, enough,
              say("{} documents de moins qu'avant, et autant de fichiers illisibles de plus",
                  "{} documents fewer than before, and as many unreadable files more", converted));
    }

    HealthVerdict verdict() && { return std::move(verdict_); }

private:
    const HealthCounts& counts_;
    HealthVerdict verdict_;
    std::ptrdiff_t attacked_ = 0;  // How many of the reasons are enough by themselves.
};

}  // namespace

std::array<std::uint64_t, HealthCounts::count> HealthCounts::as_numbers() const {
    return {documents,
            noise,
            sealed,
            compared,
            broken,
            weakened,
            replaced,
            disguised,
            sealed_instead,
            suffixed,
            ransom_extensions,
            notes,
            note_folders,
            noise_rewritten,
            noise_known,
            blind,
            paths};
}

HealthCounts HealthCounts::from_numbers(std::span<const std::uint64_t> numbers) {
    const auto at = [&](std::size_t index) { return index < numbers.size() ? numbers[index] : 0; };
    return {.documents = at(0),
            .noise = at(1),
            .sealed = at(2),
            .compared = at(3),
            .broken = at(4),
            .weakened = at(5),
            .replaced = at(6),
            .disguised = at(7),
            .sealed_instead = at(8),
            .suffixed = at(9),
            .ransom_extensions = at(10),
            .notes = at(11),
            .note_folders = at(12),
            .noise_rewritten = at(13),
            .noise_known = at(14),
            .blind = at(15),
            .paths = at(16)};
}

Bytes notes_of(const content::FileShape& shape) {
    return {static_cast<std::byte>(shape.type), static_cast<std::byte>(shape.noise_percent),
            static_cast<std::byte>(shape.damaged)};
}

Bytes notes_of(const FolderCensus& census) {
    Writer writer;
    for (const auto count :
         {census.documents, census.noise, census.sealed, census.suffixed, census.nameless}) {
        writer.u32(count);
    }
    return std::move(writer).bytes();
}

std::optional<content::FileShape> shape_from_notes(BytesView notes) {
    if (notes.size() != 3) return std::nullopt;
    return content::FileShape{.type = static_cast<FileType>(notes[0]),
                              .noise_percent = std::to_integer<std::uint8_t>(notes[1]),
                              .damaged = notes[2] != std::byte{0}};
}

std::optional<FolderCensus> census_from_notes(BytesView notes) {
    FolderCensus census;
    Parser parser(notes);
    for (auto* count :
         {&census.documents, &census.noise, &census.sealed, &census.suffixed, &census.nameless}) {
        const auto read = parser.u32();
        if (!read) return std::nullopt;
        *count = *read;
    }
    return census;
}

void HealthCounter::count_kind(const FileSeen& seen) {
    const auto type = seen.shape.type;
    const bool document = signs_.is_document(seen.name);
    const bool lost = seen.before && seen.changed && document && became_noise(seen);
    if (document && content::is_recognised(type) && !lost) ++folder_.documents;
    if (content::is_noise(type)) ++folder_.noise;
    if (type == FileType::sealed) ++folder_.sealed;
    if (document || type == FileType::sealed) return;
    if (signs_.has_added_suffix(seen.name)) ++folder_.suffixed;
    const bool of_a_program = type == FileType::text || type == FileType::program ||
                              type == FileType::ransom_note || type == FileType::empty;
    if (!of_a_program) ++folder_.nameless;
}

void HealthCounter::file(const FileSeen& seen) {
    count_kind(seen);
    const bool noise = content::is_noise(seen.shape.type);
    if (seen.before && content::is_noise(seen.before->type)) {
        ++counts_.noise_known;
        if (seen.changed && noise) ++counts_.noise_rewritten;
    }
    if (!seen.changed) return;
    if (seen.before && signs_.is_document(seen.name)) changed_document(seen);
    if (!seen.before) new_file(seen);
    const bool note_before = seen.before && seen.before->type == FileType::ransom_note;
    if (seen.shape.type == FileType::ransom_note && !note_before) {
        ++counts_.notes;
        folder_has_note_ = true;
    }
}

void HealthCounter::changed_document(const FileSeen& seen) {
    ++counts_.compared;
    if (became_noise(seen)) {
        ++counts_.broken;
        ++folder_broken_;
    } else if (became_weaker(seen)) {
        ++counts_.weakened;
    }
}

void HealthCounter::new_file(const FileSeen& seen) {
    if (content::is_recognised(seen.shape.type) || seen.shape.type == FileType::empty) return;
    if (signs_.has_ransom_extension(seen.name)) ++counts_.ransom_extensions;
    if (signs_.has_added_suffix(seen.name)) ++counts_.suffixed;
}

void HealthCounter::begin_folder() {
    outer_.push_back({std::exchange(folder_, {}), std::exchange(folder_broken_, 0),
                      std::exchange(folder_has_note_, false)});
}

FolderCensus HealthCounter::end_folder(const std::optional<FolderCensus>& before) {
    if (before) {
        const auto gone = less(before->documents, folder_.documents);
        const auto appeared =
            std::max(less(folder_.noise, before->noise), less(folder_.suffixed, before->suffixed));
        const auto replaced = less(std::min(gone, appeared), folder_broken_);
        const auto nameless = std::min(gone, less(folder_.nameless, before->nameless));
        counts_.replaced += replaced;
        counts_.disguised += less(nameless, replaced + folder_broken_);
        counts_.sealed_instead += std::min(gone, less(folder_.sealed, before->sealed));
    }
    counts_.documents += folder_.documents;
    counts_.noise += folder_.noise;
    counts_.sealed += folder_.sealed;
    if (folder_has_note_) ++counts_.note_folders;
    const auto closed = folder_;
    const auto around = outer_.empty() ? OpenFolder{} : outer_.back();
    if (!outer_.empty()) outer_.pop_back();
    folder_ = around.census;
    folder_broken_ = around.broken;
    folder_has_note_ = around.has_note;
    return closed;
}

HealthVerdict judge(const HealthCounts& counts, std::span<const PastHealth> past, Time now) {
    Judge judge(counts);
    judge.weigh_lost_documents(past, now);
    judge.weigh_names();
    judge.weigh_notes();
    judge.weigh_weakened();
    judge.weigh_encrypted_files();
    const auto before = std::ranges::find_if(
        past, [&](const auto& snapshot) { return snapshot.counts.paths == counts.paths; });
    if (counts.blind != 0 && before != past.end()) judge.weigh_totals(before->counts);
    return std::move(judge).verdict();
}

}  // namespace primum::vault

#include "probes/files/files_probe.h"

#include <malloc.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "facts/file_tables.h"
#include "os/file.h"
#include "os/random.h"
#include "probes/files/document_rows.h"
#include "probes/files/place.h"
#include "probes/files/recognition_texts.h"
#include "probes/files/scan.h"

namespace primum::probes {
namespace {

constexpr int large_block_bytes = 512 * 1024;
constexpr std::size_t folders_told_max = 60;

// Made at the first look, then kept: hashes of persons must be the same at the next.
Result<HashKey> installation_key(const std::filesystem::path& file) {
    HashKey key{};
    const auto kept = os::read_text(file, sizeof key);
    if (kept && kept->size() == sizeof key) {
        std::memcpy(key.data(), kept->data(), sizeof key);
        return key;
    }
    for (auto& half : key) half = os::random_number();
    TRY(os::publish(file, {reinterpret_cast<const char*>(key.data()), sizeof key}));
    return key;
}

std::string megabytes(std::uint64_t bytes) { return std::to_string(bytes / 1'000'000); }

Sentence words_of(const files::ScanProgress& progress) {
    const auto milliseconds =
        static_cast<std::uint64_t>(std::max<std::int64_t>(progress.elapsed.count(), 1));
    auto said = say("{} fichiers, {} Mo, {} Mo/s", "{} files, {} MB, {} MB/s", progress.files,
                    megabytes(progress.bytes), megabytes(progress.bytes * 1000 / milliseconds));
    if (progress.files_total == 0 || progress.files == 0) return said;
    const auto left = progress.files_total - std::min(progress.files, progress.files_total);
    const auto seconds = milliseconds * left / progress.files / 1000;
    const auto rest = say(" sur {} ; encore {} s environ", " of {}; about {} s left",
                          progress.files_total, seconds);
    return {said.french + rest.french, said.english + rest.english};
}

// What could not be looked at, told by folder: a file's name can be a patient's.
class Unseen {
public:
    void add(const std::string& folder, const Sentence& why) {
        auto& count = counts_[{folder, why.french}];
        count.why = why;
        ++count.files;
    }

    void tell(facts::Sink& sink) const {
        std::size_t told = 0;
        for (const auto& [place, count] : counts_) {
            if (told++ >= folders_told_max) {
                sink.could_not_see(say("et dans {} autres dossiers", "and in {} more folders",
                                       counts_.size() - folders_told_max));
                return;
            }
            const auto what =
                count.files == 1 ? say("{}, 1 élément", "{}, 1 item", place.first)
                                 : say("{}, {} éléments", "{}, {} items", place.first, count.files);
            sink.could_not_see(join(what, count.why));
        }
    }

private:
    struct Count {
        Sentence why;
        std::size_t files = 0;
    };
    std::map<std::pair<std::string, std::string>, Count> counts_;
};

struct Asked {
    std::string root;
    std::vector<std::string> folders;
};

void hand_over(files::DocumentRows rows, facts::Sink& sink) {
    for (const auto& row : rows.documents) sink.add(row);
    for (const auto& row : rows.unread) sink.add(row);
}

}  // namespace

FilesProbe::FilesProbe(FilesScope scope, FilesSurroundings surroundings, const os::Stop& stop)
    : scope_(std::move(scope)), surroundings_(std::move(surroundings)), stop_(stop) {}

std::string FilesProbe::scope() const {
    if (scope_.folders.empty()) return "this computer";
    std::string scope;
    for (const auto& folder : scope_.folders) scope += (scope.empty() ? "" : ", ") + folder;
    return scope;
}

std::vector<const facts::TableDescription*> FilesProbe::tables() const {
    return {&facts::table_of<facts::Document>(), &facts::table_of<facts::DocumentUnread>()};
}

std::vector<Sentence> FilesProbe::explain() const {
    std::vector<Sentence> lines{
        {"n'envoie rien ; lit les fichiers sans rien y changer",
         "sends nothing; reads files and changes nothing in them"},
        {"retient combien de patients, jamais qui : ni nom, ni numéro, ni date de naissance",
         "keeps how many patients, never who: no name, no number, no date of birth"}};
    auto folders = scope_.folders;
    if (folders.empty()) folders = files::Places::of_system(os::FileTree(), {}).roots();
    for (const auto& folder : folders) {
        lines.push_back(say("lit {} et tout ce qu'il contient, sans suivre les liens",
                            "reads {} and all it holds, following no link", folder));
    }
    lines.push_back(
        scope_.ocr ? Sentence{"lit aussi les images et les pages numérisées (--ocr)",
                              "also reads pictures and scanned pages (--ocr)"}
                   : Sentence{"ne lit pas les images ni les pages numérisées (il faudrait --ocr)",
                              "does not read pictures or scanned pages (that takes --ocr)"});
    return lines;
}

Result<> FilesProbe::observe(facts::Sink& sink) {
    const auto started = now();
    // The buffers of a large file go back to the system with it: the program stays small beside
    // the programs of those who work.
    ::mallopt(M_MMAP_THRESHOLD, large_block_bytes);
    files::ScanSettings settings{
        .programs = {.extract = surroundings_.programs / "primum-extract",
                     .ocr = scope_.ocr ? surroundings_.programs / "primum-ocr"
                                       : std::filesystem::path()},
        .texts = TRY(read_recognition_texts(surroundings_.catalogue)),
        .key = TRY(installation_key(surroundings_.home / "files.key")),
        .cache = surroundings_.home / "files.cache",
        .version = surroundings_.version};
    const auto places = files::Places::of_system(os::FileTree(), scope_.folders);
    Unseen unseen;
    const files::ScanListener listener{
        [&](const files::ScanProgress& progress) { sink.progress(words_of(progress)); },
        [&](const std::string& folder, const Sentence& why) { unseen.add(folder, why); },
        [&](const std::string& folder) {
            const auto* const volume = places.volume_of(folder);
            if (volume == nullptr || volume->memory) return;
            unseen.add(folder, {"un autre disque : nommez-le avec --path pour qu'il soit lu",
                                "another disk: name it with --path to have it read"});
        }};

    // Persons are told apart within one root: this computer is one, each folder asked for is one.
    std::vector<Asked> asked;
    if (scope_.folders.empty()) asked.push_back({scope(), places.roots()});
    for (const auto& folder : scope_.folders) asked.push_back({folder, {folder}});
    for (const auto& [root, folders] : asked) {
        if (stop_.requested()) break;
        auto found =
            files::scan({folders, {surroundings_.home.string()}}, settings, listener, stop_);
        if (!found) {
            if (asked.size() == 1) return found.error();
            unseen.add(root, found.error().message);
            continue;
        }
        for (const auto& file : *found) {
            for (const auto& part : file.findings.unread) {
                if (!part.broken) unseen.add(file.folder, part.why);
            }
        }
        hand_over(to_rows(std::move(found).value(), places, root, started), sink);
    }
    unseen.tell(sink);
    return stop_.requested() ? Result<>(os::Stop::error()) : Result<>();
}

}  // namespace primum::probes

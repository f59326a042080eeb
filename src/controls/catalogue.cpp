#include "controls/catalogue.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <system_error>

#include "controls/control_file.h"
#include "controls/question_file.h"
#include "controls/sql_check.h"

namespace primum::controls {
namespace {

namespace fs = std::filesystem;

class CatalogueReader {
public:
    explicit CatalogueReader(fs::path directory) : directory_(std::move(directory)) {}

    Reading read() {
        for (const auto& file : files_under("controls")) {
            const auto text = text_of(file);
            if (!text) continue;
            auto control = parse_control_file(*text, file, reading_.problems);
            if (control) reading_.catalogue.controls.push_back(std::move(*control));
        }
        for (const auto& file : files_under("references")) {
            const auto text = text_of(file);
            if (!text) continue;
            for (auto& reference : parse_reference_file(*text, file, reading_.problems)) {
                reading_.catalogue.references.push_back(std::move(reference));
            }
        }
        if (fs::exists(directory_ / "exposed.yaml", ignored_)) {
            if (const auto text = text_of("exposed.yaml")) {
                reading_.catalogue.exposed =
                    parse_exposed_file(*text, "exposed.yaml", reading_.problems);
            }
        }
        read_questions();
        read_providers();
        refuse_twins(reading_.catalogue.controls);
        refuse_twins(reading_.catalogue.references);
        refuse_twins(reading_.catalogue.providers);
        return std::move(reading_);
    }

private:
    void read_questions() {
        for (const auto& file : optional_files_under("questions")) {
            const auto text = text_of(file);
            if (!text) continue;
            auto group = parse_question_file(*text, file, reading_.problems);
            if (group) reading_.catalogue.questions.push_back(std::move(*group));
        }
        std::ranges::stable_sort(reading_.catalogue.questions, {}, &QuestionGroup::order);
        for (const auto& file : optional_files_under("frameworks")) {
            const auto text = text_of(file);
            if (!text) continue;
            auto framework = parse_framework_file(*text, file, reading_.problems);
            if (framework) reading_.catalogue.frameworks.push_back(std::move(*framework));
        }
    }

    // Beside them stand lists of other kinds, which other rooms read.
    void read_providers() {
        if (!fs::exists(directory_ / "providers", ignored_)) return;
        for (const auto& file : all_files_under("providers")) {
            if (file.extension() != ".yaml") continue;
            const auto text = text_of(file);
            if (!text) continue;
            for (auto& provider : parse_provider_file(*text, file, reading_.problems)) {
                reading_.catalogue.providers.push_back(std::move(provider));
            }
        }
    }

    std::vector<fs::path> optional_files_under(const char* folder) {
        if (!fs::exists(directory_ / folder, ignored_)) return {};
        return files_under(folder);
    }

    void wrong(const fs::path& file, Sentence what) {
        reading_.problems.push_back({file, 0, std::move(what)});
    }

    void unreadable(const fs::path& file, std::error_code code) {
        wrong(file, say("ne peut pas être lu ({})", "cannot be read ({})", code.message()));
    }

    // Every file there must be one of the catalogue's: a name misspelt must not be lost.
    std::vector<fs::path> files_under(const char* folder) {
        auto files = all_files_under(folder);
        std::erase_if(files, [&](const fs::path& file) { return is_foreign(file); });
        return files;
    }

    // Relative to the catalogue, sorted, so that every machine reads them in the same order.
    std::vector<fs::path> all_files_under(const char* folder) {
        std::vector<fs::path> files;
        std::error_code code;
        fs::recursive_directory_iterator entries(directory_ / folder, code);
        for (; !code && entries != fs::recursive_directory_iterator(); entries.increment(code)) {
            const auto& path = entries->path();
            const bool hidden = path.filename().string().starts_with('.');
            if (entries->is_directory(ignored_) || hidden || path.extension() == ".md") continue;
            files.push_back(path.lexically_relative(directory_));
            if (files.size() > Catalogue::files_max) break;
        }
        if (code) unreadable(folder, code);
        std::ranges::sort(files);
        return files;
    }

    bool is_foreign(const fs::path& file) {
        if (file.extension() == ".yaml") return false;
        wrong(file, {"n'est pas lu : un fichier du catalogue finit par .yaml",
                     "is not read: a file of the catalogue ends in .yaml"});
        return true;
    }

    std::optional<std::string> text_of(const fs::path& file) {
        std::error_code code;
        const auto path = directory_ / file;
        const bool regular = fs::is_regular_file(path, code);
        const auto size = regular ? fs::file_size(path, code) : 0;
        if (code || !regular) {
            unreadable(file, code ? code : std::make_error_code(std::errc::invalid_argument));
            return std::nullopt;
        }
        if (size > Catalogue::file_bytes_max) {
            wrong(file,
                  say("dépasse {} Kio", "is larger than {} KiB", Catalogue::file_bytes_max / 1024));
            return std::nullopt;
        }
        std::ifstream stream(path, std::ios::binary);
        std::string text(size, '\0');
        if (!stream.read(text.data(), static_cast<std::streamsize>(size))) {
            unreadable(file, std::make_error_code(std::errc::io_error));
            return std::nullopt;
        }
        return text;
    }

    template <class Entry>
    void refuse_twins(const std::vector<Entry>& entries) {
        std::map<std::string, fs::path> seen;
        for (const auto& entry : entries) {
            const auto [first, fresh] = seen.emplace(entry.id, entry.file);
            if (fresh || entry.id.empty()) continue;
            wrong(entry.file, say("l'id {} est déjà celui de {}", "the id {} is already that of {}",
                                  entry.id, first->second.string()));
        }
    }

    fs::path directory_;
    Reading reading_;
    std::error_code ignored_;
};

template <class Entry>
const Entry* find(const std::vector<Entry>& entries, std::string_view id) {
    const auto found = std::ranges::find(entries, id, &Entry::id);
    return found == entries.end() ? nullptr : &*found;
}

}  // namespace

const Control* Catalogue::find_control(std::string_view id) const { return find(controls, id); }

const Reference* Catalogue::find_reference(std::string_view id) const {
    return find(references, id);
}

const Question* Catalogue::find_question(std::string_view id) const {
    for (const auto& group : questions) {
        if (const auto* question = find(group.questions, id)) return question;
    }
    return nullptr;
}

Reading read_catalogue(const fs::path& directory) { return CatalogueReader(directory).read(); }

Sentence describe(const std::vector<Problem>& problems) {
    Sentence all;
    for (const auto& problem : problems) {
        const auto file = problem.file.string();
        const auto where = problem.line == 0
                               ? Sentence{file, file}
                               : say("{}, ligne {}", "{}, line {}", file, problem.line);
        const auto line = join(where, problem.what);
        all.french += (all.french.empty() ? "" : "\n") + line.french;
        all.english += (all.english.empty() ? "" : "\n") + line.english;
    }
    return all;
}

Result<Catalogue> Catalogue::load(const fs::path& directory) {
    auto reading = read_catalogue(directory);
    TRY(check_queries(reading.catalogue, reading.problems));
    if (reading.problems.empty()) return std::move(reading.catalogue);
    const auto count = reading.problems.size();
    const auto heading = say("le catalogue {} a {} défaut(s)", "the catalogue {} has {} problem(s)",
                             directory.string(), count);
    const auto list = describe(reading.problems);
    return Error{ErrorKind::usage,
                 {heading.french + " :\n" + list.french, heading.english + ":\n" + list.english}};
}

}  // namespace primum::controls

// Recognises the files named on standard input, one a line, and prints a line of TSV for each:
// path, kind, evidence, test data, identifiers, persons. What bench/files.py and a curious person
// use; the program itself goes through the probe.
//
//   recognise CATALOGUE [--signs] < list     --signs: also the weights by class, for words.txt
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "base/byte_reader.h"
#include "formats/french_text.h"
#include "probes/files/recogniser.h"
#include "probes/files/text_signs.h"

namespace {

namespace fs = std::filesystem;
using namespace primum;
using namespace primum::probes;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes(content_bytes_max, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

void print_signs(const std::string& bytes, const SignFinder& finder, SignFinder::Scratch& scratch) {
    const auto signs = finder.find(formats::fold_french(as_bytes(bytes)), scratch);
    for (std::size_t i = 0; i < word_class_count; ++i) {
        if (signs.distinct.at(i) == 0) continue;
        std::cout << '\t' << name_of(static_cast<WordClass>(i)) << '=' << signs.distinct.at(i)
                  << '/' << signs.weight.at(i);
    }
    std::cout << "\tnumbers=" << signs.numbers.size();
}

std::string_view name_of(Evidence evidence) {
    static constexpr std::array<std::string_view, 4> names{"none", "weak", "strong", "proof"};
    return names.at(static_cast<std::size_t>(evidence));
}

int run(const fs::path& catalogue, bool with_signs) {
    const RecognitionTexts texts{.words = read(catalogue / "recognition/words.txt"),
                                 .columns = read(catalogue / "recognition/columns.txt"),
                                 .software = read(catalogue / "providers/practice-software.txt")};
    const auto recogniser = Recogniser::create(texts, HashKey{1, 2});
    if (!recogniser) {
        std::cerr << recogniser.error().message.english << '\n';
        return 2;
    }
    auto scratch = recogniser->make_scratch().value();
    auto words = parse_words(texts.words);
    if (!words) {
        std::cerr << words.error().message.english << '\n';
        return 2;
    }
    const auto finder = SignFinder::create(std::move(words).value()).value();
    auto sign_scratch = finder.make_scratch().value();
    for (std::string path; std::getline(std::cin, path);) {
        const auto bytes = read(path);
        const auto name = fs::path(path).filename().string();
        const auto found = recogniser->recognise({.bytes = as_bytes(bytes), .name = name}, scratch);
        std::cout << path << '\t' << found.kind << '\t' << name_of(found.evidence) << '\t'
                  << found.test_data << '\t' << found.identifiers << '\t' << found.persons.size();
        if (with_signs) print_signs(bytes, finder, sign_scratch);
        std::cout << '\n';
    }
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) return 2;
    return run(arguments[1], count > 2 && std::string_view(arguments[2]) == "--signs");
}

// Recognises the files named on standard input, one a line, and prints a line of TSV for each:
// path, kind, evidence, test data, identifiers, persons. What bench/files.py and a curious person
// use; the program itself goes through the probe.
//
//   recognise CATALOGUE [--signs] [--mangle N] < list
//
//   --signs     also the weights by class, for words.txt, and the traits, for fit_weights.py
//   --mangle N  recognises N copies of each file, cut or with bits turned over, and prints only the
//               slowest: nothing may crash, nothing may take long
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string>

#include "base/byte_reader.h"
#include "formats/french_text.h"
#include "probes/files/person_finder.h"
#include "probes/files/recogniser.h"
#include "probes/files/recognition_texts.h"
#include "probes/files/text_signs.h"
#include "probes/files/text_traits.h"

namespace {

namespace fs = std::filesystem;
using namespace primum;
using namespace primum::probes;

std::string read(const fs::path& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    std::string bytes(error ? 0 : std::min<std::uintmax_t>(size, content_bytes_max), '\0');
    std::ifstream(path, std::ios::binary)
        .read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

void print_signs(const std::string& bytes, const SignFinder& finder, SignFinder::Scratch& scratch) {
    const auto folded = formats::fold_french(as_bytes(bytes));
    const auto signs = finder.find(folded, scratch);
    for (std::size_t i = 0; i < word_class_count; ++i) {
        if (signs.distinct.at(i) == 0) continue;
        std::cout << '\t' << name_of(static_cast<WordClass>(i)) << '=' << signs.distinct.at(i)
                  << '/' << signs.weight.at(i);
    }
    std::cout << "\tnumbers=" << signs.numbers.size();
    const auto persons = find_persons(bytes, folded, signs, HashKey{1, 2});
    const auto traits = traits_of(signs, persons, bytes.size());
    for (std::size_t i = 0; i < trait_count; ++i) {
        std::cout << '\t' << name_of(static_cast<Trait>(i)) << ':' << traits.at(i);
    }
}

std::string_view name_of(Evidence evidence) {
    static constexpr std::array<std::string_view, 4> names{"none", "weak", "strong", "proof"};
    return names.at(static_cast<std::size_t>(evidence));
}

void print(const std::string& path, const Recognition& found) {
    std::cout << path << '\t' << found.kind << '\t' << name_of(found.evidence) << '\t'
              << found.test_data << '\t' << found.identifiers << '\t' << found.persons.size();
}

int print_all_signs(const Recogniser& recogniser, const RecognitionTexts& texts) {
    auto scratch = recogniser.make_scratch().value();
    const auto finder = SignFinder::create(parse_words(texts.words).value()).value();
    auto sign_scratch = finder.make_scratch().value();
    for (std::string path; std::getline(std::cin, path);) {
        const auto bytes = read(path);
        print(path, recogniser.recognise({.bytes = as_bytes(bytes), .name = "a.txt"}, scratch));
        print_signs(bytes, finder, sign_scratch);
        std::cout << '\n';
    }
    return 0;
}

// Recognises changed copies of the files, and tells the slowest.
void mangle(const Recogniser& recogniser, int copies) {
    auto scratch = recogniser.make_scratch().value();
    std::mt19937 random(2026);  // NOLINT(cert-msc51-cpp): the same copies on every run.
    std::chrono::duration<double> slowest{};
    std::string slowest_path;
    for (std::string path; std::getline(std::cin, path);) {
        const auto original = read(path);
        if (original.empty()) continue;
        const auto name = fs::path(path).filename().string();
        for (int i = 0; i < copies; ++i) {
            auto bytes = original;
            if (i % 2 == 0) bytes.resize(random() % bytes.size());
            for (std::size_t flips = random() % 32; !bytes.empty() && flips > 0; --flips) {
                auto& byte = bytes[random() % bytes.size()];
                byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << random() % 8));
            }
            const auto begin = std::chrono::steady_clock::now();
            (void)recogniser.recognise({.bytes = as_bytes(bytes), .name = name}, scratch);
            const auto took = std::chrono::steady_clock::now() - begin;
            if (took > slowest) slowest_path = path;
            slowest = std::max<std::chrono::duration<double>>(slowest, took);
        }
    }
    std::cout << slowest.count() << " s at most: " << slowest_path << '\n';
}

int run(const fs::path& catalogue, std::string_view option, int copies) {
    const auto texts = read_recognition_texts(catalogue);
    if (!texts) {
        std::cerr << texts.error().message.english << '\n';
        return 2;
    }
    const auto recogniser = Recogniser::create(*texts, HashKey{1, 2});
    if (!recogniser) {
        std::cerr << recogniser.error().message.english << '\n';
        return 2;
    }
    if (option == "--mangle") {
        mangle(*recogniser, copies);
        return 0;
    }
    auto scratch = recogniser->make_scratch().value();
    if (option == "--signs") return print_all_signs(*recogniser, *texts);
    for (std::string path; std::getline(std::cin, path);) {
        const auto bytes = read(path);
        const auto name = fs::path(path).filename().string();
        const auto found = recogniser->recognise({.bytes = as_bytes(bytes), .name = name}, scratch);
        print(path, found);
        std::cout << '\n';
    }
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) return 2;
    const std::string_view option = count > 2 ? arguments[2] : "";
    const int copies = count > 3 ? std::stoi(arguments[3]) : 10;
    return run(arguments[1], option, copies);
}

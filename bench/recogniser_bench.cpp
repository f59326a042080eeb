// The recogniser over text in memory, one thread: all its patterns at once, goal 600 MB/s.
//
//   recognise_prose       administrative French, which nothing is found in: what most files are
//   recognise_letters     letters of a practice: every word counts
//   recognise_numbers     a log full of digits, some of which look like a social security number
//   recognise_accents     prose in Windows-1252, with an accent in every second word
//   recognise_files       the three first in files of 20 kB, as they lie on a disk
//   create                reading the tables and compiling the patterns, once a program
//
// bench/files.py measures `LC_ALL=C grep -rP` for the number alone beside it.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "base/byte_reader.h"
#include "probes/files/recogniser.h"

namespace {

namespace fs = std::filesystem;
using namespace primum;
using namespace primum::probes;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

RecognitionTexts tables() {
    const fs::path catalogue = PRIMUM_CATALOGUE;
    return {.words = read(catalogue / "recognition/words.txt"),
            .columns = read(catalogue / "recognition/columns.txt"),
            .software = read(catalogue / "providers/practice-software.txt")};
}

const Recogniser& recogniser() {
    static const auto made = Recogniser::create(tables(), HashKey{1, 2}).value();
    return made;
}

// The same on every run.
class Writer {
public:
    std::string prose(std::size_t size) {
        static constexpr std::array sentences{
            "La demande doit être adressée à la mairie de la commune dans un délai de deux mois. ",
            "Le bailleur remet au locataire, au moment de la signature, un état des lieux "
            "complet. ",
            "Les travaux de la façade commenceront au printemps et dureront environ six semaines. ",
            "Nous vous remercions de votre fidélité et restons à votre disposition au 01 23 45 "
            "67. ",
            "Le conseil a approuvé le budget de l'exercice 2024, en hausse de 3,2 % sur un an.\n"};
        return fill(size, [&] { return std::string(sentences[random(sentences.size())]); });
    }
    std::string letters(std::size_t size) {
        return fill(size, [&] {
            return fmt::format(
                "Cher confrère,\nMerci de recevoir Madame MARTINEAU Lucie, née le "
                "{:02}/{:02}/19{:02}, "
                "pour une dyspnée d'effort. Antécédents : hypertension artérielle, asthme. "
                "L'auscultation est sans particularité, l'ECG est normal. Traitement habituel : "
                "amlodipine 5 mg, un comprimé le matin.\nBien confraternellement.\n\n",
                random(28) + 1, random(12) + 1, random(80) + 10);
        });
    }
    std::string numbers(std::size_t size) {
        return fill(size, [&] {
            return fmt::format(
                "2024-05-{:02} 12:{:02}:31 INFO transfer {}{:014} from 10.0.3.{} took {} ms\n",
                random(28) + 1, random(60), random(9) + 1, generator_() % 100'000'000, random(250),
                random(2000));
        });
    }

private:
    std::size_t random(std::size_t below) { return generator_() % below; }
    std::string fill(std::size_t size, auto const& more) {
        std::string text;
        while (text.size() < size) text += more();
        text.resize(size);
        return text;
    }
    std::mt19937_64 generator_{2026};  // NOLINT(cert-msc51-cpp): the same text on every run.
};

void recognise(benchmark::State& state, const std::string& text, std::size_t file_bytes) {
    auto scratch = recogniser().make_scratch().value();
    for ([[maybe_unused]] auto _ : state) {
        for (std::size_t at = 0; at < text.size(); at += file_bytes) {
            const auto part = std::string_view(text).substr(at, file_bytes);
            benchmark::DoNotOptimize(
                recogniser().recognise({.bytes = as_bytes(part), .name = "a.txt"}, scratch));
        }
    }
    state.SetBytesProcessed(state.iterations() * std::ssize(text));
}

constexpr std::size_t text_bytes = 4UL * 1000 * 1000;
constexpr std::size_t file_bytes = 20'000;

void recognise_prose(benchmark::State& state) {
    recognise(state, Writer().prose(text_bytes), text_bytes);
}
BENCHMARK(recognise_prose);

void recognise_letters(benchmark::State& state) {
    recognise(state, Writer().letters(text_bytes), text_bytes);
}
BENCHMARK(recognise_letters);

void recognise_numbers(benchmark::State& state) {
    recognise(state, Writer().numbers(text_bytes), text_bytes);
}
BENCHMARK(recognise_numbers);

void recognise_accents(benchmark::State& state) {
    std::string text =
        "\xe9t\xe9 pass\xe9 \xe0 l'\xe9"
        "cole, o\xf9 l'\xe9l\xe8ve a \xe9t\xe9 re\xe7u. ";
    while (text.size() < text_bytes) text += text;
    text.resize(text_bytes);
    recognise(state, text, text_bytes);
}
BENCHMARK(recognise_accents);

void recognise_files(benchmark::State& state) {
    Writer writer;
    std::string text;
    while (text.size() < text_bytes) {
        text +=
            writer.prose(8 * file_bytes) + writer.numbers(file_bytes) + writer.letters(file_bytes);
    }
    recognise(state, text, file_bytes);
}
BENCHMARK(recognise_files);

void create(benchmark::State& state) {
    const auto texts = tables();
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(Recogniser::create(texts, HashKey{1, 2}));
    }
}
BENCHMARK(create)->Unit(benchmark::kMillisecond);

}  // namespace

// Recogniser: says whether bytes are a patient's data, of what kind and how surely.
//
// Pure: it reads the bytes it is given and nothing else. Nothing of a patient leaves it but counts
// and keyed hashes. Its words, columns and software names are the files of catalogue/recognition.
//
// How to use it: read a file, or what an extractor made of it, and hand over the whole text of one
// document at once (all pages of a PDF), because weak signs add up. What is a document of its own
// (an attachment, a member of an archive, a sheet) is recognised apart, and merge() joins the
// answers. A Recogniser is thread-safe; a Scratch belongs to one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/keyed_hash.h"
#include "base/result.h"
#include "formats/french_text.h"

namespace primum::probes {

// `proof`: the structure is one that only a health file has, and a person is in it. `strong`: a
// person's number, or several persons, or a person beside medical words. `weak`: words alone.
enum class Evidence { none, weak, strong, proof };

struct Recognition {
    // "dicom", "hl7", "cda", "fhir", "hprim", "xdm", "portability-archive", "mssante",
    // "emergency", "b2", "sesam", "practice-database", "sqlite", "dbase", "sql-dump", "letter",
    // "prescription", "patient-list", "calendar", "contacts", "notes", "payroll"; empty: nothing.
    // "payroll" is personal data, not health data.
    std::string kind;
    Evidence evidence = Evidence::none;
    bool test_data = false;        // Anonymised, or test identifiers: the evidence stays as it is.
    std::int64_t identifiers = 0;  // Distinct ones seen.
    std::vector<std::uint64_t> persons;  // See formats/person_hash.h. Sorted, each once.
};

inline constexpr std::size_t persons_max = 100'000;  // More are not told apart.

struct Content {
    BytesView bytes;
    std::string_view name;  // The last part of a path: a hint, never evidence by itself.
    bool whole = true;      // False: the head of a larger file.
};

// How much of a file is handed over at once, see content_parts.h: what follows is not looked at.
inline constexpr std::size_t content_bytes_max = 4UL * 1024 * 1024;

// The files of catalogue/recognition, as they are on the disk.
struct RecognitionTexts {
    std::string words;     // words.txt
    std::string columns;   // columns.txt
    std::string software;  // ../providers/practice-software.txt
};

class Recogniser {
public:
    // Fails with ErrorKind::usage, naming file and line, when a table cannot be read.
    static Result<Recogniser> create(const RecognitionTexts& texts, const HashKey& key);

    Recogniser(Recogniser&&) noexcept;
    Recogniser& operator=(Recogniser&&) noexcept;
    ~Recogniser();

    // The buffers of one thread. Its recogniser must outlive it.
    class Scratch {
    public:
        Scratch(Scratch&&) noexcept;
        Scratch& operator=(Scratch&&) noexcept;
        ~Scratch();

    private:
        friend class Recogniser;
        struct State;
        explicit Scratch(std::unique_ptr<State> state);
        std::unique_ptr<State> state_;
    };
    Result<Scratch> make_scratch() const;

    Recognition recognise(const Content& content, Scratch& scratch) const;

private:
    Recognition recognise_binary(BytesView bytes, std::string_view name, Scratch& scratch) const;
    // In UTF-8 or an encoding of one byte a character.
    Recognition recognise_text(std::string_view text, formats::TextEncoding encoding,
                               std::string_view name, Scratch& scratch) const;

    struct State;
    explicit Recogniser(std::unique_ptr<const State> state);
    std::unique_ptr<const State> state_;
};

// Two parts of one file: the surer kind, the persons of both. Test data only if both are, or the
// other is nothing.
Recognition merge(Recognition left, const Recognition& right);

}  // namespace primum::probes

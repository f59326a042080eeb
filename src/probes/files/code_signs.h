// CodeSigns: the codes of nomenclatures in a text, by which care is written down and billed.
//
// Shapes and keys: CCAM (four letters, three digits), ATC (N02BE01), ICD-10 with its decimal
// (E11.9), CIP and UCD of 13 digits (34009 or 34008, with the key of an EAN), LOINC (with its key).
// References of parts and of invoices have the same shapes: one code says nothing, and hundreds of
// them are a nomenclature.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace primum::probes {

enum class CodeKind { ccam, atc, icd10, cip, loinc };
inline constexpr std::size_t code_kind_count = 5;

struct CodePattern {
    CodeKind kind;
    std::string_view expression;  // For PatternSet, on a folded text.
};
extern const std::array<CodePattern, code_kind_count> code_patterns;

class CodeSigns {
public:
    static constexpr std::size_t distinct_max = 1000;  // Of each kind; more are not told apart.

    // A match of the pattern of `kind` that ends at `end`: counted where it stands alone, its key
    // is right and it was not seen before.
    void take(CodeKind kind, std::string_view text, std::size_t end);

    // How many nomenclatures the text uses: one code is no use of one.
    int kinds() const;
    // So many codes of one kind that it must be the nomenclature itself.
    bool is_nomenclature() const;

private:
    std::array<std::vector<std::string_view>, code_kind_count> distinct_;
};

}  // namespace primum::probes

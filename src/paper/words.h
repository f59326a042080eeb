// Words: a secret of 32 bytes as thirty words, to be written by a printer and typed by a person in
// twenty years.
//
// The French list of BIP 39, 11 bits a word. 24 words carry the version (1, one byte) and the
// secret, six check them: a Reed-Solomon code over the words (error_correction.h). So up to three
// wrong words are found wherever they are and named, with the word that stands on the paper; and up
// to four that cannot be read, typed as "?", are made good. docs/design/paper-key.md is the
// specification.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::paper {

inline constexpr std::size_t secret_bytes = 32;
inline constexpr std::size_t word_count = 30;
inline constexpr std::size_t typed_text_bytes_max = 64 * 1024;

using SecretView = std::span<const std::byte, secret_bytes>;

// With their accents. The words are as secret as what they say.
std::array<std::string_view, word_count> words_of(SecretView secret);

// The same content in 66 letters and digits, for a QR code: "PRIMUM-PAPIER-1:…". read_words() takes
// it too.
std::string code_of(SecretView secret);

// Reads what a person typed, or the text file that as_text() wrote: only what stands between two
// lines of "=" counts where there are such lines. Case, accents, spacing, punctuation, numbers
// before the words and what follows a "#" do not matter; the first four letters of a word are
// enough. Fills `secret`, which is untouched on failure. ErrorKind::usage names each word that is
// wrong, its place, and the word it should be where that can be known.
Result<> read_words(std::string_view text, std::span<std::byte, secret_bytes> secret);

}  // namespace primum::paper

// Three ways to the same draws: AES of OpenSSL, one value at a time; AES instructions, eight values
// in flight; their wide form (VAES with AVX-512), 32 values in flight. The tests compare them.
#include "crypto/draw_cipher.h"

#include <openssl/evp.h>

#include "crypto/raw.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace primum::crypto {
namespace {

constexpr std::size_t block_size_bytes = 16;

std::uint64_t load_little(BytesView bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) {
        value |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
    }
    return value;
}

#if defined(__x86_64__)

using Values = std::span<const std::uint64_t>;
constexpr auto rounds = DrawCipher::rounds;

__attribute__((target("aes,sse2"))) __m128i next_round_key(__m128i key, __m128i assist) {
    assist = _mm_shuffle_epi32(assist, 0xff);
    key = _mm_xor_si128(key, _mm_slli_si128(key, 4));
    key = _mm_xor_si128(key, _mm_slli_si128(key, 4));
    key = _mm_xor_si128(key, _mm_slli_si128(key, 4));
    return _mm_xor_si128(key, assist);
}

__attribute__((target("aes,sse2"))) void expand_key(std::span<const std::byte, 16> key,
                                                    std::span<std::byte> round_keys) {
    auto* out = reinterpret_cast<__m128i*>(round_keys.data());
    auto current = _mm_loadu_si128(reinterpret_cast<const __m128i*>(key.data()));
    const auto step = [&](__m128i assist) {
        _mm_storeu_si128(out++, current);
        current = next_round_key(current, assist);
    };
    step(_mm_aeskeygenassist_si128(current, 0x01));
    step(_mm_aeskeygenassist_si128(current, 0x02));
    step(_mm_aeskeygenassist_si128(current, 0x04));
    step(_mm_aeskeygenassist_si128(current, 0x08));
    step(_mm_aeskeygenassist_si128(current, 0x10));
    step(_mm_aeskeygenassist_si128(current, 0x20));
    step(_mm_aeskeygenassist_si128(current, 0x40));
    step(_mm_aeskeygenassist_si128(current, 0x80));
    step(_mm_aeskeygenassist_si128(current, 0x1b));
    step(_mm_aeskeygenassist_si128(current, 0x36));
    _mm_storeu_si128(out, current);
}

// Gives the position of a winner or values.size() rounded down to whole groups.
__attribute__((target("aes,sse4.1"))) std::size_t search_narrow(BytesView round_keys, Values values,
                                                                std::uint64_t threshold) {
    constexpr std::size_t lanes = 8;
    const auto* keys = reinterpret_cast<const __m128i*>(round_keys.data());
    std::size_t position = 0;
    for (; position + lanes <= values.size(); position += lanes) {
        __m128i blocks[lanes];
        const auto first_key = _mm_loadu_si128(keys);
        for (std::size_t i = 0; i < lanes; ++i) {
            blocks[i] = _mm_xor_si128(
                _mm_cvtsi64_si128(static_cast<long long>(values[position + i])), first_key);
        }
        for (std::size_t round = 1; round < rounds; ++round) {
            const auto key = _mm_loadu_si128(keys + round);
            for (auto& block : blocks) block = _mm_aesenc_si128(block, key);
        }
        const auto last_key = _mm_loadu_si128(keys + rounds);
        for (std::size_t i = 0; i < lanes; ++i) {
            const auto drawn = _mm_cvtsi128_si64(_mm_aesenclast_si128(blocks[i], last_key));
            if (static_cast<std::uint64_t>(drawn) < threshold) return position + i;
        }
    }
    return position;
}

#define PRIMUM_WIDE __attribute__((target("vaes,avx512f,avx512bw,avx512vl,avx512dq")))

// As above, with four blocks in each register.
PRIMUM_WIDE std::size_t search_wide(BytesView round_keys, Values values, std::uint64_t threshold) {
    constexpr std::size_t registers = 8;
    constexpr std::size_t lanes = 4 * registers;
    constexpr __mmask8 low_halves = 0x55;  // A value stands in the low half of each block.
    const auto* keys = reinterpret_cast<const __m128i*>(round_keys.data());
    const auto limit = _mm512_set1_epi64(static_cast<long long>(threshold));
    __m512i wide_keys[rounds + 1];
    for (std::size_t i = 0; i <= rounds; ++i) {
        wide_keys[i] = _mm512_maskz_broadcast_i32x4(0xffff, _mm_loadu_si128(keys + i));
    }
    std::size_t position = 0;
    for (; position + lanes <= values.size(); position += lanes) {
        __m512i blocks[registers];
        for (std::size_t i = 0; i < registers; ++i) {
            blocks[i] = _mm512_xor_si512(
                _mm512_maskz_expandloadu_epi64(low_halves, values.data() + position + 4 * i),
                wide_keys[0]);
        }
        for (std::size_t round = 1; round < rounds; ++round) {
            for (auto& block : blocks) block = _mm512_aesenc_epi128(block, wide_keys[round]);
        }
        for (std::size_t i = 0; i < registers; ++i) {
            blocks[i] = _mm512_aesenclast_epi128(blocks[i], wide_keys[rounds]);
            const auto won = _mm512_mask_cmplt_epu64_mask(low_halves, blocks[i], limit);
            if (won != 0) {
                const auto half = static_cast<std::size_t>(__builtin_ctz(won));
                return position + 4 * i + half / 2;
            }
        }
    }
    return position;
}

bool has_narrow() { return __builtin_cpu_supports("aes") && __builtin_cpu_supports("sse4.1"); }
// Clang 16 knows no name for it: bit 9 of ECX of leaf 7.
bool has_vaes() {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (c >> 9 & 1U) != 0;
}
bool has_wide() {
    return has_vaes() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
}

#endif

}  // namespace

DrawCipher::DrawCipher(std::span<const std::byte, 16> key) : any_processor_(EVP_CIPHER_CTX_new()) {
    CHECK(any_processor_ != nullptr);
    CHECK(EVP_EncryptInit_ex2(any_processor_.get(), EVP_aes_128_ecb(), raw(BytesView(key)), nullptr,
                              nullptr) == 1);
#if defined(__x86_64__)
    if (has_narrow()) expand_key(key, round_keys_.writable());
#endif
}

std::uint64_t DrawCipher::draw(std::uint64_t value) const {
    std::array<std::byte, block_size_bytes> block{};
    for (std::size_t i = 0; i < sizeof value; ++i) {
        block[i] = static_cast<std::byte>(value >> (8 * i));
    }
    std::array<std::byte, block_size_bytes> drawn{};
    int written = 0;
    CHECK(EVP_EncryptUpdate(any_processor_.get(), writable(drawn), &written, raw(BytesView(block)),
                            block_size_bytes) == 1);
    return load_little(drawn);
}

std::optional<std::size_t> DrawCipher::first_below(std::span<const std::uint64_t> values,
                                                   std::uint64_t threshold) const {
    std::size_t position = 0;
#if defined(__x86_64__)
    static const bool wide = has_wide();
    static const bool narrow = has_narrow();
    if (wide) position = search_wide(round_keys_.view(), values, threshold);
    if (narrow) {
        position += search_narrow(round_keys_.view(), values.subspan(position), threshold);
    }
#endif
    for (; position < values.size(); ++position) {
        if (draw(values[position]) < threshold) return position;
    }
    return std::nullopt;
}

}  // namespace primum::crypto

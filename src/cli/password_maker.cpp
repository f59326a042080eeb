#include "cli/password_maker.h"

#include <string_view>

#include "os/random.h"

namespace primum::cli {
namespace {

constexpr std::string_view signs = "abcdefghijkmnpqrstuvwxyz2345678";  // 31: no l, o, 0, 1, 9.
constexpr std::size_t length = 24;
constexpr std::size_t group = 4;

// Without preference: what would make the first signs likelier is thrown away.
char random_sign() {
    constexpr auto fair = std::uint64_t{0xFFFFFFFFFFFFFFFF} / signs.size() * signs.size();
    while (true) {
        const auto number = os::random_number();
        if (number < fair) return signs[number % signs.size()];
    }
}

}  // namespace

std::string make_password() {
    std::string password;
    for (std::size_t i = 0; i < length; ++i) {
        if (i > 0 && i % group == 0) password += '-';
        password += random_sign();
    }
    return password;
}

}  // namespace primum::cli

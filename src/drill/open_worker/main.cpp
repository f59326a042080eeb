// primum-drill: opens restored files, each with the library of its kind, and says of each in one
// line how it went.
//
// The order on standard input: a folder, then files, a line each, in hexadecimal. Nothing but that
// folder can be read.
#include <cstdio>
#include <iostream>

#include "base/text.h"
#include "drill/open_worker/open_file.h"
#include "os/sandbox.h"

namespace {

std::string from_hexadecimal(std::string_view text) {
    const auto digit = [](char letter) {
        return static_cast<unsigned>(letter <= '9' ? letter - '0' : letter - 'a' + 10) & 0xFU;
    };
    std::string bytes;
    for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
        bytes += static_cast<char>(digit(text[at]) << 4U | digit(text[at + 1]));
    }
    return bytes;
}

}  // namespace

int main() {
    std::string line;
    if (!std::getline(std::cin, line)) return 2;
    if (!primum::os::confine_this_process(
            {.readable = {from_hexadecimal(line)}, .connectable_ports = {}}))
        return 3;
    while (std::getline(std::cin, line)) {
        const auto answer = primum::drill::open_file(from_hexadecimal(line));
        std::printf("%s\n", answer.c_str());
        std::fflush(stdout);
    }
    return 0;
}

// primum-drill: opens restored files, each with the library of its kind, and says of each in one
// line how it went.
//
// The order on standard input: a folder, then files, a line each, in hexadecimal. Nothing but that
// folder can be read.
#include <cstdio>
#include <iostream>

#include "base/byte_reader.h"
#include "base/hex.h"
#include "base/text.h"
#include "drill/open_worker/open_file.h"
#include "os/sandbox.h"

int main() {
    std::string line;
    if (!std::getline(std::cin, line)) return 2;
    if (!primum::os::confine_this_process(
            {.readable = {primum::text_of_hex(line)}, .connectable_ports = {}}))
        return 3;
    while (std::getline(std::cin, line)) {
        const auto answer = primum::drill::open_file(primum::text_of_hex(line));
        std::printf("%s\n", answer.c_str());
        std::fflush(stdout);
    }
    return 0;
}

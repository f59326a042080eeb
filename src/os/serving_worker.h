// ServingWorker: a worker that answers many requests, one after another, each about one open file.
//
// For readers of hostile files: starting a program and its libraries for every file would cost more
// than reading it. The worker's standard input is a socket. A request travels on it together with
// the file, already open, so that the worker never needs the right to open one; answers come back
// as frames. The limits hold for each request; a worker that breaks one is killed, and the caller
// starts another. What it says is as hostile as what it reads. Not thread-safe.
//
// A frame, both ways: length u32 (little-endian, of what follows), kind u8, content.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "os/child_process.h"
#include "os/descriptor.h"
#include "os/stop.h"

namespace primum::os {

struct ServingLimits {
    std::chrono::milliseconds processor_time{20'000};  // For one request.
    std::chrono::milliseconds time{120'000};           // The same, when the computer is busy.
    std::uint64_t data_bytes_max = 192_MiB;            // Heap and stacks, all requests together.
    std::uint64_t resident_bytes_max = 256_MiB;        // Those, the libraries and the file.
    std::uint64_t answer_bytes_max = 1024_MiB;         // All frames of one request.
    std::size_t frame_bytes_max = 17UL * 1024 * 1024;
};

struct Frame {
    std::uint8_t kind = 0;
    std::string_view content;  // Valid during the call.
};

// What the reader of an answer wants next.
enum class Reading { more, done };

class ServingWorker {
public:
    static Result<ServingWorker> start(const std::filesystem::path& program,
                                       const ServingLimits& limits);

    // Sends `request` (at most 32 KiB) with `file`, and hands over each frame of the answer until
    // `on_frame` says done. `file` stays the caller's. After any error the worker is dead; the
    // error says how it died: unreachable at the end of its time, malformed for the other limits
    // and for a crash, stopped.
    Result<> ask(const Frame& request, const Descriptor& file, const Stop& stop,
                 const std::function<Reading(const Frame&)>& on_frame);

private:
    ServingWorker(std::string name, ChildProcess process, Descriptor socket,
                  const ServingLimits& limits);
    struct Turn;
    Result<std::size_t> receive(std::span<char> room, Turn& turn, const Stop& stop);
    Result<> check_now_and_then(Turn& turn, const Stop& stop) const;
    Result<> check_limits(Turn& turn) const;
    Error died();

    std::string name_;
    std::unique_ptr<ChildProcess> process_;
    Descriptor socket_;
    ServingLimits limits_;
    std::string received_;  // Room for answers; it only grows.
};

// The worker's own side of the socket, on its standard input.
struct ReceivedRequest {
    std::uint8_t kind = 0;
    std::string content;
    Descriptor file;
};

// The next request; ErrorKind::not_found when the program has hung up and there will be none.
Result<ReceivedRequest> receive_request();
// ErrorKind::unreachable when the program has hung up.
Result<> send_frame(std::uint8_t kind, std::initializer_list<std::string_view> content);

}  // namespace primum::os

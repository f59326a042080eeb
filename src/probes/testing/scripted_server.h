// ScriptedServer: a server on 127.0.0.1 that says prepared words, for tests of conversations.
#pragma once

#include <sys/socket.h>

#include <array>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "net/testing/loopback_server.h"

namespace primum::probes::testing {

// What a server says to one peer: the first entry at once (nothing when it is empty), each other
// one after it heard something. Then it listens until the peer hangs up, or hangs up itself.
struct Script {
    std::vector<std::string> words;
    bool hangs_up = false;
};

class ScriptedServer {
public:
    // The first peer gets the first script, and so on; who comes after the last gets the last.
    explicit ScriptedServer(std::vector<Script> scripts)
        : scripts_(std::move(scripts)), server_([this](int peer) { serve(peer); }) {}

    const Endpoint& endpoint() const { return server_.endpoint(); }
    std::size_t peers() const {
        const std::lock_guard lock(mutex_);
        return peers_;
    }
    // All that was heard from all peers.
    std::string heard() const {
        const std::lock_guard lock(mutex_);
        return heard_;
    }

private:
    void serve(int peer) {
        const auto& script = scripts_[std::min(count_peer(), scripts_.size() - 1)];
        bool first = true;
        for (const auto& word : script.words) {
            if (!std::exchange(first, false) && !listen(peer)) return;
            (void)::send(peer, word.data(), word.size(), MSG_NOSIGNAL);
        }
        while (!script.hangs_up && listen(peer)) {
        }
    }

    std::size_t count_peer() {
        const std::lock_guard lock(mutex_);
        return peers_++;
    }

    bool listen(int peer) {
        std::array<char, 4096> buffer{};
        const auto count = ::recv(peer, buffer.data(), buffer.size(), 0);
        if (count <= 0) return false;
        const std::lock_guard lock(mutex_);
        heard_.append(buffer.data(), static_cast<std::size_t>(count));
        return true;
    }

    const std::vector<Script> scripts_;
    mutable std::mutex mutex_;
    std::size_t peers_ = 0;
    std::string heard_;
    net::testing::LoopbackServer server_;  // Last: its thread uses all of the above.
};

}  // namespace primum::probes::testing

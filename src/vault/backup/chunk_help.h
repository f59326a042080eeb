// ChunkHelp: how a thread that cuts a large file hands chunks to threads that have nothing to do.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "vault/format/encoding.h"

namespace primum::vault {

// A chunk on its way into the store; its place in memory must not change while it is given away.
struct ChunkTask {
    Bytes buffer;  // The chunk is its first bytes.
    std::size_t length = 0;
    Hash chunk{};  // Once it is stored.
    std::optional<Error> failure;
    bool is_away = false;  // For the thread that cuts: it was given and not taken back.
    bool is_done = false;  // Guarded by who helps.
};

class ChunkHelp {
public:
    ChunkHelp() = default;
    virtual ~ChunkHelp() = default;
    ChunkHelp(const ChunkHelp&) = delete;
    ChunkHelp& operator=(const ChunkHelp&) = delete;

    // Whether a task that is given now has no other work before it.
    virtual bool is_welcome() = 0;
    virtual void give(ChunkTask& task) = 0;
    virtual bool is_done(const ChunkTask& task) = 0;
    // Waits until the task is done. False when nobody began it: it was taken back, undone.
    virtual bool wait_for(const ChunkTask& task) = 0;
};

}  // namespace primum::vault

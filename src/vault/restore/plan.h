// RestorePlan: pieces of files that are to be written, gathered until there are enough, then read
// chunk by chunk in the order of the packs, by several threads.
//
// One thread plans and calls run(); the threads of run() end before it returns.
#pragma once

#include <vector>

#include "os/stop.h"
#include "vault/chunk_source.h"
#include "vault/restore.h"
#include "vault/restore/target.h"

namespace primum::vault {

class RestorePlan {
public:
    using OnFinished = std::function<void(const TargetFile& file, const Result<bool>& outcome)>;

    // `on_finished` is called once for each file, from any thread but one at a time: whether it was
    // put back, and with all of its metadata.
    RestorePlan(ChunkSource& source, std::size_t threads, OnFinished on_finished)
        : source_(source), threads_(threads), on_finished_(std::move(on_finished)) {}

    // A piece of `file`, whose bytes are those of `extent`.
    void add(const std::shared_ptr<TargetFile>& file, std::uint64_t file_offset,
             const Extent& extent);
    // No further pieces of the file will come.
    void close(const std::shared_ptr<TargetFile>& file);

    bool is_full() const { return pieces_.size() >= pieces_max; }
    // Writes all pieces. ErrorKind::stopped after Ctrl-C; what fails is told to `on_finished`.
    Result<> run(const os::Stop& stop);

private:
    static constexpr std::size_t pieces_max = 8192;

    struct Piece {
        std::shared_ptr<TargetFile> file;  // Shared by its pieces, which end in any order.
        std::uint64_t file_offset = 0;
        Hash chunk{};
        std::uint64_t chunk_offset = 0;
        std::uint64_t length = 0;
        ChunkPlace place;
    };

    void write_chunk(std::span<const Piece> pieces);
    void write_piece(const Piece& piece, const Result<BytesView>& raw);
    void fail(TargetFile& file, const Error& error);
    void release(const std::shared_ptr<TargetFile>& file);
    std::unique_ptr<ReadingBench> take_bench();
    void give_back(std::unique_ptr<ReadingBench> bench);

    ChunkSource& source_;
    const std::size_t threads_;
    const OnFinished on_finished_;
    std::vector<Piece> pieces_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<ReadingBench>> benches_;
};

}  // namespace primum::vault

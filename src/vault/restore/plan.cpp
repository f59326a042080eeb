#include "vault/restore/plan.h"

#include <algorithm>

#include "base/parallel.h"

namespace primum::vault {

void RestorePlan::add(const std::shared_ptr<TargetFile>& file, std::uint64_t file_offset,
                      const Extent& extent) {
    ++file->pieces_left;
    pieces_.push_back({.file = file,
                       .file_offset = file_offset,
                       .chunk = extent.chunk,
                       .chunk_offset = extent.offset,
                       .length = extent.length});
}

void RestorePlan::close(const std::shared_ptr<TargetFile>& file) { release(file); }

void RestorePlan::fail(TargetFile& file, const Error& error) {
    if (file.failed.exchange(true)) return;
    const std::lock_guard lock(mutex_);
    on_finished_(file, Result<bool>(error));
}

// The last to let go of a file finishes it.
void RestorePlan::release(const std::shared_ptr<TargetFile>& file) {
    if (--file->pieces_left > 0 || file->failed) return;
    const auto outcome = file->finish();
    const std::lock_guard lock(mutex_);
    on_finished_(*file, outcome);
}

void RestorePlan::write_piece(const Piece& piece, const Result<BytesView>& raw) {
    const auto written = [&]() -> Result<> {
        if (piece.file->failed) return {};
        if (!raw) return raw.error();
        if (piece.chunk_offset > raw->size() || piece.length > raw->size() - piece.chunk_offset) {
            return broken({"un fichier dépasse son morceau", "a file exceeds its chunk"});
        }
        return piece.file->write(piece.file_offset, raw->subspan(piece.chunk_offset, piece.length));
    }();
    if (!written) fail(*piece.file, written.error());
    release(piece.file);
}

void RestorePlan::write_chunk(std::span<const Piece> pieces) {
    auto bench = take_bench();
    const auto raw = source_.read(ChunkKind::content, pieces.front().chunk, *bench);
    for (const auto& piece : pieces) write_piece(piece, raw);
    give_back(std::move(bench));
}

Result<> RestorePlan::run(const os::Stop& stop) {
    for (auto& piece : pieces_) {
        piece.place = TRY(source_.find(piece.chunk)).value_or(ChunkPlace{});
    }
    std::ranges::stable_sort(pieces_, [](const Piece& left, const Piece& right) {
        return std::tie(left.place.pack, left.place.offset, left.chunk) <
               std::tie(right.place.pack, right.place.offset, right.chunk);
    });
    std::vector<std::span<const Piece>> chunks;
    for (std::size_t begin = 0; begin < pieces_.size();) {
        auto end = begin + 1;
        while (end < pieces_.size() && pieces_[end].chunk == pieces_[begin].chunk) ++end;
        chunks.push_back(std::span(pieces_).subspan(begin, end - begin));
        begin = end;
    }
    parallel_for_each(chunks, threads_, [&](std::span<const Piece> pieces) {
        if (!stop.requested()) write_chunk(pieces);
    });
    pieces_.clear();
    return stop.requested() ? os::Stop::error() : Result<>();
}

std::unique_ptr<ReadingBench> RestorePlan::take_bench() {
    const std::lock_guard lock(mutex_);
    if (benches_.empty()) return std::make_unique<ReadingBench>(source_.keys());
    auto bench = std::move(benches_.back());
    benches_.pop_back();
    return bench;
}

void RestorePlan::give_back(std::unique_ptr<ReadingBench> bench) {
    const std::lock_guard lock(mutex_);
    benches_.push_back(std::move(bench));
}

}  // namespace primum::vault

// FaultyStorage: a storage that fails at one chosen call, and at all after it if so wished: a full
// disk, an input/output error, a disk that was pulled out.
#pragma once

#include <atomic>

#include "vault/storage/storage.h"

namespace primum::vault::testing {

class FaultyStorage : public Storage {
public:
    enum class Afterwards { works, fails };

    // `fails_at`: the number of the call that fails, from 0; a huge one never comes.
    FaultyStorage(Storage& under, std::uint64_t fails_at, Afterwards afterwards)
        : under_(under), fails_at_(fails_at), afterwards_(afterwards) {}

    std::uint64_t calls() const { return calls_; }

    Result<std::unique_ptr<PreparedObject>> prepare(const ObjectName& name,
                                                    std::span<const BytesView> parts) override {
        if (fails_now()) return fault();
        return std::unique_ptr<PreparedObject>(
            std::make_unique<Prepared>(*this, TRY(under_.prepare(name, parts))));
    }
    Result<Bytes> get(const ObjectName& name, std::uint64_t size_bytes_max) override {
        if (fails_now()) return fault();
        return under_.get(name, size_bytes_max);
    }
    Result<> read(const ObjectName& name, std::uint64_t offset,
                  std::span<std::byte> output) override {
        if (fails_now()) return fault();
        return under_.read(name, offset, output);
    }
    Result<std::size_t> read_some(const ObjectName& name, std::uint64_t offset,
                                  std::span<std::byte> output) override {
        if (fails_now()) return fault();
        return under_.read_some(name, offset, output);
    }
    Result<std::vector<ListedObject>> list(const ObjectFolder& folder) override {
        if (fails_now()) return fault();
        return under_.list(folder);
    }
    Result<std::vector<Id16>> list_computers(ObjectKind kind) override {
        if (fails_now()) return fault();
        return under_.list_computers(kind);
    }
    Result<std::optional<std::uint64_t>> free_bytes() override { return under_.free_bytes(); }

private:
    // Publishing is a call of its own.
    class Prepared : public PreparedObject {
    public:
        Prepared(FaultyStorage& storage, std::unique_ptr<PreparedObject> under)
            : storage_(storage), under_(std::move(under)) {}
        Result<PutOutcome> publish() override {
            if (storage_.fails_now()) return fault();
            return under_->publish();
        }

    private:
        FaultyStorage& storage_;
        std::unique_ptr<PreparedObject> under_;
    };

    bool fails_now() {
        const auto number = calls_++;
        return number == fails_at_ || (number > fails_at_ && afterwards_ == Afterwards::fails);
    }
    static Error fault() {
        return {ErrorKind::io, {"le disque est plein (simulé)", "the disk is full (simulated)"}};
    }

    Storage& under_;
    const std::uint64_t fails_at_;
    const Afterwards afterwards_;
    std::atomic<std::uint64_t> calls_ = 0;
};

}  // namespace primum::vault::testing

// The contract of every kind of Change, alone and in the Workshop's hands. A kind gives a World: a
// small world of its own that the change alters, and that can be told as a text.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>

#include "base/testing/temporary_folder.h"
#include "fixes/testing/killed_at.h"
#include "fixes/workshop.h"
#include "os/file.h"

namespace primum::fixes::testing {

// All files below a folder with their permissions and contents, one a line; of files longer than
// `bytes_max` that they are there.
inline std::string tell_folder(const std::filesystem::path& folder,
                               std::uintmax_t bytes_max = 10'000'000) {
    std::string text;
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        paths.push_back(entry.path());
    }
    std::ranges::sort(paths);
    for (const auto& path : paths) {
        const auto status = std::filesystem::symlink_status(path);
        text += fmt::format("{} {:o}", std::filesystem::relative(path, folder).string(),
                            static_cast<unsigned>(status.permissions()));
        if (std::filesystem::is_symlink(status)) {
            text += " -> " + std::filesystem::read_symlink(path).string();
        } else if (std::filesystem::is_regular_file(status)) {
            const auto bytes = std::filesystem::file_size(path);
            text += bytes > bytes_max ? " (long)" : " " + os::read_text(path, bytes_max).value();
        }
        text += "\n";
    }
    return text;
}

inline void write_file(const std::filesystem::path& path, std::string_view content) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << content;
}

class World {
public:
    World() { std::filesystem::create_directory(space()); }
    World(const World&) = delete;
    World& operator=(const World&) = delete;
    virtual ~World() = default;

    // Why this machine cannot have this world; empty when it can.
    virtual std::string impossible() const { return {}; }
    virtual Result<Changes> plan() = 0;
    virtual std::string tell() const { return tell_folder(space()); }
    // Whether what tell() says is the door closed, for worlds in which two closings differ (a
    // container holds random bytes).
    virtual bool is_closed() const = 0;
    virtual void meddle() = 0;  // Somebody else changes the same place, after the fix.
    virtual std::string password() const { return {}; }
    // How far apart the instants are at which it is killed: 1, unless each run takes long.
    virtual int stride() const { return 3; }

    std::filesystem::path space() const { return folder_ / "space"; }
    std::filesystem::path home() const { return folder_ / "home"; }

    Workshop workshop() const {
        auto opened = Workshop::open(home());
        // A command that a killed process had just started holds the lock until it is run.
        for (int tries = 0; !opened && tries < 500; ++tries) {
            ::usleep(10'000);
            opened = Workshop::open(home());
        }
        EXPECT_TRUE(opened) << opened.error().message.english;
        return std::move(opened).value();
    }
    Workshop::AskPassword ask() const {
        return [this](const std::string&) -> Result<std::string> { return password(); };
    }
    Result<unsigned> apply() {
        return workshop().apply("some-control", {"some subject"}, {.changes = TRY(plan())});
    }
    Result<> undo() {
        const auto bench = workshop();
        auto entries = TRY(bench.entries());
        return bench.undo(entries.back(), ask());
    }

private:
    TemporaryFolder folder_;
};

using MakeWorld = std::function<std::unique_ptr<World>()>;

struct Kind {
    std::string name;
    MakeWorld make;
};

class ChangeContract : public ::testing::TestWithParam<Kind> {
protected:
    void SetUp() override {
        world_ = GetParam().make();
        if (!world_->impossible().empty()) GTEST_SKIP() << world_->impossible();
        before_ = world_->tell();
    }

    std::unique_ptr<World> world_;
    std::string before_;
};

}  // namespace primum::fixes::testing

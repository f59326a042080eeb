// Measures the room against real files: testdata, set 10 (notes, lists, encrypted and compressed
// files).
#include <filesystem>
#include <map>
#include <sstream>

#include <gmock/gmock.h>

#include "base/byte_reader.h"
#include "base/text.h"
#include "content/file_shape.h"
#include "content/file_structure.h"
#include "content/testing/lists.h"

namespace primum::content {
namespace {

namespace fs = std::filesystem;

struct Labelled {
    fs::path path;
    std::string label;
};

std::vector<Labelled> labelled_files() {
    const char* folder = std::getenv("PRIMUM_TESTDATA");  // NOLINT(concurrency-mt-unsafe)
    const fs::path set =
        fs::path(folder == nullptr ? PRIMUM_SOURCE "/../shared/testdata" : folder) /
        "10-ransomware";
    std::vector<Labelled> files;
    if (!fs::exists(set / "labels.tsv")) return files;
    std::istringstream lines(testing::read_file(set / "labels.tsv"));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        const auto cells = split(line, '\t');
        if (cells.size() >= 2)
            files.push_back({set / std::string(cells[0]), std::string(cells[1])});
    }
    return files;
}

FileShape shape_of(const fs::path& path, const std::string& content) {
    const auto name = path.filename().string();
    ShapeSampler sampler(testing::signs(), name);
    sampler.update(as_bytes(content));
    return sampler.finish();
}

bool damaged(FileType type, const std::string& content) {
    const auto view = as_bytes(content);
    return is_damaged(type, content.size(), [&](auto offset, auto count) {
        return offset >= view.size() ? BytesView{}
                                     : view.subspan(offset, std::min(count, view.size() - offset));
    });
}

class RealFiles : public ::testing::Test {
protected:
    void SetUp() override {
        if (files_.empty()) GTEST_SKIP() << "no testdata: set PRIMUM_TESTDATA";
    }
    std::vector<Labelled> files_ = labelled_files();
};

TEST_F(RealFiles, letters_that_demand_a_ransom_are_told_from_honest_texts) {
    std::size_t letters = 0;
    std::size_t found = 0;
    for (const auto& [path, label] : files_) {
        const bool honest = label == "no:benign-note-like";
        if (label != "yes:ransom-note" && !honest) continue;
        const bool note = shape_of(path, testing::read_file(path)).type == FileType::ransom_note;
        EXPECT_FALSE(honest && note) << path;
        letters += honest ? 0 : 1;
        found += !honest && note ? 1 : 0;
        if (!honest && !note) std::cout << "missed: " << path.filename() << '\n';
    }
    std::cout << found << " of " << letters << " letters\n";
    EXPECT_GE(found * 100, letters * 94);
}

TEST_F(RealFiles, encrypted_files_have_lost_their_kind_or_their_structure) {
    std::map<std::string, std::pair<int, int>> seen;
    for (const auto& [path, label] : files_) {
        if (!label.starts_with("yes:encrypted")) continue;
        const auto content = testing::read_file(path);
        const auto shape = shape_of(path, content);
        const bool lost = !is_recognised(shape.type) || damaged(shape.type, content) ||
                          (shape.type == FileType::text && shape.noise_percent > 2);
        auto& [all, told] = seen[label];
        ++all;
        told += lost ? 1 : 0;
        if (!lost)
            std::cout << label << " not told: " << path.filename() << " " << name_of(shape.type)
                      << '\n';
    }
    for (const auto& [label, counts] : seen) {
        EXPECT_EQ(counts.first, counts.second) << label;
    }
}

TEST_F(RealFiles, compressed_and_honestly_encrypted_files_are_recognised_and_sound) {
    for (const auto& [path, label] : files_) {
        if (!label.starts_with("no:compressed") && label != "no:user-encrypted") continue;
        const auto content = testing::read_file(path);
        const auto shape = shape_of(path, content);
        const bool base64 = label == "no:compressed:b64";
        EXPECT_TRUE(base64 || is_recognised(shape.type)) << path << " " << name_of(shape.type);
        const bool fuzzed = contains(path.string(), "gofuzz");
        EXPECT_FALSE(!fuzzed && damaged(shape.type, content)) << path;
    }
}

}  // namespace
}  // namespace primum::content

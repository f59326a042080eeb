#include "probes/files/scan.h"

#include <sys/resource.h>

#include <gtest/gtest.h>

#include "base/testing/temporary_folder.h"
#include "os/file.h"
#include "probes/files/testing/catalogue_recogniser.h"

namespace primum::probes::files {
namespace {

// An invented person; the number has its right key and a department that does not exist.
const std::string letter =
    "Madame BRACHEROND Orlane, née le 12/03/1957\nNuméro de sécurité sociale : 257030012312335\n"
    "Suivie pour une hypertension artérielle. Ordonnance : AMLODIPINE 5 mg.\n";

class ScanTest : public ::testing::Test {
protected:
    ScanTest() : settings_{.texts = probes::testing::catalogue_texts(), .version = "1"} {
        settings_.programs.extract = os::program_directory().value() / "primum-extract";
        settings_.cache = other_folder_.path() / "files.cache";
    }

    std::vector<LookedAt> scan() {
        const ScanListener listener{
            [](const ScanProgress&) {},
            [&](const std::string& folder, const Sentence&) { unseen_.push_back(folder); },
            [](const std::string&) {}};
        return files::scan({{folder_.path().string()}, {}}, settings_, listener, stop_).value();
    }

    TemporaryFolder folder_, other_folder_;
    os::Stop stop_;
    ScanSettings settings_;
    std::vector<std::string> unseen_;
};

// A folder stays open as long as one of its files waits.
class FewOpenFiles {
public:
    explicit FewOpenFiles(rlim_t files) {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        const rlimit few{.rlim_cur = files, .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &few);
    }
    ~FewOpenFiles() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    FewOpenFiles(const FewOpenFiles&) = delete;
    FewOpenFiles& operator=(const FewOpenFiles&) = delete;

private:
    rlimit before_{};
};

TEST_F(ScanTest, more_folders_than_may_be_open_are_all_read) {
    constexpr std::size_t folders = 1500;
    for (std::size_t i = 0; i < folders; ++i) {
        folder_.write("d" + std::to_string(i) + "/a.txt", letter);
    }
    const FewOpenFiles few(512);
    EXPECT_EQ(scan().size(), folders);
    EXPECT_TRUE(unseen_.empty());
}

}  // namespace
}  // namespace primum::probes::files

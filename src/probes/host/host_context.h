// HostContext: what the probes of this computer share.
//
// Not thread-safe: they run one after the other.
#pragma once

#include <optional>

#include "base/time.h"
#include "os/file_tree.h"
#include "probes/host/packages.h"

namespace primum::probes {

class HostContext {
public:
    explicit HostContext(os::FileTree tree, Time at = primum::now())
        : tree_(std::move(tree)), now_(at) {}

    const os::FileTree& tree() const { return tree_; }
    Time now() const { return now_; }
    std::int64_t days_since(Time time) const {
        return std::chrono::floor<std::chrono::days>(now_ - time).count();
    }

    // Read at the first call: the lists are long.
    const Result<Packages>& packages() {
        if (!packages_) packages_ = read_packages(tree_);
        return *packages_;
    }

    // "this computer", or the root of the tree that is looked at instead.
    std::string scope() const {
        return tree_.is_running_system() ? "this computer" : tree_.root().string();
    }

private:
    os::FileTree tree_;
    Time now_;
    std::optional<Result<Packages>> packages_;
};

}  // namespace primum::probes

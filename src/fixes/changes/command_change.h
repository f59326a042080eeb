// CommandChange: something is switched by the system's own command, and back by another.
#pragma once

#include <string>
#include <vector>

#include "fixes/change.h"

namespace primum::fixes {

using Words = std::vector<std::string>;

class CommandChange : public Change {
public:
    static constexpr std::string_view kind = "command";

    struct Commands {
        Words apply;  // Both must be harmless when there is nothing left to do.
        Words revert;
        Words check;  // Tells whether it is done: by an answer of 0, or by another one.
        bool done_when_check_fails = false;
        // Answers 0 when nothing of it is done; empty for a command that does one thing, so that
        // what is not done is untouched.
        Words untouched = {};
    };

    static std::unique_ptr<Change> plan(Commands commands);
    static Result<std::unique_ptr<Change>> from(const Json& kept);

    Sentence show() const override;
    std::string place() const override;
    bool is_allowed() const override;
    Result<Stands> look() const override;
    Result<> apply() override;
    Result<> revert() override;
    Json keep() const override;
    void give_lock(int descriptor) override { lock_ = descriptor; }

private:
    explicit CommandChange(Commands commands) : commands_(std::move(commands)) {}

    Commands commands_;
    int lock_ = -1;
};

}  // namespace primum::fixes

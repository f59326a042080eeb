// RouterOpening: an opening of the Internet box is closed; going back opens it again.
#pragma once

#include "fixes/change.h"
#include "fixes/internet_box.h"

namespace primum::fixes {

class RouterOpening : public Change {
public:
    static constexpr std::string_view kind = "router-opening";

    // Asks the box where the opening leads, so that it can be made again. ErrorKind::not_found when
    // the box has no such opening, or cannot be spoken to.
    static Result<std::unique_ptr<Change>> close(const BoxAddress& box, const OpeningName& name);
    static Result<std::unique_ptr<Change>> from(const Json& kept);

    Sentence show() const override;
    std::string place() const override;
    bool is_allowed() const override { return true; }  // The box lets anybody on the network.
    Result<Stands> look() const override;
    bool look_is_proof() const override { return true; }  // The box answers for this one opening.
    Result<> apply() override;
    Result<> revert() override;
    Json keep() const override;

private:
    RouterOpening(BoxAddress box, OpeningName name, OpeningTarget target)
        : box_(box), name_(std::move(name)), target_(std::move(target)) {}

    BoxAddress box_;
    OpeningName name_;
    OpeningTarget target_;
};

}  // namespace primum::fixes

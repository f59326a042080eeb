#include "web/house.h"

namespace primum::web {

const Shelf& House::shelf() {
    std::call_once(shelf_read_, [this] { shelf_ = load_shelf(rules.catalogue); });
    return shelf_;
}

void House::tidy(Instant now) {
    if (!sessions.any_with_key(now)) ledger.close();
}

}  // namespace primum::web

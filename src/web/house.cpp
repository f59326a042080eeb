#include "web/house.h"

namespace primum::web {

const Shelf& House::shelf() {
    std::call_once(shelf_read_, [this] { shelf_ = load_shelf(rules.catalogue); });
    return shelf_;
}

void House::tidy(Instant now) {
    {
        const std::scoped_lock lock(book_mutex);
        // A file that cannot be read lets nobody in; it sends nobody out either.
        if (book.refresh()) sessions.keep_only(book.list());
    }
    if (!sessions.any_with_key(now)) ledger.close();
}

}  // namespace primum::web

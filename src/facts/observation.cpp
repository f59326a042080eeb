#include "facts/observation.h"

namespace primum::facts {

std::string_view name_of(Status status) {
    switch (status) {
        case Status::complete:
            return "complete";
        case Status::partial:
            return "partial";
        case Status::failed:
            return "failed";
    }
    CHECK(false);
    return {};
}

}  // namespace primum::facts

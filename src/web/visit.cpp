#include "web/visit.h"

namespace primum::web {

using accounts::Role;

bool Visit::may_decide() const { return role() == Role::in_charge; }
bool Visit::may_work() const { return role() != Role::data_protection_officer; }
bool Visit::may_answer() const { return role() == Role::in_charge || role() == Role::staff; }
bool Visit::sees_obligations() const { return role() != Role::technician; }

bool may_enter(Room room, const Visit& visit) {
    if (room == Room::street) return true;
    if (visit.session == nullptr) return false;
    switch (room) {
        case Room::street:
        case Room::hall:
            return true;
        case Room::workshop:
            return visit.may_work();
        case Room::desk:
            return visit.may_answer();
        case Room::obligations:
            return visit.sees_obligations();
        case Room::office:
            return visit.may_decide();
    }
    return false;
}

}  // namespace primum::web

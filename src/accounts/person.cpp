#include "accounts/person.h"

#include <array>

namespace primum::accounts {
namespace {

struct RoleName {
    Role role;
    std::string_view name;
    const char* french;
    const char* english;
};

constexpr std::array roles{
    RoleName{Role::in_charge, "in-charge", "responsable du cabinet", "person in charge"},
    RoleName{Role::staff, "staff", "membre de l'équipe", "member of staff"},
    RoleName{Role::data_protection_officer, "data-protection-officer",
             "délégué à la protection des données", "data protection officer"},
    RoleName{Role::technician, "technician", "technicien", "technician"},
};

}  // namespace

std::string_view name_of(Role role) { return roles.at(static_cast<std::size_t>(role)).name; }

std::optional<Role> role_of(std::string_view name) {
    for (const auto& known : roles) {
        if (known.name == name) return known.role;
    }
    return std::nullopt;
}

Sentence title_of(Role role) {
    const auto& known = roles.at(static_cast<std::size_t>(role));
    return {known.french, known.english};
}

}  // namespace primum::accounts

// Visit: one request of somebody that the door let in, and what pages answer it with.
#pragma once

#include <string>
#include <string_view>

#include "web/house.h"
#include "web/http/message.h"

namespace primum::web {

struct Visit {
    const Request& request;
    House& house;
    SessionNow session;  // Null before the sign-in.
    std::string token;   // Of the session; empty before the sign-in.
    std::string form_token;
    Language language = Language::french;

    const std::string& name() const { return session->person.name; }
    accounts::Role role() const { return session->person.role; }

    bool may_decide() const;        // Accept a door, accounts: the person in charge.
    bool may_work() const;          // Audit, repair, assign: all but the data protection officer.
    bool may_answer() const;        // For the practice: in charge, or staff.
    bool sees_obligations() const;  // All but a technician.
};

// What a visitor may be for a page to be shown.
enum class Room : std::uint8_t {
    street,       // Nobody need be signed in.
    hall,         // Whoever is signed in.
    workshop,     // Visit::may_work
    desk,         // Visit::may_answer
    obligations,  // Visit::sees_obligations
    office,       // Visit::may_decide
};

bool may_enter(Room room, const Visit& visit);

using Page = Answer (*)(Visit&);

struct Route {
    Method method = Method::get;
    std::string_view path;
    Page page = nullptr;
    Room room = Room::office;
};

// Every page there is: pages/routes.cpp.
const Route* find_route(Method method, std::string_view path);

// Who asks may not, or the page is not there.
Answer refused(Visit& visit, std::uint16_t status, const Sentence& why);
Answer failed(Visit& visit, const Error& error);  // Before anything was changed.
// The change was made; what follows it, the history or the facts, was not.
Answer kept_but(Visit& visit, const Error& error);

}  // namespace primum::web

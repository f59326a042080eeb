// Breaches: what is to be done, by when, and what the CNIL's form asks.
//
// Pure functions over a record's values. GDPR 33 and 34; the duty to notify has one exception when
// the CNIL itself told the practice (Conseil d'Etat 449694, 22 July 2022). When in doubt the answer
// is to notify: a notification too many harms nobody.
#pragma once

#include <optional>
#include <vector>

#include "base/time.h"
#include "compliance/record.h"

namespace primum::compliance {

constexpr std::chrono::hours notification_hours{72};  // Calendar hours: RGPD 33-1.
constexpr std::chrono::hours complaint_hours{72};     // Code des assurances L12-10-1.

enum class Duty : std::uint8_t {
    no,  // The answers given exclude it.
    yes,
    unclear,  // Answers are missing: act as if it were yes.
};

struct BreachDecision {
    Duty cnil = Duty::unclear;
    Duty patients = Duty::unclear;
    bool public_notice = false;    // Telling each would ask too much: a public notice instead.
    std::vector<Wording> because;  // One sentence for each decision, with its article.
};

BreachDecision decide(const Values& breach);

enum class BreachState : std::uint8_t {
    running,     // The 72 hours run, and the CNIL is to be told.
    overdue,     // They have passed: notify all the same, and say why it is late.
    incomplete,  // Notified a first time; the rest is to follow.
    to_tell,     // Notified; the patients are still to be told.
    recorded,    // Nothing is left to do but to keep it.
};
Wording words_of(BreachState state);

struct BreachClock {
    Time notify_by{};
    Time complain_by{};
    BreachState state = BreachState::running;
    std::chrono::minutes left{0};  // Until notify_by; negative past it.
};

// Requires values that the form of breaches accepted.
BreachClock clock_of(const Values& breach, Time at);

// What is to be done, the first thing first, in plain words.
std::vector<Wording> next_steps(const Values& breach, Time at);

std::vector<Refusal> check_breach(const Values& breach);

// What the CNIL's online form asks, in its order, with the answers: ready to be copied. Sections
// begin with a row that has a label and no answer. What is still missing says so.
struct FormLine {
    Wording label;
    std::string answer;
    bool is_section = false;
    bool is_missing = false;
};
std::vector<FormLine> cnil_form(const Values& breach, const Values& practice, Language language);

}  // namespace primum::compliance

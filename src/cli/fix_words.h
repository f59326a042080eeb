// What `primum fix` says: plans, verdicts, the list, interrupted fixes; and what it asks.
#pragma once

#include "cli/fix_facts.h"
#include "fixes/workshop.h"

namespace primum::cli {

void print(const std::string& text);                             // The result: standard output.
void print_message(const Sentence& message, Language language);  // Standard error.

bool ask_yes(const Sentence& question, Language language);

// One line of standard input, not shown on a terminal.
Result<std::string> read_secret_line();

Sentence plan_words(const fixes::Plan& plan, const fixes::Situation& situation);
Sentence secret_words(const fixes::Secret& secret);
Sentence done_words(unsigned number, const std::vector<Sentence>& next);
Sentence verdict_words(Verdict verdict);
Sentence undo_words(const fixes::Entry& entry);
Sentence list_words(const std::vector<Mendable>& mendable,
                    const std::vector<fixes::Entry>& entries);
Sentence interrupted(const fixes::Entry& entry);
Sentence recovered(const fixes::Recovered& one);

}  // namespace primum::cli

// What several pages say of the practice's obligations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compliance/ledger.h"
#include "web/pages/sheet.h"

namespace primum::web {

using compliance::Record;
using compliance::RecordKind;

// The kinds that a person reads and writes by themselves, each with its place in the contents.
struct KindPage {
    RecordKind kind;
    std::string_view path;  // "/requests"
    Sentence title;
    Sentence lead;
    Sentence add;  // What the button says.
};
const std::vector<KindPage>& kind_pages();
const KindPage* find_kind_page(RecordKind kind);

// Of its list; of the home page for a kind that has none.
std::string path_of(RecordKind kind);

std::string record_path(const Record& record);
std::string query_of(const Record& record);  // "?kind=request&number=12"
Answer no_such_record(Visit& visit);

// The record that "number" of an address or a form names, or "kind" and "number"; null when there
// is none.
const Record* find_record(const compliance::Ledger& ledger, RecordKind kind, const Fields& fields);
const Record* find_record(const compliance::Ledger& ledger, const Fields& fields);

// The data protection officer writes notes of their own, and nothing else.
bool may_write(const Visit& visit, RecordKind kind);

// One line that tells one record from another: "Demande n° 12 · Jeanne Exemple · accès".
std::string name_of(const Record& record, Language language);

// How it stands: a style ("late", "soon", "good", ""), and words. Nothing where nothing runs.
struct Standing {
    std::string style;
    Sentence words;
    std::optional<Time> due;  // The instant that it runs to.
    bool is_met = false;      // Something else remains: `due` orders it, and is not said.
};
std::optional<Standing> standing_of(const Record& record, Time at);

// What runs out next, the first first: requests, breaches, letters, contracts, certificates.
struct Due {
    const Record* record = nullptr;
    Standing standing;
};
std::vector<Due> all_due(const compliance::Ledger& ledger, Time at);
void write_due_item(Sheet& sheet, const Due& due);  // As <li>.

// Links to one document in each of its forms. `path` has its query, if any, and no "form".
void write_document_links(Sheet& sheet, const std::string& path);

// The measures of security of the register's list that the facts show.
std::vector<Sentence> measures_seen(const Visit& visit);

// Asks for the ledger with the visitor's key.
Result<LedgerDesk::Lent> lend_ledger(const Visit& visit);

}  // namespace primum::web

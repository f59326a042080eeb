// Practice: what the pages ask of the rest of the program. `cli` answers.
//
// The server has few rights and holds no key of the vault: what needs more is asked of another
// process by whoever implements this. Thread-safe: called from many threads at once. `by` is the
// name of the account that asks.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "compliance/ledger.h"
#include "compliance/register.h"
#include "web/known.h"

namespace primum::web {

struct AuditWish {
    bool host = true;
    bool files = false;
    std::vector<std::string> folders;
    std::string lan;      // "auto", a CIDR, or empty: no network.
    std::string consent;  // Who agrees to have it looked at; needed with a network.
    std::string domain;   // The practice's Internet domain, or empty.
};

struct AuditState {
    bool running = false;
    bool stopping = false;
    std::optional<Time> started_at;
    std::optional<Time> ended_at;
    Sentence doing;                // What is being looked at.
    std::size_t steps = 0;         // That were begun.
    std::optional<Error> failure;  // How the last one ended, when it did not end well.
};

// What a repair would change, or what it did, line by line as the program says it.
struct Repair {
    std::string text;
    bool was_refused = false;  // Nothing was planned or done: the text says why.
};

struct MadeReport {
    std::string type;  // Of media.
    std::string bytes;
};

class Practice {
public:
    Practice() = default;
    Practice(const Practice&) = delete;
    Practice& operator=(const Practice&) = delete;
    virtual ~Practice() = default;

    virtual Result<KnownNow> known() = 0;

    struct Accepting {
        std::string control;
        std::string subject;  // Empty: all that the control finds.
        std::string reason;
        std::string until;  // "2027-01-31"
    };
    virtual Result<> accept(const Accepting& accepting, const std::string& by) = 0;
    virtual Result<> revoke(const std::string& control, const std::string& subject) = 0;
    virtual Result<> assign(const std::string& control, const std::string& to,
                            const std::string& by) = 0;
    virtual Result<> answer(const std::string& question, const std::string& value,
                            const std::string& by) = 0;

    // What the ledger tells the facts, after every change of it.
    virtual Result<> tell(const compliance::Ledger& ledger) = 0;
    // The measures of security that the facts show; none, too, where they cannot be asked.
    virtual std::vector<Sentence> measures_seen(const compliance::RegisterTemplate& made) = 0;
    // Of a page of ours, with nothing from outside.
    virtual Result<std::string> pdf_of(const std::string& html) = 0;

    virtual AuditState audit() = 0;
    virtual Result<> start_audit(const AuditWish& wish, Language language) = 0;
    virtual Result<> stop_audit() = 0;

    virtual Result<Repair> preview_repair(const std::string& control, Language language) = 0;
    virtual Result<Repair> make_repair(const std::string& control, Language language) = 0;
    // How the newest repair of the control is put back as before; and putting it back.
    virtual Result<Repair> preview_undoing(const std::string& control, Language language) = 0;
    virtual Result<Repair> undo_repair(const std::string& control, Language language) = 0;
    // Looks again at what one control is about, in the background as an audit does.
    virtual Result<> look_again(const std::string& control, Language language) = 0;

    // `form` is one of report_forms().
    virtual std::vector<std::string> report_forms() const = 0;
    virtual Result<MadeReport> make_report(const std::string& form, Language language) = 0;
};

}  // namespace primum::web

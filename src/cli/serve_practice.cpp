#include "cli/serve_practice.h"

#include "base/text.h"
#include "cli/acceptances.h"
#include "cli/answers.h"
#include "cli/assignments.h"
#include "cli/office_facts.h"
#include "cli/pdf.h"
#include "cli/places.h"
#include "cli/report_forms.h"
#include "cli/serve_known.h"
#include "compliance/observe.h"
#include "facts/tables.h"
#include "os/command.h"
#include "os/file.h"

namespace primum::cli {
namespace {

constexpr std::chrono::milliseconds between_looks{1'000};
constexpr std::chrono::minutes fix_time_max{5};

std::filesystem::file_time_type changed_at(const std::filesystem::path& file) {
    std::error_code failure;
    return std::filesystem::last_write_time(file, failure);
}

std::string type_of(const std::string& form) {
    if (form == "html") return "text/html; charset=utf-8";
    if (form == "pdf") return "application/pdf";
    if (form == "csv") return "text/csv; charset=utf-8";
    if (form == "text") return "text/plain; charset=utf-8";
    return form == "ciso-assistant" ? "application/yaml" : "application/json";
}

// Under a part's name as `primum audit --only` takes it.
std::string parts_of(const web::AuditWish& wish) {
    std::string parts;
    const auto add = [&](bool wanted, const char* part) {
        if (wanted) parts += (parts.empty() ? "" : ",") + std::string(part);
    };
    add(wish.host, "host");
    add(!wish.lan.empty(), "network");
    add(!wish.folders.empty(), "files");
    add(!wish.domain.empty(), "hosting");
    return parts;
}

}  // namespace

ServedPractice::ServedPractice(std::filesystem::path home, std::string catalogue)
    : home_(std::move(home)),
      store_(home_ / "facts.db"),
      wanted_catalogue_(std::move(catalogue)),
      watch_([this](const std::stop_token& stop) { watch(stop); }) {}

ServedPractice::~ServedPractice() = default;

ServedPractice::Mark ServedPractice::mark() const {
    return {.database = changed_at(store_),
            .log = changed_at(home_ / "facts.db-wal"),
            .day = std::chrono::floor<std::chrono::days>(now()).time_since_epoch().count()};
}

void ServedPractice::watch(const std::stop_token& stop) {
    read_again();
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        changed_.wait_for(lock, stop, between_looks, [] { return false; });
        if (stop.stop_requested() || mark() == read_mark_) continue;
        lock.unlock();
        read_again();
        lock.lock();
    }
}

Result<std::shared_ptr<const controls::Catalogue>> ServedPractice::catalogue() {
    if (catalogue_ != nullptr) return catalogue_;
    const auto directory = TRY(catalogue_directory(wanted_catalogue_));
    auto loaded = TRY(controls::Catalogue::load(directory));
    catalogue_ = std::make_shared<const controls::Catalogue>(std::move(loaded));
    return catalogue_;
}

// The mark is taken first: what changes while we read is read again.
void ServedPractice::read_again() {
    const std::scoped_lock reading(reading_mutex_);
    const auto marked = mark();
    const auto before = [&] {
        const std::scoped_lock lock(mutex_);
        return known_ && *known_ ? **known_ : web::KnownNow{};
    }();
    const auto known = [&]() -> Result<web::KnownNow> {
        return read_known(TRY(catalogue()), store_, before.get());
    }();
    const std::scoped_lock lock(mutex_);
    known_ = known;
    read_mark_ = marked;
    changed_.notify_all();
}

Result<web::KnownNow> ServedPractice::known() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return known_.has_value(); });
    CHECK(known_);
    return *known_;
}

Result<> ServedPractice::accept(const Accepting& accepting, const std::string& by) {
    const auto current = TRY(known());
    if (!current->ever_looked) {
        return Error{ErrorKind::usage,
                     {"Rien n'a encore été regardé.", "Nothing has been looked at yet."}};
    }
    auto store = TRY(store::Store::open(store_));
    TRY(keep_acceptance({.control = accepting.control,
                         .subject = accepting.subject,
                         .reason = accepting.reason,
                         .until = accepting.until,
                         .by = by},
                        *current->catalogue, store));
    read_again();
    return {};
}

Result<> ServedPractice::revoke(const std::string& control, const std::string& subject) {
    auto store = TRY(store::Store::open(store_));
    TRY(revoke_acceptance(control, subject, store));
    read_again();
    return {};
}

Result<> ServedPractice::assign(const std::string& control, const std::string& to,
                                const std::string& by) {
    const auto current = TRY(known());
    if (current->catalogue->find_control(control) == nullptr) {
        return Error{ErrorKind::usage, {"Ce contrôle n'existe pas.", "There is no such control."}};
    }
    TRY(keep_assignment(
        home_ / assignments_file,
        {.control = control, .to = printable(to), .by = printable(by), .at = format_time(now())}));
    read_again();
    return {};
}

Result<> ServedPractice::answer(const std::string& question, const std::string& value,
                                const std::string& by) {
    const auto current = TRY(known());
    const auto* asked = current->catalogue->find_question(question);
    if (asked == nullptr) {
        return Error{ErrorKind::usage,
                     {"Cette question n'existe pas.", "There is no such question."}};
    }
    if (value.empty()) {
        return Error{ErrorKind::usage, {"Choisissez une réponse.", "Choose an answer."}};
    }
    const auto meant = TRY(meant_answer(*asked, value, Language::french));
    auto store = TRY(store::Store::open(store_));
    TRY(keep_answer(store, store::outside_any_run,
                    {.question = asked->id,
                     .value = meant,
                     .answered_at = format_time(now()),
                     .answered_by = printable(by)}));
    read_again();
    return {};
}

Result<> ServedPractice::tell(const compliance::Ledger& ledger) {
    auto store = TRY(store::Store::open(store_));
    TRY(store.record(store::outside_any_run, compliance::observe(ledger, now())));
    return {};  // Watching will read it anew: no page waits for the controls.
}

std::vector<Sentence> ServedPractice::measures_seen(const compliance::RegisterTemplate& made) {
    const auto store = store::Store::open_read_only(store_);
    return store ? cli::measures_seen(made, *store) : std::vector<Sentence>();
}

Result<std::string> ServedPractice::pdf_of(const std::string& html) { return cli::pdf_of(html); }

Result<std::vector<std::string>> ServedPractice::own_command(Language language) const {
    std::vector<std::string> argv{TRY(os::program_file()).string(), "--lang",
                                  language == Language::english ? "en" : "fr"};
    if (!wanted_catalogue_.empty()) {
        argv.insert(argv.end(), {"--catalogue", std::filesystem::absolute(wanted_catalogue_)});
    }
    return argv;
}

Result<> ServedPractice::start_audit(const web::AuditWish& wish, Language language) {
    auto argv = TRY(own_command(language));
    // "=" keeps a text that begins with "-" from being read as an option.
    argv.insert(argv.end(), {"audit", "--progress", "--only=" + parts_of(wish)});
    for (const auto& folder : wish.folders) argv.push_back("--path=" + folder);
    if (!wish.domain.empty()) argv.push_back("--domain=" + wish.domain);
    if (!wish.lan.empty()) {
        argv.push_back("--lan=" + wish.lan);
        argv.push_back("--consent=" + wish.consent);
    }
    return audit_.start(std::move(argv), [this] { read_again(); });
}

Result<web::Repair> ServedPractice::run_fix(std::vector<std::string> words, Language language) {
    os::Command command{.argv = TRY(own_command(language))};
    command.argv.emplace_back("fix");
    command.argv.insert(command.argv.end(), words.begin(), words.end());
    command.time = fix_time_max;
    command.environment = {"PRIMUM_HOME=" + std::filesystem::absolute(home_).string()};
    auto answer = TRY(os::run_command(command));
    read_again();
    const bool nothing_done = answer.status == 2 || answer.status >= 126;
    return web::Repair{.text = answer.output + answer.errors, .was_refused = nothing_done};
}

Result<web::Repair> ServedPractice::repair(const std::string& control, const char* how,
                                           Language language) {
    if (TRY(known())->mendable.contains(control)) return run_fix({control, how}, language);
    return Error{ErrorKind::usage,
                 {"Primum ne sait pas réparer cela.", "Primum cannot mend this."}};
}

Result<web::Repair> ServedPractice::undo(const std::string& control, const char* how,
                                         Language language) {
    if (TRY(known())->undoable.contains(control)) return run_fix({"undo", control, how}, language);
    return Error{ErrorKind::usage,
                 {"Primum n'a rien changé là qu'il puisse remettre comme avant.",
                  "Primum has changed nothing there that it could put back."}};
}

Result<web::Repair> ServedPractice::preview_repair(const std::string& control, Language language) {
    return repair(control, "--dry-run", language);
}

Result<web::Repair> ServedPractice::make_repair(const std::string& control, Language language) {
    return repair(control, "--yes", language);
}

Result<web::Repair> ServedPractice::preview_undoing(const std::string& control, Language language) {
    return undo(control, "--dry-run", language);
}

Result<web::Repair> ServedPractice::undo_repair(const std::string& control, Language language) {
    return undo(control, "--yes", language);
}

Result<> ServedPractice::look_again(const std::string& control, Language language) {
    if (TRY(known())->catalogue->find_control(control) == nullptr) {
        return Error{ErrorKind::usage, {"Ce contrôle n'existe pas.", "There is no such control."}};
    }
    auto argv = TRY(own_command(language));
    argv.insert(argv.end(), {"fix", "look", control, "--progress"});
    return audit_.start(std::move(argv), [this] { read_again(); });
}

std::vector<std::string> ServedPractice::report_forms() const {
    std::vector<std::string> forms;
    for (const auto& form : cli::report_forms()) {
        if (check_form(form)) forms.push_back(form);
    }
    return forms;
}

Result<web::MadeReport> ServedPractice::make_report(const std::string& form, Language language) {
    const auto current = TRY(known());
    return web::MadeReport{
        .type = type_of(form),
        .bytes = TRY(make_form(form, current->report, language, report::Style::plain))};
}

}  // namespace primum::cli

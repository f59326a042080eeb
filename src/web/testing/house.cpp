#include "web/testing/house.h"

#include "base/text.h"

namespace primum::web::testing {
namespace {

controls::Control control(const char* id, controls::Severity severity, Sentence title) {
    controls::Control made;
    made.id = id;
    made.severity = severity;
    made.title = std::move(title);
    made.why = {"Parce que.", "Because."};
    made.fix = {{"Fermez-la.", "Close it."}};
    made.cites = {"rgpd-32"};
    made.file = "controls/network/x.yaml";
    return made;
}

Error unknown() { return {ErrorKind::usage, {"inconnu", "unknown"}}; }

}  // namespace

InventedPractice::InventedPractice() {
    catalogue_ = std::make_shared<controls::Catalogue>();
    catalogue_->controls.push_back(control("net-open", controls::Severity::critical,
                                           {"Une porte est ouverte", "A door is open"}));
    catalogue_->controls.push_back(
        control("net-fine", controls::Severity::low, {"Tout va bien", "All is well"}));
    catalogue_->references.push_back({.id = "rgpd-32",
                                      .title = {"RGPD, article 32", "GDPR, article 32"},
                                      .checked = "2026-11-20",
                                      .confidence = controls::Reference::Confidence::medium});
    known_ = std::make_shared<Known>();
    known_->catalogue = catalogue_;
    known_->ever_looked = true;
    controls::Finding open{.control = &catalogue_->controls[0],
                           .status = controls::Status::fail,
                           .severity = controls::Severity::critical};
    for (const char* name : {"10.0.0.3:104", "10.0.0.4:104", "<b>10.0.0.5</b>"}) {
        open.subjects.push_back({.name = name, .severity = controls::Severity::critical});
    }
    known_->report.findings = {
        open, {.control = &catalogue_->controls[1], .status = controls::Status::pass}};
    known_->report.exposed = {
        .patients = 12, .records = 30, .doors = {{"net-open", "10.0.0.3:104", "10.0.0.3", 12, 30}}};
    known_->failures = report::failures(known_->report.findings, known_->report.acceptances);
    known_->mendable = {"net-open"};
}

Result<> InventedPractice::accept(const Accepting& accepting, const std::string& by) {
    if (accepting.control != "net-open" || accepting.until.size() != 10) return unknown();
    asked.push_back("accept " + accepting.control + " until " + accepting.until + " by " + by);
    return {};
}

Result<> InventedPractice::revoke(const std::string& revoked, const std::string& subject) {
    asked.push_back("revoke " + revoked + subject);
    return {};
}

Result<> InventedPractice::assign(const std::string& assigned, const std::string& to,
                                  const std::string& by) {
    asked.push_back("assign " + assigned + " to " + to + " by " + by);
    return {};
}

Result<> InventedPractice::answer(const std::string& question, const std::string& value,
                                  const std::string& by) {
    asked.push_back("answer " + question + " " + value + " by " + by);
    return {};
}

Result<> InventedPractice::tell(const compliance::Ledger& ledger) {
    if (fails_to_tell) return Error{ErrorKind::io, {"plus de place", "no room"}};
    asked.push_back("tell " + std::to_string(ledger.history().size()));
    return {};
}

Result<> InventedPractice::start_audit(const AuditWish& wish, Language /*language*/) {
    if (audit_.running) return unknown();
    audit_.running = true;
    asked.push_back("audit " + wish.lan + wish.consent);
    return {};
}

Result<> InventedPractice::stop_audit() {
    audit_.running = false;
    asked.emplace_back("stop");
    return {};
}

Result<Repair> InventedPractice::preview_repair(const std::string& repaired,
                                                Language /*language*/) {
    return Repair{.text = "- open\n+ closed " + repaired};
}

Result<Repair> InventedPractice::make_repair(const std::string& repaired, Language /*language*/) {
    asked.push_back("repair " + repaired);
    return Repair{.text = "done"};
}

Result<Repair> InventedPractice::preview_undoing(const std::string& repaired,
                                                 Language /*language*/) {
    return Repair{.text = "- closed\n+ open " + repaired};
}

Result<Repair> InventedPractice::undo_repair(const std::string& repaired, Language /*language*/) {
    asked.push_back("undo " + repaired);
    return Repair{.text = "put back"};
}

Result<> InventedPractice::look_again(const std::string& control, Language /*language*/) {
    asked.push_back("look " + control);
    return {};
}

Result<MadeReport> InventedPractice::make_report(const std::string& form, Language /*language*/) {
    return MadeReport{.type = "application/json", .bytes = "{\"form\":\"" + form + "\"}"};
}

HouseForTests::HouseForTests(bool over_tls) {
    // The least that Argon2id takes: these tests are not about its cost.
    auto book = accounts::AccountBook::open(folder_ / "accounts.json",
                                            {.cost = {.passes = 1, .memory_kib = 8}});
    auto deeds = Deeds::open(folder_ / "deeds.jsonl");
    CHECK(book && deeds);
    house_ = std::make_unique<House>(HouseRules{.host_names = {"localhost", "127.0.0.1"},
                                                .over_tls = over_tls,
                                                .first_token = first_token,
                                                .language = Language::french,
                                                .ledger = folder_ / "ledger",
                                                .catalogue = PRIMUM_CATALOGUE},
                                     practice_, std::move(*book), std::move(*deeds));
}

accounts::AccountBook HouseForTests::book_of_another_process() const {
    auto book = accounts::AccountBook::open(folder_ / "accounts.json",
                                            {.cost = {.passes = 1, .memory_kib = 8}});
    CHECK(book);
    return std::move(*book);
}

void HouseForTests::open_first_account(const std::string& name) {
    auto made = house_->book.create_first(
        {.name = name, .passphrase = passphrase, .role = accounts::Role::in_charge});
    CHECK(made);
    first_ = std::move(*made);
}

void HouseForTests::open_account(const std::string& name, accounts::Role role) {
    CHECK(first_ &&
          house_->book.add(*first_, {.name = name, .passphrase = passphrase, .role = role}));
}

Request Visitor::request_for(Method method, const std::string& path_and_query) const {
    Request request{.method = method, .host = "localhost:7717", .address = address_};
    const auto mark = path_and_query.find('?');
    request.path = path_and_query.substr(0, mark);
    if (mark != std::string::npos) request.query = *Fields::parse(path_and_query.substr(mark + 1));
    for (const auto& [name, value] : cookies_) {
        if (!request.cookie.empty()) request.cookie += "; ";
        request.cookie.append(name).append("=").append(value);
    }
    return request;
}

Answer Visitor::send(const Request& request) {
    auto answered = answer(house_.house(), request, house_.now);
    keep_cookies(answered);
    constexpr std::string_view mark = "name=\"token\" value=\"";
    const auto at = answered.body.find(mark);
    if (at != std::string::npos) token_ = answered.body.substr(at + mark.size(), 64);
    return answered;
}

Answer Visitor::get(const std::string& path_and_query) {
    return send(request_for(Method::get, path_and_query));
}

Answer Visitor::post(const std::string& path, Fields form) {
    auto request = request_for(Method::post, path);
    if (!form.has("token")) CHECK(form.add("token", token_));
    request.form = std::move(form);
    request.origin = "http://localhost:7717";
    request.fetch_site = "same-origin";
    return send(request);
}

Answer Visitor::sign_in(const std::string& name, const std::string& passphrase) {
    get("/sign-in");
    auto answered = post("/sign-in", form_of({{"name", name}, {"passphrase", passphrase}}));
    get("/me");
    return answered;
}

void Visitor::keep_cookies(const Answer& answer) {
    for (const auto& [name, value] : answer.headers) {
        if (name != "Set-Cookie") continue;
        const auto equals = value.find('=');
        const auto end = value.find(';');
        const auto kept = value.substr(equals + 1, end - equals - 1);
        if (kept.empty()) {
            cookies_.erase(value.substr(0, equals));
        } else {
            cookies_[value.substr(0, equals)] = kept;
        }
    }
}

std::string header_of(const Answer& answer, const std::string& name) {
    for (const auto& [each, value] : answer.headers) {
        if (each == name) return value;
    }
    return {};
}

Fields form_of(std::initializer_list<std::pair<const char*, std::string>> fields) {
    Fields form;
    for (const auto& [name, value] : fields) CHECK(form.add(name, value));
    return form;
}

}  // namespace primum::web::testing

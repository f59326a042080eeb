// A house for tests: real accounts and history in a folder of its own, an invented practice, and
// somebody at the door who keeps their cookies as a browser does.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/testing/temporary_folder.h"
#include "web/gate.h"

namespace primum::web::testing {

// One control that fails at three subjects, one that passes; decisions are remembered.
class InventedPractice final : public Practice {
public:
    InventedPractice();

    Result<KnownNow> known() override { return KnownNow(known_); }
    Result<> accept(const Accepting& accepting, const std::string& by) override;
    Result<> revoke(const std::string& control, const std::string& subject) override;
    Result<> assign(const std::string& control, const std::string& to,
                    const std::string& by) override;
    Result<> answer(const std::string& question, const std::string& value,
                    const std::string& by) override;
    Result<> tell(const compliance::Ledger& ledger) override;
    std::vector<Sentence> measures_seen(const compliance::RegisterTemplate& /*made*/) override {
        return {};
    }
    Result<std::string> pdf_of(const std::string& html) override {
        while_making_pdf();
        return "%PDF of " + html;
    }
    AuditState audit() override { return audit_; }
    Result<> start_audit(const AuditWish& wish, Language language) override;
    Result<> stop_audit() override;
    Result<Repair> preview_repair(const std::string& control, Language language) override;
    Result<Repair> make_repair(const std::string& control, Language language) override;
    Result<Repair> preview_undoing(const std::string& control, Language language) override;
    Result<Repair> undo_repair(const std::string& control, Language language) override;
    Result<> look_again(const std::string& control, Language language) override;
    std::vector<std::string> report_forms() const override { return {"json"}; }
    Result<MadeReport> make_report(const std::string& form, Language language) override;

    Known& change() { return *known_; }
    bool fails_to_tell = false;
    std::function<void()> while_making_pdf = [] {};

    std::vector<std::string> asked;  // What was decided, in words.

private:
    std::shared_ptr<controls::Catalogue> catalogue_;
    std::shared_ptr<Known> known_;
    AuditState audit_;
};

class HouseForTests {
public:
    static constexpr const char* passphrase = "correct horse battery";
    static constexpr const char* first_token = "the-first-token";

    explicit HouseForTests(bool over_tls = false);
    HouseForTests(const HouseForTests&) = delete;
    HouseForTests& operator=(const HouseForTests&) = delete;

    // Opens the first account, and others with the same passphrase.
    void open_first_account(const std::string& name);
    void open_account(const std::string& name, accounts::Role role);

    // The same file, as the command line opens it.
    accounts::AccountBook book_of_another_process() const;

    House& house() { return *house_; }
    InventedPractice& practice() { return practice_; }
    Instant now = std::chrono::steady_clock::now();

private:
    TemporaryFolder folder_;
    InventedPractice practice_;
    std::unique_ptr<House> house_;
    std::optional<accounts::SignedIn> first_;
};

class Visitor {
public:
    explicit Visitor(HouseForTests& house, std::string address = "127.0.0.1")
        : house_(house), address_(std::move(address)) {}

    Answer get(const std::string& path_and_query);
    // With the token of the last page that was got, unless the form has one.
    Answer post(const std::string& path, Fields form);
    Answer sign_in(const std::string& name,
                   const std::string& passphrase = HouseForTests::passphrase);

    Request request_for(Method method, const std::string& path_and_query) const;
    Answer send(const Request& request);
    std::string token() const { return token_; }
    bool has_cookie(const std::string& name) const { return cookies_.contains(name); }

private:
    void keep_cookies(const Answer& answer);

    HouseForTests& house_;
    std::string address_;
    std::map<std::string, std::string> cookies_;
    std::string token_;
};

// The value of a header of an answer; empty when there is none.
std::string header_of(const Answer& answer, const std::string& name);

Fields form_of(std::initializer_list<std::pair<const char*, std::string>> fields);

}  // namespace primum::web::testing

// ServedPractice: answers what the dashboard asks of the rest of the program.
//
// What was seen is read once, and anew when the store changes or the day does. What needs rights or
// long work is asked of another process of this program: audits and fixes.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "cli/serve_audit.h"
#include "web/practice.h"

namespace primum::cli {

class ServedPractice final : public web::Practice {
public:
    // `catalogue`: as on the command line, empty for the usual place. Begins to read at once.
    ServedPractice(std::filesystem::path home, std::string catalogue);
    ~ServedPractice() override;

    Result<web::KnownNow> known() override;
    Result<> accept(const Accepting& accepting, const std::string& by) override;
    Result<> revoke(const std::string& control, const std::string& subject) override;
    Result<> assign(const std::string& control, const std::string& to,
                    const std::string& by) override;
    Result<> answer(const std::string& question, const std::string& value,
                    const std::string& by) override;

    Result<> tell(const compliance::Ledger& ledger) override;
    std::vector<Sentence> measures_seen(const compliance::RegisterTemplate& made) override;
    Result<std::string> pdf_of(const std::string& html) override;

    web::AuditState audit() override { return audit_.state(); }
    Result<> start_audit(const web::AuditWish& wish, Language language) override;
    Result<> stop_audit() override { return audit_.stop(); }

    Result<web::Repair> preview_repair(const std::string& control, Language language) override;
    Result<web::Repair> make_repair(const std::string& control, Language language) override;
    Result<web::Repair> preview_undoing(const std::string& control, Language language) override;
    Result<web::Repair> undo_repair(const std::string& control, Language language) override;
    Result<> look_again(const std::string& control, Language language) override;

    std::vector<std::string> report_forms() const override;
    Result<web::MadeReport> make_report(const std::string& form, Language language) override;

private:
    // What tells whether the store has changed.
    struct Mark {
        std::filesystem::file_time_type database;
        std::filesystem::file_time_type log;
        std::int64_t day = 0;
        bool operator==(const Mark&) const = default;
    };
    Mark mark() const;
    void watch(const std::stop_token& stop);
    void read_again();
    Result<std::shared_ptr<const controls::Catalogue>> catalogue();
    Result<std::vector<std::string>> own_command(Language language) const;
    Result<web::Repair> run_fix(std::vector<std::string> words, Language language);
    Result<web::Repair> repair(const std::string& control, const char* how, Language language);
    Result<web::Repair> undo(const std::string& control, const char* how, Language language);

    const std::filesystem::path home_;
    const std::filesystem::path store_;
    const std::string wanted_catalogue_;

    std::mutex reading_mutex_;  // One reads at a time.
    std::shared_ptr<const controls::Catalogue> catalogue_;

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::optional<Result<web::KnownNow>> known_;  // Nothing until the first was read.
    Mark read_mark_;

    BackgroundAudit audit_;
    std::jthread watch_;  // Last: it uses the others.
};

}  // namespace primum::cli

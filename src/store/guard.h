// Guard: lets SQL from outside (a control, `primum query`) read facts and do nothing else.
//
// Installed once as the connection's authorizer; it lets everything pass until watch() makes it
// strict. SQLite asks it at preparation, and again when a schema change makes it prepare anew.
#pragma once

#include <set>
#include <string>
#include <string_view>

struct sqlite3;

namespace primum::store {

class Guard {
public:
    // While it lives the guard is strict, and notes which tables of facts are read.
    class Watch {
    public:
        explicit Watch(Guard& guard);
        ~Watch();
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;
        const std::set<std::string>& tables() const { return guard_.tables_; }
        bool refused() const { return guard_.refused_; }

    private:
        Guard& guard_;
    };

    Guard();
    void install(sqlite3* database);

private:
    static int authorize(void* guard, int action, const char* first, const char* second,
                         const char* database, const char* view);
    bool allows(int action, std::string_view first, std::string_view second);
    bool allows_reading(std::string_view table, std::string_view column);

    bool strict_ = false;
    bool refused_ = false;
    std::set<std::string> tables_;                 // Read since the watch began.
    std::set<std::string, std::less<>> readable_;  // Every view and table of facts.
};

}  // namespace primum::store

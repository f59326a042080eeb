// Every page there is: which path and which role open it.
#include <algorithm>
#include <array>

#include "web/pages/pages.h"

namespace primum::web {
namespace {

using enum Method;

constexpr std::array routes{
    Route{get, "/first", first_page, Room::street},
    Route{post, "/first", make_first_account, Room::street},
    Route{get, "/sign-in", sign_in_page, Room::street},
    Route{post, "/sign-in", sign_in, Room::street},
    Route{post, "/sign-out", sign_out, Room::hall},

    Route{get, "/", home_page, Room::hall},
    Route{get, "/findings", findings_page, Room::hall},
    Route{get, "/finding", finding_page, Room::hall},
    Route{post, "/finding/accept", accept_finding, Room::office},
    Route{post, "/finding/revoke", revoke_finding, Room::office},
    Route{post, "/finding/assign", assign_finding, Room::workshop},
    Route{get, "/repair", repair_page, Room::workshop},
    Route{post, "/finding/look", look_again, Room::workshop},
    Route{post, "/repair", make_repair, Room::workshop},
    Route{get, "/repair/undo", undo_page, Room::workshop},
    Route{post, "/repair/undo", undo_repair, Room::workshop},

    Route{get, "/network", network_page, Room::hall},
    Route{get, "/files", files_page, Room::hall},
    Route{get, "/backups", backups_page, Room::hall},
    Route{get, "/audit", audit_page, Room::hall},
    Route{post, "/audit", start_audit, Room::workshop},
    Route{post, "/audit/stop", stop_audit, Room::workshop},

    Route{get, "/questions", questions_page, Room::hall},
    Route{post, "/questions", answer_question, Room::desk},
    Route{get, "/reports", reports_page, Room::hall},
    Route{get, "/report", download_report, Room::hall},
    Route{get, "/history", history_page, Room::hall},

    Route{get, "/requests", records_page, Room::obligations},
    Route{get, "/breaches", records_page, Room::obligations},
    Route{get, "/cnil", records_page, Room::obligations},
    Route{get, "/register", records_page, Room::obligations},
    Route{get, "/processors", records_page, Room::obligations},
    Route{get, "/papers", records_page, Room::obligations},
    Route{get, "/notes", records_page, Room::obligations},
    Route{get, "/practice", practice_page, Room::obligations},
    Route{get, "/record", record_page, Room::obligations},
    // The ledger itself refuses what a role may not write.
    Route{get, "/record/new", new_record_page, Room::obligations},
    Route{post, "/record/new", add_record, Room::obligations},
    Route{get, "/record/change", change_record_page, Room::obligations},
    Route{post, "/record/change", change_record, Room::obligations},
    Route{get, "/record/erase", erase_page, Room::office},
    Route{post, "/record/erase", erase_record, Room::office},
    Route{get, "/ledger", ledger_page, Room::obligations},
    Route{get, "/letter", letter, Room::obligations},
    Route{get, "/paper", paper, Room::obligations},
    Route{get, "/register/print", print_register, Room::obligations},
    Route{post, "/register/prefill", prefill_register, Room::desk},
    Route{get, "/breach/form", breach_form_page, Room::obligations},
    Route{get, "/training", training_page, Room::obligations},
    Route{get, "/training/module", training_module_page, Room::obligations},
    Route{post, "/training/module", finish_training_module, Room::desk},
    Route{get, "/training/certificate", training_certificate, Room::obligations},

    Route{get, "/people", people_page, Room::office},
    Route{post, "/people", add_person, Room::office},
    Route{get, "/people/close", closing_page, Room::office},
    Route{post, "/people/close", close_account, Room::office},
    Route{get, "/me", my_page, Room::hall},
    Route{post, "/language", change_language, Room::hall},
    Route{post, "/me/passphrase", change_passphrase, Room::hall},
    Route{post, "/me/factor", begin_second_factor, Room::hall},
    Route{post, "/me/factor/confirm", confirm_second_factor, Room::hall},
    Route{post, "/me/factor/remove", remove_second_factor, Room::hall},
    Route{post, "/me/codes", make_recovery_codes, Room::hall},
};

}  // namespace

const Route* find_route(Method method, std::string_view path) {
    const auto found = std::ranges::find_if(
        routes, [&](const Route& route) { return route.method == method && route.path == path; });
    return found == routes.end() ? nullptr : &*found;
}

}  // namespace primum::web

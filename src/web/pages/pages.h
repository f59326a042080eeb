// The pages, each a function of one visit. pages/routes.cpp says which path and role open which.
#pragma once

#include "web/visit.h"

namespace primum::web {

// sign_in.cpp
Answer first_page(Visit& visit);
Answer make_first_account(Visit& visit);
Answer sign_in_page(Visit& visit);
Answer sign_in(Visit& visit);
Answer sign_out(Visit& visit);

// account.cpp
Answer my_page(Visit& visit);
Answer change_language(Visit& visit);
Answer change_passphrase(Visit& visit);
Answer begin_second_factor(Visit& visit);
Answer confirm_second_factor(Visit& visit);
Answer remove_second_factor(Visit& visit);
Answer make_recovery_codes(Visit& visit);

// people.cpp
Answer people_page(Visit& visit);
Answer add_person(Visit& visit);
Answer closing_page(Visit& visit);
Answer close_account(Visit& visit);

// home.cpp
Answer home_page(Visit& visit);

// findings.cpp, finding.cpp
Answer findings_page(Visit& visit);
Answer finding_page(Visit& visit);
Answer accept_finding(Visit& visit);
Answer revoke_finding(Visit& visit);
Answer assign_finding(Visit& visit);
Answer look_again(Visit& visit);

// repair.cpp
Answer repair_page(Visit& visit);
Answer make_repair(Visit& visit);
Answer undo_page(Visit& visit);
Answer undo_repair(Visit& visit);

// practice.cpp
Answer network_page(Visit& visit);
Answer files_page(Visit& visit);
Answer backups_page(Visit& visit);
Answer history_page(Visit& visit);

// questions.cpp
Answer questions_page(Visit& visit);
Answer answer_question(Visit& visit);

// reports.cpp
Answer reports_page(Visit& visit);
Answer download_report(Visit& visit);

// records.cpp
Answer records_page(Visit& visit);  // At each path of kind_pages().
Answer practice_page(Visit& visit);

// ledger.cpp
Answer ledger_page(Visit& visit);
Answer erase_page(Visit& visit);
Answer erase_record(Visit& visit);

// record.cpp
Answer record_page(Visit& visit);
Answer new_record_page(Visit& visit);
Answer add_record(Visit& visit);
Answer change_record_page(Visit& visit);
Answer change_record(Visit& visit);

// documents.cpp
Answer letter(Visit& visit);
Answer paper(Visit& visit);
Answer print_register(Visit& visit);
Answer prefill_register(Visit& visit);
Answer breach_form_page(Visit& visit);
Answer training_certificate(Visit& visit);

// training.cpp
Answer training_page(Visit& visit);
Answer training_module_page(Visit& visit);
Answer finish_training_module(Visit& visit);

// audit.cpp
Answer audit_page(Visit& visit);
Answer start_audit(Visit& visit);
Answer stop_audit(Visit& visit);

}  // namespace primum::web

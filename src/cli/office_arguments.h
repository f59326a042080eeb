// What the person asked of the practice's accounts and obligations: primum account, practice,
// request, breach, register, processor, training, paper, cnil-letter, note, obligations.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compliance/record.h"

namespace primum::cli {

struct OfficeArguments {
    enum class Verb {
        account_create,
        account_add,
        account_list,
        account_deactivate,
        account_passphrase,
        account_second_factor,
        account_recovery_codes,
        add,
        change,
        list,
        show,
        versions,
        erase,
        letter,       // A letter or a paper from a template.
        letters,      // Which there are.
        cnil_form,    // breach form
        prefill,      // register prefill
        print,        // register print
        modules,      // training modules
        train,        // training do
        certificate,  // training certificate
        overview,     // What runs out next.
        history,      // Who did what.
        verify,       // That nothing was changed outside Primum.
    };

    Verb verb = Verb::overview;
    compliance::RecordKind kind = compliance::RecordKind::request;
    std::uint32_t number = 0;
    compliance::Values values;  // By field, as typed.
    std::string as;             // Who signs in; empty: $PRIMUM_ACCOUNT, or the only account.
    std::string code;           // Of the authenticator, or a recovery code.
    std::string name;           // A person, or a template's or module's id.
    std::string role = "staff";
    std::string output;  // File; empty: standard output, as text.
    std::string format = "text";
    std::vector<unsigned> answers;  // training do: numbers from 1, in the questions' order.
    bool off = false;               // account second-factor: take it away.
    bool all = false;               // list: closed ones too.
};

}  // namespace primum::cli

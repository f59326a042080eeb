#include "accounts/account_book.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "accounts/membership.h"
#include "accounts/personal_key.h"
#include "crypto/one_time_code.h"
#include "crypto/random.h"
#include "os/file.h"
#include "os/testing/made_tree.h"

namespace primum::accounts {
namespace {

constexpr auto good = "quatre mots peu courants";
constexpr auto other = "encore une autre phrase";

class AccountBookTest : public testing::Test {
protected:
    // Argon2id at its lowest: what is tested is not how long it takes.
    AccountBook book() {
        return AccountBook::open(file_, {.cost = {.passes = 1, .memory_kib = 64}}).value();
    }
    static SignedIn first(AccountBook& book) {
        return book.create_first({.name = "Dr Martin", .passphrase = good}).value();
    }
    static bool same_key(const SignedIn& left, const SignedIn& right) {
        return std::ranges::equal(left.key.view(), right.key.view());
    }
    static std::string code_at(const TotpSecret& secret, Time at) {
        // From what was shown to the person, as a telephone does it.
        constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        Bytes bytes;
        std::uint32_t held = 0;
        unsigned bits = 0;
        for (const char letter : secret.base32) {
            held = held << 5U | static_cast<std::uint32_t>(letters.find(letter));
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.push_back(static_cast<std::byte>(held >> bits & 0xffU));
        }
        return crypto::one_time_code(
            bytes, static_cast<std::uint64_t>(at.time_since_epoch().count()) / 30);
    }

    // As somebody who may write the file: gives Paul, a technician, this role with all that he can
    // make himself from his own passphrase, and a key of his own making.
    void forge_role_of_paul(Role role) {
        auto content = parse_account_file(os::read_text(file_, account_file_bytes_max).value());
        auto& paul = *content->find("Paul");
        const auto personal = PersonalKey::open(paul, other).value();
        const auto forged = crypto::random_secret();
        paul.role = role;
        paul.ledger = personal.seal(forged, "ledger");
        paul.proof = personal.proof_of(paul);
        paul.membership = membership_of(paul, LedgerKey(forged));
        EXPECT_TRUE(os::publish(file_, write_account_file(*content)));
    }

    os::testing::MadeTree folder_;
    std::filesystem::path file_ = folder_.at("accounts.json");
};

const Time noon = parse_time("2026-11-27T12:00:00Z").value();

TEST_F(AccountBookTest, an_absent_file_is_an_empty_book) {
    EXPECT_TRUE(book().empty());
    EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(AccountBookTest, the_file_is_private_and_holds_no_passphrase) {
    auto made = book();
    first(made);
    struct stat status {};
    ASSERT_EQ(::stat(file_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    const auto text = os::read_text(file_, account_file_bytes_max).value();
    EXPECT_EQ(text.find(good), std::string::npos);
}

TEST_F(AccountBookTest, the_right_passphrase_gives_the_key_and_a_wrong_one_says_only_name_or_it) {
    auto made = book();
    const auto created = first(made);
    auto opened = book();
    EXPECT_TRUE(same_key(created, opened.sign_in("Dr Martin", good).value()));
    const auto wrong = opened.sign_in("Dr Martin", other);
    const auto nobody = opened.sign_in("Dr Inconnu", good);
    ASSERT_FALSE(wrong);
    ASSERT_FALSE(nobody);
    EXPECT_EQ(wrong.error().kind, ErrorKind::denied);
    EXPECT_EQ(wrong.error().message, nobody.error().message);
}

TEST_F(AccountBookTest, a_second_first_account_is_refused) {
    auto made = book();
    first(made);
    auto again = book();
    EXPECT_EQ(again.create_first({.name = "Intrus", .passphrase = good}).error().kind,
              ErrorKind::denied);
}

TEST_F(AccountBookTest, staff_get_the_same_key_and_a_technician_none) {
    auto made = book();
    const auto martin = first(made);
    ASSERT_TRUE(made.add(martin, {.name = "Claire", .passphrase = other, .role = Role::staff}));
    ASSERT_TRUE(made.add(martin, {.name = "Paul", .passphrase = other, .role = Role::technician}));
    EXPECT_TRUE(same_key(martin, made.sign_in("Claire", other).value()));
    EXPECT_TRUE(made.sign_in("Paul", other).value().key.is_empty());
}

TEST_F(AccountBookTest, only_the_person_in_charge_adds_people) {
    auto made = book();
    const auto martin = first(made);
    ASSERT_TRUE(made.add(martin, {.name = "Claire", .passphrase = other}));
    const auto claire = made.sign_in("Claire", other).value();
    EXPECT_EQ(made.add(claire, {.name = "Zoé", .passphrase = other}).error().kind,
              ErrorKind::denied);
    EXPECT_EQ(made.deactivate(claire, "Dr Martin").error().kind, ErrorKind::denied);
    EXPECT_EQ(made.list().size(), 2U);
}

TEST_F(AccountBookTest, short_passphrases_and_unreadable_names_are_refused_and_say_why) {
    auto made = book();
    const auto martin = first(made);
    EXPECT_EQ(made.add(martin, {.name = "Claire", .passphrase = "azerty"}).error().kind,
              ErrorKind::usage);
    EXPECT_EQ(made.add(martin, {.name = "a\nb", .passphrase = other}).error().kind,
              ErrorKind::usage);
    EXPECT_EQ(made.add(martin, {.name = "Dr Martin", .passphrase = other}).error().kind,
              ErrorKind::usage);
    // Eleven characters of two bytes each are eleven, not twenty-two.
    EXPECT_FALSE(made.add(martin, {.name = "Claire", .passphrase = "ééééééééééé"}));
    EXPECT_EQ(made.list().size(), 1U);
}

TEST_F(AccountBookTest, who_left_cannot_sign_in_and_no_key_of_theirs_stays_in_the_file) {
    auto made = book();
    const auto martin = first(made);
    ASSERT_TRUE(made.add(martin, {.name = "Claire", .passphrase = other}));
    ASSERT_TRUE(made.deactivate(martin, "Claire"));
    EXPECT_EQ(made.sign_in("Claire", other).error().kind, ErrorKind::denied);
    const auto kept = parse_account_file(os::read_text(file_, account_file_bytes_max).value());
    EXPECT_FALSE(kept->find("Claire")->ledger);
    EXPECT_EQ(kept->find("Claire")->personal, crypto::SealedSecret{});
    ASSERT_TRUE(made.replace_passphrase(martin, "Claire", good));
    EXPECT_TRUE(same_key(martin, made.sign_in("Claire", good).value()));
}

TEST_F(AccountBookTest, the_last_person_in_charge_stays) {
    auto made = book();
    const auto martin = first(made);
    EXPECT_EQ(made.deactivate(martin, "Dr Martin").error().kind, ErrorKind::usage);
    EXPECT_TRUE(made.sign_in("Dr Martin", good));
}

TEST_F(AccountBookTest, a_new_passphrase_keeps_the_key_and_the_second_factor) {
    auto made = book();
    const auto martin = first(made);
    const auto secret = made.begin_second_factor(martin).value();
    ASSERT_TRUE(made.confirm_second_factor(martin, code_at(secret, noon), noon));
    ASSERT_TRUE(made.change_passphrase(martin, other));
    EXPECT_EQ(made.sign_in("Dr Martin", good).error().kind, ErrorKind::denied);
    const auto later = noon + std::chrono::minutes(5);
    EXPECT_TRUE(
        same_key(martin, made.sign_in("Dr Martin", other, code_at(secret, later), later).value()));
}

TEST_F(AccountBookTest, a_second_factor_counts_once_it_was_confirmed) {
    auto made = book();
    const auto martin = first(made);
    const auto secret = made.begin_second_factor(martin).value();
    EXPECT_TRUE(made.sign_in("Dr Martin", good));
    EXPECT_EQ(made.confirm_second_factor(martin, "000000", noon).error().kind, ErrorKind::usage);
    ASSERT_TRUE(made.confirm_second_factor(martin, code_at(secret, noon), noon));
    EXPECT_EQ(made.sign_in("Dr Martin", good).error().kind, ErrorKind::not_found);
    EXPECT_EQ(made.sign_in("Dr Martin", good, "000000", noon).error().kind, ErrorKind::usage);
}

TEST_F(AccountBookTest, a_code_is_taken_once_and_neither_early_nor_late) {
    auto made = book();
    const auto martin = first(made);
    const auto secret = made.begin_second_factor(martin).value();
    ASSERT_TRUE(made.confirm_second_factor(martin, code_at(secret, noon), noon));
    const auto later = noon + std::chrono::minutes(10);
    const auto code = code_at(secret, later);
    EXPECT_FALSE(made.sign_in("Dr Martin", good, code, later + std::chrono::seconds(61)));
    EXPECT_FALSE(made.sign_in("Dr Martin", good, code, later - std::chrono::seconds(61)));
    EXPECT_TRUE(made.sign_in("Dr Martin", good, code, later + std::chrono::seconds(20)));
    auto elsewhere = book();
    EXPECT_FALSE(elsewhere.sign_in("Dr Martin", good, code, later));
}

TEST_F(AccountBookTest, each_recovery_code_works_once_however_it_is_typed) {
    auto made = book();
    const auto martin = first(made);
    const auto secret = made.begin_second_factor(martin).value();
    ASSERT_TRUE(made.confirm_second_factor(martin, code_at(secret, noon), noon));
    const auto codes = made.new_recovery_codes(martin).value();
    ASSERT_EQ(codes.size(), recovery_codes_count);
    std::string typed = codes[3];
    std::ranges::replace(typed, '-', ' ');
    EXPECT_EQ(made.sign_in("Dr Martin", good, typed).value().person.recovery_codes, 9U);
    EXPECT_FALSE(made.sign_in("Dr Martin", good, codes[3]));
    ASSERT_TRUE(made.new_recovery_codes(martin));
    EXPECT_FALSE(made.sign_in("Dr Martin", good, codes[4]));
}

// Guarantee: docs/threat-model.md, accounts.
TEST_F(AccountBookTest, a_role_changed_in_the_file_is_refused) {
    auto made = book();
    const auto martin = first(made);
    ASSERT_TRUE(made.add(martin, {.name = "Claire", .passphrase = other}));
    auto text = os::read_text(file_, account_file_bytes_max).value();
    text.replace(text.find("\"staff\""), 7, "\"in-charge\"");
    ASSERT_TRUE(os::publish(file_, text));
    auto changed = book();
    EXPECT_EQ(changed.sign_in("Claire", other).error().kind, ErrorKind::corrupt);
}

// Guarantee: docs/threat-model.md, accounts.
TEST_F(AccountBookTest, a_technician_gives_himself_no_role_with_a_key_of_his_own_making) {
    for (const auto role : {Role::in_charge, Role::staff}) {
        std::filesystem::remove(file_);
        auto made = book();
        const auto martin = first(made);
        ASSERT_TRUE(
            made.add(martin, {.name = "Paul", .passphrase = other, .role = Role::technician}));
        const auto paul = made.sign_in("Paul", other).value();
        forge_role_of_paul(role);
        EXPECT_EQ(made.sign_in("Paul", other).error().kind, ErrorKind::corrupt);
        // Nor does who was signed in before, nor a forgotten passphrase.
        EXPECT_EQ(made.add(paul, {.name = "Zoé", .passphrase = other}).error().kind,
                  ErrorKind::corrupt);
        EXPECT_EQ(made.replace_passphrase(martin, "Paul", other).error().kind, ErrorKind::corrupt);
    }
}

TEST_F(AccountBookTest, a_file_of_the_former_format_is_refused) {
    auto made = book();
    first(made);
    auto text = os::read_text(file_, account_file_bytes_max).value();
    text.replace(text.find("primum-accounts/2"), 17, "primum-accounts/1");
    ASSERT_TRUE(os::publish(file_, text));
    EXPECT_EQ(AccountBook::open(file_).error().kind, ErrorKind::corrupt);
}

TEST_F(AccountBookTest, two_programs_do_not_undo_each_other) {
    auto one = book();
    const auto martin = first(one);
    auto two = book();
    ASSERT_TRUE(one.add(martin, {.name = "Claire", .passphrase = other}));
    ASSERT_TRUE(two.add(martin, {.name = "Paul", .passphrase = other}));
    EXPECT_EQ(book().list().size(), 3U);
}

TEST_F(AccountBookTest, a_damaged_file_is_an_error_and_never_an_empty_book) {
    auto made = book();
    first(made);
    const auto text = os::read_text(file_, account_file_bytes_max).value();
    ASSERT_TRUE(os::publish(file_, text.substr(0, text.size() / 2)));
    EXPECT_EQ(AccountBook::open(file_).error().kind, ErrorKind::corrupt);
}

}  // namespace
}  // namespace primum::accounts

#include "probes/host/password_rules.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/host/pam.h"

namespace primum::probes {
namespace {

using formats::PamRule;
using formats::Settings;

constexpr int includes_max = 8;              // Files that include one another.
constexpr std::int64_t unix_length_min = 6;  // pam_unix(8), when nothing is written.
constexpr std::int64_t never_days = 99999;

std::vector<PamRule> stack(SettingsReader& reader, const std::string& name, int depth = 0) {
    std::vector<PamRule> rules;
    if (depth > includes_max || contains(name, "/")) return rules;
    const auto text = reader.text("/etc/pam.d/" + name);
    for (const auto& rule : formats::parse_pam_file(text.value_or(""))) {
        if (rule.kind != PamRule::Kind::include) {
            rules.push_back(rule);
            continue;
        }
        auto included = stack(reader, rule.module, depth + 1);
        rules.insert(rules.end(), included.begin(), included.end());
    }
    return rules;
}

// Debian's common files, else those of Fedora and openSUSE.
std::vector<PamRule> first_stack(SettingsReader& reader, std::initializer_list<const char*> names) {
    for (const auto* name : names) {
        auto rules = stack(reader, name);
        if (!rules.empty()) return rules;
    }
    return {};
}

const PamRule* find(const std::vector<PamRule>& rules, PamRule::Kind kind,
                    std::string_view module) {
    const auto found = std::ranges::find_if(
        rules, [&](const PamRule& rule) { return rule.kind == kind && rule.module == module; });
    return found == rules.end() ? nullptr : &*found;
}

// What the module was told in its rule, else in its file, else its own default.
class Options {
public:
    Options(const PamRule& rule, const Settings& file) : rule_(rule), file_(file) {}

    std::int64_t number(std::string_view name, std::int64_t otherwise) const {
        const auto in_rule = formats::parse_signed(rule_.value(name));
        if (in_rule) return *in_rule;
        return formats::parse_signed(file_.find(name).value_or("")).value_or(otherwise);
    }

private:
    const PamRule& rule_;
    const Settings& file_;
};

// pam_pwquality(8) and pam_cracklib(8): a negative credit asks for that kind of character, a
// positive one shortens the least length.
void add_quality(const Options& options, std::int64_t credit_default,
                 facts::PasswordPolicy& policy) {
    std::int64_t asked = 0;
    std::int64_t shorter = 0;
    for (const auto* credit : {"lcredit", "ucredit", "dcredit", "ocredit"}) {
        const auto value = options.number(credit, credit_default);
        if (value < 0) ++asked;
        shorter += std::clamp<std::int64_t>(value, 0, 100);
    }
    const auto length =
        std::clamp<std::int64_t>(options.number("minlen", credit_default + 8), 0, 1000);
    policy.length_min = std::max<std::int64_t>(length - shorter, unix_length_min);
    policy.classes_min = std::clamp<std::int64_t>(options.number("minclass", 0), asked, 4);
    policy.dictionary_checked = options.number("dictcheck", 1) != 0;
}

// pam_passwdqc(8): min=N0,N1,N2,N3,N4, the least length with one kind of characters, two, a
// phrase, three kinds and four; the shortest that is allowed counts.
void add_passwdqc(const PamRule& rule, facts::PasswordPolicy& policy) {
    constexpr std::array<std::int64_t, 5> classes{1, 2, 1, 3, 4};
    auto text = rule.value("min");
    if (text.empty()) text = "disabled,24,11,8,7";
    const auto lengths = split(text, ',');
    for (std::size_t i = 0; i < std::min(lengths.size(), classes.size()); ++i) {
        const auto length = formats::parse_signed(lengths[i]);
        const bool is_phrase = i == 2;
        if (!length || is_phrase || (policy.length_min && *policy.length_min <= *length)) continue;
        policy.length_min = *length;
        policy.classes_min = classes[i];
    }
    policy.dictionary_checked = true;
}

void add_rules_for_new(SettingsReader& reader, facts::PasswordPolicy& policy) {
    const auto rules = first_stack(reader, {"common-password", "system-auth", "passwd"});
    const auto kind = PamRule::Kind::password;
    const auto* unix_rule = find(rules, kind, "pam_unix.so");
    if (const auto* rule = find(rules, kind, "pam_pwquality.so")) {
        Settings file;
        for (const auto& name : reader.names("/etc/security/pwquality.conf.d")) {
            file.append(formats::parse_words(
                reader.text("/etc/security/pwquality.conf.d/" + name).value_or("")));
        }
        file.append(formats::parse_words(reader.text("/etc/security/pwquality.conf").value_or("")));
        policy.enforced_by = "pwquality";
        add_quality({*rule, file}, 0, policy);
    } else if (const auto* cracklib = find(rules, kind, "pam_cracklib.so")) {
        policy.enforced_by = "cracklib";
        add_quality({*cracklib, Settings()}, 1, policy);
    } else if (const auto* passwdqc = find(rules, kind, "pam_passwdqc.so")) {
        policy.enforced_by = "passwdqc";
        add_passwdqc(*passwdqc, policy);
    } else if (unix_rule != nullptr) {
        policy.enforced_by = "unix";
        policy.length_min =
            formats::parse_signed(unix_rule->value("minlen")).value_or(unix_length_min);
        policy.classes_min = 0;
        policy.dictionary_checked = false;
    }
    if (unix_rule == nullptr) return;
    for (const auto* scheme :
         {"yescrypt", "gost_yescrypt", "sha512", "sha256", "blowfish", "md5", "bigcrypt"}) {
        if (unix_rule->has(scheme)) policy.scheme = scheme;
    }
}

void add_blocking(SettingsReader& reader, facts::PasswordPolicy& policy) {
    const auto rules = first_stack(reader, {"common-auth", "system-auth", "login"});
    const auto kind = PamRule::Kind::authentication;
    policy.failures_max = 0;
    if (const auto* rule = find(rules, kind, "pam_faillock.so")) {
        const auto file =
            formats::parse_words(reader.text("/etc/security/faillock.conf").value_or(""));
        const Options options(*rule, file);
        policy.failures_max = options.number("deny", 3);
        policy.blocked_seconds = options.number("unlock_time", 600);
    } else if (const auto* tally = find(rules, kind, "pam_tally2.so")) {
        const Settings none;
        const Options options(*tally, none);
        policy.failures_max = options.number("deny", 0);
        policy.blocked_seconds = options.number("unlock_time", 0);
    }
}

}  // namespace

Result<facts::PasswordPolicy> observe_password_policy(SettingsReader& reader) {
    facts::PasswordPolicy policy;
    add_rules_for_new(reader, policy);
    add_blocking(reader, policy);
    if (reader.hidden("/etc/pam.d") || reader.hidden("/etc/security") || !policy.enforced_by) {
        return Error{ErrorKind::denied,
                     {"les règles des mots de passe", "the rules for passwords"}};
    }
    const auto definitions = formats::parse_words(reader.text("/etc/login.defs").value_or(""));
    const auto days = formats::parse_signed(definitions.find("PASS_MAX_DAYS").value_or(""));
    if (days && *days > 0 && *days < never_days) policy.expires_days = *days;
    const auto method = definitions.find("ENCRYPT_METHOD");
    if (!policy.scheme && method) policy.scheme = lower_case(*method);
    return policy;
}

}  // namespace primum::probes

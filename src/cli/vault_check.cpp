#include "base/text.h"
#include "cli/progress.h"
#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_words.h"
#include "vault/check.h"

namespace primum::cli {
namespace {

constexpr std::size_t threads = 2;

Result<double> percent_of(const std::optional<std::string>& read_data) {
    if (!read_data) return 0.0;
    if (read_data->empty()) return 100.0;
    auto text = *read_data;
    if (text.ends_with('%')) text.pop_back();
    const auto number = parse_number(text);
    if (!number || *number < 1 || *number > 100) {
        return Error{ErrorKind::usage, say("--read-data={} : un pourcentage de 1 à 100",
                                           "--read-data={}: a percentage from 1 to 100", text)};
    }
    return static_cast<double>(*number);
}

void show_json(const vault::CheckResult& result, Language language) {
    auto faults = nlohmann::ordered_json::array();
    for (const auto& fault : result.faults) faults.push_back(fault.what.in(language));
    auto remarks = nlohmann::ordered_json::array();
    for (const auto& remark : result.remarks) remarks.push_back(remark.in(language));
    print_json({{"ok", result.faults.empty()},
                {"snapshots", result.snapshots.size()},
                {"packs", result.packs},
                {"packs_read", result.packs_read},
                {"bytes_read", result.bytes_read},
                {"files", result.files_followed},
                {"faults", faults},
                {"remarks", remarks}});
}

void show_text(const vault::CheckResult& result, Language language) {
    print_line(say("{} sauvegardes, {} paquets, {} relus ({}).",
                   "{} snapshots, {} packs, {} read ({}).", result.snapshots.size(), result.packs,
                   result.packs_read, size_text(result.bytes_read, language)),
               language);
    for (const auto& remark : result.remarks) print_line(remark, language);
    for (const auto& fault : result.faults) {
        print_line({"DÉFAUT : " + fault.what.french, "FAULT: " + fault.what.english}, language);
    }
    if (result.faults.empty()) {
        print_line({"Le dépôt est intact.", "The repository is whole."}, language);
    }
}

}  // namespace

Result<ExitCode> run_vault_check(const VaultArguments& asked, Language language) {
    const auto percent = TRY(percent_of(asked.read_data));
    auto vault = TRY(open_vault(asked.repository, asked.key));
    os::Stop stop;
    obey_signals(stop);
    Progress progress(language);
    const vault::CheckTools tools{
        *vault.repository,
        vault.reading ? &*vault.reading : nullptr,
        vault.sealing ? &*vault.sealing : nullptr,
        vault.state,
        stop,
        [&](const vault::CheckProgress& now) {
            progress.show("vault",
                          say("{} paquets sur {}", "{} packs of {}", now.packs, now.packs_total));
        }};
    const auto result = TRY(vault::check(
        {.read_percent = percent, .threads = threads, .scratch = scratch_folder(vault)}, tools));
    progress.clear();
    if (asked.format == "json") {
        show_json(result, language);
    } else {
        show_text(result, language);
    }
    if (!result.faults.empty()) return ExitCode::found;
    remember_seen(vault, result.snapshots, language);
    return ExitCode::fine;
}

}  // namespace primum::cli

#include "base/hex.h"
#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_words.h"
#include "vault/forget.h"

namespace primum::cli {
namespace {

using vault::Fate;

std::string_view name_of(Fate fate) {
    switch (fate) {
        case Fate::dropped:
            return "dropped";
        case Fate::kept_for_period:
            return "period";
        case Fate::kept_young:
            return "younger-than-30-days";
        case Fate::kept_newest:
            return "newest";
        case Fate::kept_healthy:
            return "last-healthy";
        case Fate::kept_not_believed:
            return "time-not-believed";
    }
    CHECK(false);
    return "";
}

Sentence words_for(Fate fate) {
    switch (fate) {
        case Fate::dropped:
            return {"abandonnée", "dropped"};
        case Fate::kept_for_period:
            return {"gardée par les règles", "kept by the rules"};
        case Fate::kept_young:
            return {"gardée, moins de 30 jours", "kept, less than 30 days old"};
        case Fate::kept_newest:
            return {"gardée, la plus récente", "kept, the newest"};
        case Fate::kept_healthy:
            return {"gardée, la dernière saine avant une attaque",
                    "kept, the last healthy one before an attack"};
        case Fate::kept_not_believed:
            return {"gardée, sa date n'est pas croyable : à regarder",
                    "kept, its date cannot be believed: look at it"};
    }
    CHECK(false);
    return {};
}

void show_json(const vault::ForgetPlan& plan, bool dry_run) {
    auto kept = nlohmann::ordered_json::array();
    auto dropped = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < plan.snapshots.size(); ++i) {
        const auto& snapshot = plan.snapshots[i];
        nlohmann::ordered_json item{{"id", hex_of(snapshot.id)},
                                    {"time", format_time(snapshot.part.finished)},
                                    {"host", path_text(snapshot.part.host)},
                                    {"why", name_of(plan.fates[i])}};
        (plan.fates[i] == Fate::dropped ? dropped : kept).push_back(std::move(item));
    }
    print_json({{"dry_run", dry_run}, {"kept", kept}, {"dropped", dropped}});
}

void show_text(const vault::ForgetPlan& plan, bool dry_run, Language language) {
    for (std::size_t i = 0; i < plan.snapshots.size(); ++i) {
        const auto& snapshot = plan.snapshots[i];
        fmt::print("{}  {}  {}  {}\n", short_id(snapshot.id), format_time(snapshot.part.finished),
                   path_text(snapshot.part.host), words_for(plan.fates[i]).in(language));
    }
    const auto dropped = plan.dropped();
    const auto kept = plan.snapshots.size() - dropped;
    print_line(dry_run ? say("{} seraient gardées, {} abandonnées.",
                             "{} would be kept, {} dropped.", kept, dropped)
                       : say("{} gardées, {} abandonnées. « primum vault prune » rend la place.",
                             "{} kept, {} dropped. \"primum vault prune\" frees the space.", kept,
                             dropped),
               language);
}

}  // namespace

Result<ExitCode> run_vault_forget(const VaultArguments& asked, Language language) {
    const auto& rules = asked.rules;
    if (rules.daily + rules.weekly + rules.monthly + rules.yearly == 0) {
        return Error{ErrorKind::usage,
                     {"dites ce qui est à garder, par exemple --keep-daily 7 --keep-weekly 5 "
                      "--keep-monthly 12 --keep-yearly 20",
                      "say what to keep, for example --keep-daily 7 --keep-weekly 5 --keep-monthly "
                      "12 --keep-yearly 20"}};
    }
    auto vault = TRY(open_vault(asked.repository, asked.key));
    const auto plan = TRY(vault::plan_forget(*vault.repository, *vault.reading, rules, now()));
    for (const auto& fault : vault.repository->faults()) print_note(fault.what, language);
    if (!asked.dry_run) {
        TRY(vault::carry_out(plan, *vault.repository, *vault.storage, *vault.reading, now()));
        remember_seen(vault, TRY(vault.repository->snapshots()), language);
    }
    if (asked.format == "json")
        show_json(plan, asked.dry_run);
    else
        show_text(plan, asked.dry_run, language);
    return ExitCode::fine;
}

}  // namespace primum::cli

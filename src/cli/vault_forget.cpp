#include <cstdio>

#include <nlohmann/json.hpp>

#include "cli/vault_commands.h"
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
    return "kept";
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
    return {"gardée", "kept"};
}

void show_json(const vault::ForgetPlan& plan, bool dry_run) {
    nlohmann::ordered_json shown{{"dry_run", dry_run},
                                 {"kept", nlohmann::json::array()},
                                 {"dropped", nlohmann::json::array()}};
    for (std::size_t i = 0; i < plan.snapshots.size(); ++i) {
        const auto& snapshot = plan.snapshots[i];
        nlohmann::ordered_json item{{"id", vault::to_hex(snapshot.id)},
                                    {"time", format_time(snapshot.part.finished)},
                                    {"host", snapshot.part.host}};
        if (plan.fates[i] != Fate::dropped) item["why"] = name_of(plan.fates[i]);
        shown[plan.fates[i] == Fate::dropped ? "dropped" : "kept"].push_back(std::move(item));
    }
    std::printf("%s\n", shown.dump(2).c_str());
}

void show_text(const vault::ForgetPlan& plan, bool dry_run, Language language) {
    for (std::size_t i = 0; i < plan.snapshots.size(); ++i) {
        const auto& snapshot = plan.snapshots[i];
        std::printf("%s  %s  %-16s  %s\n", vault::to_hex(snapshot.id).substr(0, 8).c_str(),
                    format_time(snapshot.part.finished).c_str(), snapshot.part.host.c_str(),
                    words_for(plan.fates[i]).in(language).c_str());
    }
    const auto dropped = plan.dropped();
    const auto kept = plan.snapshots.size() - dropped;
    const auto summary =
        dry_run
            ? say("{} seraient gardées, {} abandonnées.", "{} would be kept, {} dropped.", kept,
                  dropped)
            : say("{} gardées, {} abandonnées. La place se rend par « primum vault prune ».",
                  "{} kept, {} dropped. \"primum vault prune\" frees the space.", kept, dropped);
    std::printf("%s\n", summary.in(language).c_str());
}

}  // namespace

Result<ExitCode> run_vault_forget(const VaultArguments& vault, Language language) {
    const auto& rules = vault.rules;
    if (rules.daily + rules.weekly + rules.monthly + rules.yearly == 0) {
        return Error{ErrorKind::usage,
                     {"dites ce qui est à garder, par exemple --keep-daily 7 --keep-weekly 5 "
                      "--keep-monthly 12 --keep-yearly 20",
                      "say what to keep, for example --keep-daily 7 --keep-weekly 5 --keep-monthly "
                      "12 --keep-yearly 20"}};
    }
    const auto storage = TRY(open_storage(vault.repository));
    auto key = TRY(read_key_file(vault.key));
    auto repository = TRY(vault::Repository::open(*storage, key));
    const auto plan = TRY(vault::plan_forget(repository, key, rules, now()));
    say_faults(repository, language);
    if (!vault.dry_run) TRY(vault::carry_out(plan, repository, *storage, key, now()));
    if (vault.format == "json")
        show_json(plan, vault.dry_run);
    else
        show_text(plan, vault.dry_run, language);
    return ExitCode::fine;
}

}  // namespace primum::cli

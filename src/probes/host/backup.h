// host.backup: the backups that this computer makes with Primum's vault, and when they were last
// tested.
//
// Reads the notes that the vault's commands leave in Primum's own folder, and looks whether the
// repository's folder is there at the moment. Opens no repository, needs no key, sends nothing.
#pragma once

#include <filesystem>

#include "facts/tables.h"
#include "formats/backup_status.h"
#include "probes/probe.h"

namespace primum::probes {

class BackupProbe : public Probe {
public:
    // `vault_directory`: "vault" in Primum's own folder; it need not exist.
    explicit BackupProbe(std::filesystem::path vault_directory)
        : vault_directory_(std::move(vault_directory)) {}

    std::string_view name() const override { return "host.backup"; }
    std::string scope() const override { return "this computer"; }
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    std::filesystem::path vault_directory_;
};

// The row for one repository. `reachable`: its folder was there at `now`.
facts::Backup backup_row(const std::string& repository, const formats::BackupStatus& status,
                         bool reachable, Time now);

}  // namespace primum::probes

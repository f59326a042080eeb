#include "facts/tables.h"

namespace primum::facts {

int TableDescription::find(std::string_view column) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].name == column) return static_cast<int>(i);
    }
    return -1;
}

const std::vector<const TableDescription*>& all_tables() {
    // One family a line, in the order of the headers.
    // clang-format off
    static const std::vector<const TableDescription*> tables{
        &table_of<Device>(), &table_of<Service>(), &table_of<DicomNode>(), &table_of<MedicalWeb>(), &table_of<Share>(),
        &table_of<Router>(), &table_of<PortMapping>(), &table_of<RemoteAccess>(), &table_of<DatabaseServer>(),
        &table_of<NetworkScope>(),
        &table_of<Backup>(),
        &table_of<Acceptance>(),
        &table_of<Ledger>(), &table_of<PatientRequest>(), &table_of<DataBreach>(), &table_of<ProcessingActivity>(),
        &table_of<Processor>(), &table_of<TrainingDone>(), &table_of<PaperDone>(), &table_of<CnilLetter>(),
        &table_of<Host>(), &table_of<Session>(), &table_of<Volume>(), &table_of<Account>(), &table_of<PasswordPolicy>(),
        &table_of<Software>(), &table_of<SavedLogin>(), &table_of<PasswordFile>(),
        &table_of<Document>(), &table_of<DocumentUnread>(),
        &table_of<WifiNetwork>(), &table_of<SavedWifi>(), &table_of<Mailbox>(), &table_of<Domain>(), &table_of<Answer>(),
    };
    // clang-format on
    return tables;
}

const TableDescription* find_table(std::string_view name) {
    for (const auto* table : all_tables()) {
        if (table->name == name) return table;
    }
    return nullptr;
}

}  // namespace primum::facts

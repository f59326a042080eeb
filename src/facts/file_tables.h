// What the probe `files` hands over: documents that hold patients' data, and those it could not
// read.
#pragma once

#include "facts/column.h"

namespace primum::facts {

struct Document {
    std::string root;
    std::string folder;
    std::string path;
    Text inside;
    std::string kind = "encrypted";
    Text evidence;
    Flag test_data;
    Number identifiers;
    Number patients;
    Number patients_new;
    Number patients_new_in_folder;
    std::string place = "other";
    Text service;
    Text modified_at;
    Number age_days;
    Text looked_at;
    bool file_encrypted = false;
    Flag volume_encrypted;
};

struct DocumentUnread {
    std::string root;
    std::string folder;
    std::string path;
    Text inside;
    std::string reason;
    bool broken = false;
};

// clang-format off
template <> struct Declaration<Document> {
    static constexpr std::string_view name = "document";
    static constexpr std::string_view meaning = "a file, or a part of one, that holds health data or that is encrypted";
    static constexpr std::tuple columns{
        ColumnOf{"root", &Document::root, "what was asked to be looked at: a folder, or this computer"},
        ColumnOf{"folder", &Document::folder, "folder the file lies in"},
        ColumnOf{"path", &Document::path, "the file, on the disk; shown only where the reader asks for paths"},
        ColumnOf{"inside", &Document::inside, "place in an archive or a mail store; nothing for the file itself"},
        ColumnOf{"kind", &Document::kind, "dicom, hl7, cda, fhir, hprim, xdm, letter, patient-list, ... ; payroll is not health data; encrypted where nobody could look"},
        ColumnOf{"evidence", &Document::evidence, "proof, strong or weak; nothing when encrypted"},
        ColumnOf{"test_data", &Document::test_data, "anonymised, or test identifiers only"},
        ColumnOf{"identifiers", &Document::identifiers, "distinct identifiers seen"},
        ColumnOf{"patients", &Document::patients, "distinct persons"},
        ColumnOf{"patients_new", &Document::patients_new, "of these, in no other row before it, the readable ones coming first: the sum counts each person once"},
        ColumnOf{"patients_new_in_folder", &Document::patients_new_in_folder, "the same among the rows of its folder"},
        ColumnOf{"place", &Document::place, "removable, share, sync, trash, temporary, mail, downloads, desktop or other"},
        ColumnOf{"service", &Document::service, "the service that copies a synchronised folder elsewhere, as far as known"},
        ColumnOf{"modified_at", &Document::modified_at, "when the file was last changed"},
        ColumnOf{"age_days", &Document::age_days, "days since then, when it was looked for"},
        ColumnOf{"looked_at", &Document::looked_at, "when its content was last read; unchanged since"},
        ColumnOf{"file_encrypted", &Document::file_encrypted, "it asks for a password"},
        ColumnOf{"volume_encrypted", &Document::volume_encrypted, "the disk it lies on cannot be read without a key"}};
};

template <> struct Declaration<DocumentUnread> {
    static constexpr std::string_view name = "document_unread";
    static constexpr std::string_view meaning = "a file, or a part of one, whose content could not be read";
    static constexpr std::tuple columns{
        ColumnOf{"root", &DocumentUnread::root, "what was asked to be looked at: a folder, or this computer"},
        ColumnOf{"folder", &DocumentUnread::folder, "folder the file lies in"},
        ColumnOf{"path", &DocumentUnread::path, "the file, on the disk"},
        ColumnOf{"inside", &DocumentUnread::inside, "place in an archive or a mail store; nothing for the file itself"},
        ColumnOf{"reason", &DocumentUnread::reason, "why, in English"},
        ColumnOf{"broken", &DocumentUnread::broken, "the file itself is at fault: damaged, or nothing but pictures"}};
};
// clang-format on

}  // namespace primum::facts

// ExchangeArchive: the ZIP files in which records travel: IHE XDM, and the portability archive of
// practice software (draft of the ANS: README.TXT, MANIFEST.XML, TRANSVERSE.ZIP, PAT00001.ZIP...).
//
// Only the names of the members are read, from their local headers: enough to say what it is.
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "formats/health/health_record.h"

namespace primum::formats {

enum class ExchangeArchive { xdm, portability };

inline constexpr std::size_t archive_members_max = 2000;

std::optional<ExchangeArchive> recognise_exchange_archive(BytesView bytes);

// The metadata of an XDM archive: METADATA.XML, in ebXML. Each document entry of it names its
// patient in a slot sourcePatientInfo, whose values are fields of HL7: "PID-5|DUPONT^Elise" (ITI
// TF-3, §4.2.3.2.23). Nothing when it is none.
std::optional<HealthRecord> parse_exchange_metadata(std::string_view text,
                                                    const PersonListener& listener);

}  // namespace primum::formats

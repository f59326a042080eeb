// ExchangeArchive: the ZIP files in which records travel: IHE XDM, and the portability archive of
// practice software (draft of the ANS: README.TXT, MANIFEST.XML, TRANSVERSE.ZIP, PAT00001.ZIP...).
//
// Only the names of the members are read, from their local headers: enough to say what it is.
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.h"

namespace primum::formats {

enum class ExchangeArchive { xdm, portability };

inline constexpr std::size_t archive_members_max = 2000;

std::optional<ExchangeArchive> recognise_exchange_archive(BytesView bytes);

// The metadata of an XDM archive: METADATA.XML, in ebXML, names the patient of what it submits.
bool is_exchange_metadata(std::string_view text);

}  // namespace primum::formats

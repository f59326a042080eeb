// Reads the recogniser's tables from the catalogue. The one file of this kind that touches the
// disk.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "probes/files/recogniser.h"

namespace primum::probes {

// `catalogue` is the folder that holds recognition/ and providers/.
Result<RecognitionTexts> read_recognition_texts(const std::filesystem::path& catalogue);

}  // namespace primum::probes

#include "probes/files/recognition_texts.h"

#include "os/file.h"
#include "probes/files/section_file.h"

namespace primum::probes {

Result<RecognitionTexts> read_recognition_texts(const std::filesystem::path& catalogue) {
    RecognitionTexts texts;
    texts.words = TRY(os::read_text(catalogue / "recognition/words.txt", section_file_bytes_max));
    texts.columns =
        TRY(os::read_text(catalogue / "recognition/columns.txt", section_file_bytes_max));
    texts.software =
        TRY(os::read_text(catalogue / "providers/practice-software.txt", section_file_bytes_max));
    return texts;
}

}  // namespace primum::probes

// OutlookMessage: a message saved by Outlook (msg), [MS-OXMSG].
#pragma once

#include <string>
#include <vector>

#include "formats/office/compound_file.h"

namespace primum::formats {

struct OutlookMessage {
    struct Attachment {
        std::string name;
        const CompoundFile::Entry* data = nullptr;  // Null when it is a message itself:
        std::string message_folder;                 // where that lies, else empty.
    };

    std::string head;  // "Subject: …" and its like, one a line, then the headers of the journey.
    std::string body;  // Plain text, from the best form there is.
    std::vector<Attachment> attachments;
};

// The message in `folder` ("" for the file's own). ErrorKind::not_found when there is none.
// `file` must outlive the answer.
Result<OutlookMessage> read_outlook_message(const CompoundFile& file, std::string_view folder);

}  // namespace primum::formats

// FileReader: reads one open file and says what it holds, of one thread.
//
// Plain files are recognised as they are, web pages and RTF after a reader of our own; containers
// go through the extraction worker, part by part; pictures through the OCR worker where the person
// asked for it. The bytes live in this object's buffer only: nothing of a patient stays.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "os/descriptor.h"
#include "probes/files/extractor.h"
#include "probes/files/file_findings.h"

namespace primum::probes::files {

struct ReaderPrograms {
    std::filesystem::path extract;
    std::filesystem::path ocr;  // Empty: pictures are not read.
};

class FileReader {
public:
    // `recogniser` and `stop` are borrowed.
    static Result<FileReader> create(const Recogniser& recogniser, const ReaderPrograms& programs,
                                     const os::Stop& stop);

    // `name` is the last part of its path. What could not be read of it is in the findings; an
    // Error means that the file itself could not be read, or that the person wants to stop.
    Result<FileFindings> read(const os::Descriptor& file, std::string_view name);

private:
    FileReader(const Recogniser& recogniser, Recogniser::Scratch scratch,
               const ReaderPrograms& programs, const os::Stop& stop);

    Result<> fill(const os::Descriptor& file, std::size_t bytes);
    Recognition recognise(BytesView bytes, std::string_view name, bool whole);
    Result<> read_text(const os::Descriptor& file, std::string_view name, FileFindings& findings);
    // A short document that needs no foreign library; false when the worker shall read it.
    Result<bool> read_here(const os::Descriptor& file, std::string_view name,
                           formats::MediaType media, FileFindings& findings);
    Result<> read_container(const os::Descriptor& file, std::string_view name,
                            formats::MediaType media, FileFindings& findings);
    Result<> read_pictures(const os::Descriptor& file, std::string_view name, std::string inside,
                           FileFindings& findings);
    void take_part(const ExtractedPart& part, std::string_view name, const os::Descriptor& file,
                   FileFindings& findings);
    void close_document(FileFindings& findings);

    const Recogniser* recogniser_;
    Recogniser::Scratch scratch_;
    std::unique_ptr<Extractor> extractor_;
    std::unique_ptr<Extractor> ocr_;  // Null: pictures are not read.
    Bytes buffer_;            // Room that only grows, so that it is not cleared for every file,
    std::size_t filled_ = 0;  // and how much of it is of this file.
    std::optional<FoundDocument> open_;  // Parts in one place that follow each other.
};

}  // namespace primum::probes::files

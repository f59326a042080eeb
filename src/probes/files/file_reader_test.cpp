// The reader with the real workers, which lie beside this test.
#include "probes/files/file_reader.h"

#include <fcntl.h>

#include <gtest/gtest.h>

#include "base/testing/temporary_folder.h"
#include "formats/office/testing/compound_writer.h"
#include "formats/testing/zip_writer.h"
#include "os/file.h"
#include "probes/files/testing/catalogue_recogniser.h"

namespace primum::probes::files {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

constexpr HashKey key{1, 2};

// An invented person; the number has its right key and a department that does not exist.
const std::string letter =
    "Docteur Labo FICTIF\nObjet : Madame BRACHEROND Orlane, née le 12/03/1957\n"
    "Numéro de sécurité sociale : 257030012312335\n\nCher confrère,\nJe vous adresse Madame "
    "BRACHEROND, suivie pour "
    "une hypertension artérielle. Ordonnance : AMLODIPINE 5 mg, un comprimé par jour pendant trois "
    "mois.\n";

using formats::testing::zipped;
using formats::testing::ZippedFile;

// Members as they are; `flags` 1 says that they are encrypted.
std::string zip(const std::vector<std::pair<std::string, std::string>>& members,
                std::uint16_t flags = 0) {
    std::vector<ZippedFile> files;
    for (const auto& [name, content] : members) {
        files.push_back({.name = name, .content = content, .flags = flags});
    }
    return zipped(files);
}

std::string word_document(const std::string& text) {
    std::string xml = "<w:document><w:body><w:p><w:r><w:t>";
    for (const char c : text) {
        xml += c == '\n' ? "</w:t></w:r></w:p><w:p><w:r><w:t>" : std::string(1, c);
    }
    return xml + "</w:t></w:r></w:p></w:body></w:document>";
}

class FileReaderTest : public ::testing::Test {
protected:
    FileReaderTest()
        : recogniser_(Recogniser::create(probes::testing::catalogue_texts(), key).value()) {}

    FileFindings read(const std::string& name, const std::string& content) {
        if (!reader_) reader_.emplace(FileReader::create(recogniser_, programs_, stop_).value());
        const auto path = folder_.write(name, content);
        const os::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        return reader_->read(file, name).value();
    }

    TemporaryFolder folder_;
    os::Stop stop_;
    Recogniser recogniser_;
    ReaderPrograms programs_{.extract = os::program_directory().value() / "primum-extract"};
    std::optional<FileReader> reader_;
};

TEST_F(FileReaderTest, a_letter_at_the_end_of_a_long_text_is_recognised) {
    const auto log = [](std::size_t bytes) {
        std::string text;
        while (text.size() < bytes) text += "2026-11-27 12:00:00 INFO nothing to tell\n";
        return text;
    };
    const auto findings = read("journal.txt", log(9'000'000) + letter);
    ASSERT_EQ(findings.documents.size(), 1U);
    EXPECT_GE(findings.documents[0].recognition.evidence, Evidence::strong);
    const auto nothing = read("rien.txt", log(9'000'000));
    EXPECT_TRUE(nothing.empty());
}

TEST_F(FileReaderTest, a_plain_letter_is_recognised) {
    const auto findings = read("lettre.txt", letter);
    ASSERT_EQ(findings.documents.size(), 1U);
    EXPECT_GE(findings.documents[0].recognition.evidence, Evidence::strong);
    EXPECT_EQ(findings.documents[0].recognition.persons.size(), 1U);
}

TEST_F(FileReaderTest, members_are_found_where_they_lie_however_deep) {
    const auto findings = read("a.zip", zip({{"recette.txt", "Quatre pommes, du sucre."},
                                             {"2024/b.zip", zip({{"lettre.txt", letter}})}}));
    ASSERT_EQ(findings.documents.size(), 1U);
    EXPECT_EQ(findings.documents[0].inside, "2024/b.zip/lettre.txt");
    EXPECT_TRUE(findings.unread.empty());
}

TEST_F(FileReaderTest, office_documents_are_read_as_one) {
    const auto findings = read("lettre.docx", zip({{"word/document.xml", word_document(letter)}}));
    ASSERT_EQ(findings.documents.size(), 1U);
    EXPECT_TRUE(findings.documents[0].inside.empty());
    EXPECT_GE(findings.documents[0].recognition.evidence, Evidence::strong);
}

TEST_F(FileReaderTest, a_deflated_member_is_read_whatever_size_it_tells) {
    for (const std::uint32_t size_told : {0U, 1U, 70'000U, 40'000'000U}) {
        const auto findings = read("lettre.docx", zipped({{.name = "word/document.xml",
                                                           .content = word_document(letter),
                                                           .deflated = true,
                                                           .size_told = size_told}}));
        ASSERT_EQ(findings.documents.size(), 1U) << size_told;
        EXPECT_GE(findings.documents[0].recognition.evidence, Evidence::strong);
    }
}

TEST_F(FileReaderTest, a_long_text_in_a_zip_is_read_as_far_as_it_is_worth_it) {
    const auto text = letter + std::string(content_bytes_max + 100, '.');
    const auto findings = read("a.zip", zip({{"a.txt", text}}));
    ASSERT_EQ(findings.documents.size(), 1U);
    EXPECT_TRUE(findings.unread.empty());
}

TEST_F(FileReaderTest, a_deflated_member_that_breaks_off_is_told_and_read_up_to_there) {
    const auto content = letter + std::string(3'000, 'x');
    const std::string name = "lettre.txt";
    auto file = zipped({{.name = name, .content = content, .deflated = true}});
    file[file.find(name) + name.size()] = '\0';  // Not the last block: another should follow.
    const auto findings = read("a.zip", file);
    ASSERT_EQ(findings.documents.size(), 1U);
    EXPECT_EQ(findings.documents[0].inside, "lettre.txt");
    ASSERT_FALSE(findings.unread.empty());
    EXPECT_TRUE(findings.unread[0].broken);
}

TEST_F(FileReaderTest, a_member_whose_checksum_is_wrong_is_told_and_read) {
    auto file = zip({{"lettre.txt", letter + "fin"}});
    file[file.find("fin")] = 'F';
    const auto findings = read("a.zip", file);
    EXPECT_EQ(findings.documents.size(), 1U);
    ASSERT_EQ(findings.unread.size(), 1U);
    EXPECT_TRUE(findings.unread[0].broken);
}

TEST_F(FileReaderTest, messages_and_their_attachments_are_documents_apart) {
    const auto findings =
        read("a.eml",
             "From: labo@example.org\r\nTo: cabinet@example.org\r\nSubject: bonjour\r\n"
             "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
             "--x\r\nContent-Type: text/plain\r\n\r\nBon appetit.\r\n"
             "--x\r\nContent-Type: application/octet-stream; name=lettre.txt\r\n"
             "Content-Disposition: attachment; filename=lettre.txt\r\n\r\n" +
                 letter + "\r\n--x--\r\n");
    ASSERT_EQ(findings.documents.size(), 1U);
    EXPECT_EQ(findings.documents[0].inside, "lettre.txt");
}

std::string dicom_element(std::string_view head, std::string value) {
    if (value.size() % 2 != 0) value.push_back(' ');
    return std::string(head) + formats::testing::little(value.size(), 2) + value;
}

// Raw deflate without compressing: one stored block, RFC 1951 §3.2.4.
std::string deflated_dicom(std::size_t kept_bytes_max = std::string::npos) {
    const auto data_set = dicom_element("\x08\0\x05\0CS"sv, "ISO_IR 100") +
                          dicom_element("\x08\0\x16\0UI"sv, "1.2.840.10008.5.1.4.1.1.2") +
                          dicom_element("\x08\0\x60\0CS"sv, "CT") +
                          dicom_element("\x10\0\x10\0PN"sv, "MARTINEAU^LUCIE") +
                          dicom_element("\x10\0\x20\0LO"sv, "P0001") +
                          dicom_element("\x10\0\x30\0DA"sv, "19500131");
    const auto size = data_set.size();
    const auto block =
        "\x01"s + formats::testing::little(size, 2) + formats::testing::little(~size, 2) + data_set;
    return std::string(128, '\0') + "DICM" +
           dicom_element("\x02\0\x10\0UI"sv, "1.2.840.10008.1.2.1.99") +
           block.substr(0, kept_bytes_max);
}

TEST_F(FileReaderTest, the_patient_of_a_deflated_image_is_counted) {
    const auto findings = read("IM0001", deflated_dicom());
    ASSERT_EQ(findings.documents.size(), 1U);
    EXPECT_EQ(findings.documents[0].recognition.kind, "dicom");
    EXPECT_EQ(findings.documents[0].recognition.evidence, Evidence::proof);
    EXPECT_EQ(findings.documents[0].recognition.persons.size(), 1U);
    EXPECT_TRUE(findings.unread.empty());
}

TEST_F(FileReaderTest, a_deflated_image_in_an_archive_is_found_there) {
    const auto findings = read("images.zip", zip({{"IM0001", deflated_dicom()}}));
    ASSERT_EQ(findings.documents.size(), 1U);
    EXPECT_EQ(findings.documents[0].inside, "IM0001");
    EXPECT_EQ(findings.documents[0].recognition.persons.size(), 1U);
}

TEST_F(FileReaderTest, a_deflated_image_of_which_nothing_can_be_read_is_said_to_be_so) {
    const auto findings = read("IM0001", deflated_dicom(/*kept_bytes_max=*/3));
    EXPECT_EQ(findings.unread.size(), 1U);
    ASSERT_EQ(findings.documents.size(), 1U);
    EXPECT_TRUE(findings.documents[0].recognition.persons.empty());
}

TEST_F(FileReaderTest, office_documents_with_a_password_or_under_a_rights_server_are_encrypted) {
    using formats::testing::CompoundWriter;
    for (const auto* stream : {"EncryptedPackage", "\tDRMContent"}) {
        const auto bytes =
            CompoundWriter().add("WordDocument", letter).add(stream, "sealed").write();
        const auto findings = read("lettre.docx", bytes);
        ASSERT_EQ(findings.documents.size(), 1U) << stream;
        EXPECT_TRUE(findings.documents[0].encrypted) << stream;
        EXPECT_TRUE(findings.unread.empty()) << stream;
    }
}

TEST_F(FileReaderTest, an_archive_with_a_password_is_encrypted) {
    const auto findings = read("a.zip", zip({{"lettre.txt", letter}}, 1));
    ASSERT_EQ(findings.documents.size(), 1U);
    EXPECT_TRUE(findings.documents[0].encrypted);
}

TEST_F(FileReaderTest, archives_too_deep_are_told_and_the_rest_is_read) {
    auto nested = zip({{"lettre.txt", letter}});
    for (int i = 0; i < 12; ++i) nested = zip({{"a.zip", nested}, {"lettre.txt", letter}});
    const auto findings = read("a.zip", nested);
    EXPECT_FALSE(findings.documents.empty());
    ASSERT_FALSE(findings.unread.empty());
    EXPECT_FALSE(findings.unread[0].broken);
}

TEST_F(FileReaderTest, a_damaged_file_is_told_and_what_can_be_read_of_it_is_read) {
    const auto whole = zip({{"lettre.txt", letter}, {"b.txt", std::string(5'000, 'x')}});
    const auto findings = read("a.zip", whole.substr(0, whole.size() - 3'000));
    ASSERT_EQ(findings.documents.size(), 1U);
    ASSERT_FALSE(findings.unread.empty());
    EXPECT_TRUE(findings.unread[0].broken);
}

TEST_F(FileReaderTest, a_file_that_kills_its_worker_is_told_and_the_next_one_is_read) {
    programs_.extract = folder_.path() / "worker.py";
    ASSERT_TRUE(
        os::publish(programs_.extract,
                    "#!/usr/bin/python3\n"
                    "import os, socket, struct\n"
                    "link = socket.socket(fileno=0)\n"
                    "while True:\n"
                    "    head, files, _, _ = socket.recv_fds(link, 5, 1)\n"
                    "    if not head: break\n"
                    "    request = link.recv(struct.unpack('<I', head[:4])[0] - 1)\n"
                    "    if b'killer' in request: os.kill(os.getpid(), 11)\n"
                    "    text = os.pread(files[0], 10000, 0)\n"
                    "    link.sendall(struct.pack('<IB', len(text) + 4, 1) + b'\\1\\0\\0' + text)\n"
                    "    link.sendall(struct.pack('<IB', 1, 4))\n",
                    0700));
    const auto killed = read("killer.pdf", "%PDF-1.4 x");
    ASSERT_EQ(killed.unread.size(), 1U);
    EXPECT_FALSE(killed.unread[0].broken);
    EXPECT_NE(killed.unread[0].why.english.find("signal 11"), std::string::npos);
    EXPECT_FALSE(read("lettre.pdf", "%PDF-1.4\n" + letter).documents.empty());
}

TEST_F(FileReaderTest, a_web_page_and_rich_text_are_read_without_a_worker) {
    programs_.extract = "/nonexistent/primum-extract";
    EXPECT_FALSE(read("a.rtf", "{\\rtf1 " + letter + "}").documents.empty());
    EXPECT_FALSE(read("a.html", "<html><body>" + letter + "</body></html>").documents.empty());
}

TEST_F(FileReaderTest, a_missing_worker_is_an_error_and_not_a_clean_file) {
    programs_.extract = "/nonexistent/primum-extract";
    auto reader = FileReader::create(recogniser_, programs_, stop_);
    const auto path = folder_.write("a.pdf", "%PDF-1.4 x");
    const os::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    EXPECT_FALSE(reader->read(file, "a.pdf"));
}

}  // namespace
}  // namespace primum::probes::files

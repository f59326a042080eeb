#include "probes/network/shares.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <functional>
#include <iomanip>
#include <mutex>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "base/testing/temporary_folder.h"
#include "base/text.h"
#include "facts/column.h"
#include "net/testing/loopback_server.h"
#include "os/file.h"

namespace primum::probes {
namespace {

using net::testing::LoopbackServer;

void say(int peer, std::string_view text) { ::send(peer, text.data(), text.size(), MSG_NOSIGNAL); }

// What the peer said, up to the end of a line or `bytes_max`; empty once it hung up.
std::string hear(int peer, std::size_t bytes_max = 4096) {
    std::string heard;
    char byte = 0;
    while (heard.size() < bytes_max && ::recv(peer, &byte, 1, 0) == 1) {
        heard.push_back(byte);
        if (byte == '\n') break;
    }
    return heard;
}

std::string hear_request(int peer) {
    std::string request;
    while (!request.ends_with("\r\n\r\n")) {
        const auto line = hear(peer);
        if (line.empty()) break;
        request += line;
    }
    return request;
}

std::string column(const facts::Fact& fact, std::string_view name) {
    const int index = fact.table->find(name);
    if (index < 0) return "no such column";
    const auto& value = fact.values[static_cast<std::size_t>(index)];
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr ? *text : "?";
}

constexpr std::string_view letter =
    "MSH|^~\\&|A|B|C|D|2024||ORU^R01|1|P|2.5\rPID|1||7||DUPONT^Elise||19510403\r";

std::string hexadecimal(std::string_view text) {
    std::ostringstream digits;
    digits << std::hex << std::setfill('0');
    for (const char character : text) {
        digits << std::setw(2) << static_cast<int>(static_cast<unsigned char>(character));
    }
    return digits.str();
}

// --- A server of NFS ---

std::string number(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) {
        bytes.push_back(static_cast<char>((value >> shift) & 0xFF));
    }
    return bytes;
}

std::string opaque(std::string_view bytes) {
    const auto padding = (4 - bytes.size() % 4) % 4;
    return number(static_cast<std::uint32_t>(bytes.size())) + std::string(bytes) +
           std::string(padding, '\0');
}

// The next call without the head of its record; empty once the peer hung up.
std::string hear_call(int peer) {
    std::array<unsigned char, 4> head{};
    if (::recv(peer, head.data(), head.size(), MSG_WAITALL) != std::ssize(head)) return "";
    std::string call(head[2] * 256U + head[3], '\0');
    ::recv(peer, call.data(), call.size(), MSG_WAITALL);
    return call;
}

// All of its programs answer at one port; whatever is read of a file, a byte comes.
class CrumblingNfs {
public:
    void serve(int peer) {
        for (auto call = hear_call(peer); !call.empty(); call = hear_call(peer)) {
            const auto results = answer(call.substr(12, 4), call.substr(20, 4));
            const auto reply = call.substr(0, 4) + number(1) + std::string(16, '\0') + results;
            say(peer, number(0x80000000U + static_cast<std::uint32_t>(reply.size())) + reply);
        }
    }

    std::atomic<std::uint16_t> port = 0;
    std::atomic<int> reads = 0;

private:
    std::string answer(const std::string& program, const std::string& procedure) {
        const auto yes = number(1);
        const auto no = number(0);
        if (program == number(100'000)) {
            return yes + number(100'005) + number(3) + number(6) + number(port) + yes +
                   number(100'003) + number(3) + number(6) + number(port) + no;
        }
        if (program == number(100'005) && procedure == number(5)) {
            return yes + opaque("/dossiers") + no + no;
        }
        if (program == number(100'005)) return no + opaque("root");
        if (procedure == number(17)) {
            return no + no + std::string(8, '\0') + yes + std::string(8, '\0') + opaque("a.txt") +
                   std::string(8, '\0') + yes + number(1) + std::string(80, '\0') + yes +
                   opaque("file") + no + yes;
        }
        if (procedure != number(6)) return no + no + no;
        ++reads;
        return no + no + yes + no + opaque("a");
    }
};

class SharesProbeTest : public testing::Test {
protected:
    facts::Observation look_at(const Endpoint& endpoint, const std::string& protocol) {
        neighbourhood_.open_ports = {{.endpoint = endpoint, .protocol = protocol}};
        NetworkContext context{loopback_, {}, {}, dialer_, neighbourhood_};
        shares::ShareLimits limits;
        limits.answer_timeout = std::chrono::milliseconds(500);
        SharesProbe probe(context, {programs_, PRIMUM_CATALOGUE}, limits);
        return look(probe, {});
    }
    static std::vector<facts::Fact> rows(const facts::Observation& seen, std::string_view table) {
        std::vector<facts::Fact> found;
        for (const auto& fact : seen.facts) {
            if (fact.table->name == table) found.push_back(fact);
        }
        return found;
    }

    os::Stop stop_;
    Cidr loopback_ = *Cidr::parse("127.0.0.0/8");
    net::Dialer dialer_{{loopback_}, stop_};
    Neighbourhood neighbourhood_;
    std::filesystem::path programs_ = "/nonexistent";
};

TEST_F(SharesProbeTest, an_rsync_module_without_password_is_told_from_one_with) {
    LoopbackServer server([](int peer) {
        say(peer, "@RSYNCD: 31.0\n");
        hear(peer);
        const auto wanted = hear(peer);
        if (wanted == "#list\n")
            say(peer, "Bonjour\nbackup \tSauvegarde\nprive\t\n@RSYNCD: EXIT\n");
        if (wanted == "backup\n") say(peer, "@RSYNCD: OK\n");
        if (wanted == "prive\n") say(peer, "@RSYNCD: AUTHREQD abc\n");
    });
    const auto seen = look_at(server.endpoint(), "rsync");
    EXPECT_EQ(seen.status, facts::Status::complete);
    const auto shares = rows(seen, "share");
    ASSERT_EQ(shares.size(), 2U);
    EXPECT_EQ(column(shares[0], "name"), "backup");
    EXPECT_EQ(column(shares[0], "anonymous_read"), "1");
    EXPECT_EQ(column(shares[0], "files"), "?");
    EXPECT_EQ(column(shares[1], "name"), "prive");
    EXPECT_EQ(column(shares[1], "anonymous_read"), "0");
    const auto services = rows(seen, "service");
    ASSERT_EQ(services.size(), 1U);
    EXPECT_EQ(column(services[0], "needs_login"), "0");
}

TEST_F(SharesProbeTest, an_ftp_server_that_knows_nobody_shares_nothing) {
    LoopbackServer server([](int peer) {
        say(peer, "220 NAS\r\n");
        hear(peer);
        say(peer, "331 Password\r\n");
        EXPECT_EQ(hear(peer), "PASS primum@\r\n");
        say(peer, "530 Login incorrect\r\n");
        hear(peer);
    });
    const auto shares = rows(look_at(server.endpoint(), "ftp"), "share");
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_EQ(column(shares[0], "anonymous_read"), "0");
    EXPECT_EQ(column(shares[0], "anonymous_write"), "0");
}

TEST_F(SharesProbeTest, a_server_that_says_nothing_is_not_an_empty_one) {
    LoopbackServer server([](int peer) { hear(peer); });
    for (const std::string protocol : {"ftp", "rsync", "rpcbind"}) {
        const auto seen = look_at(server.endpoint(), protocol);
        EXPECT_NE(seen.status, facts::Status::complete) << protocol;
        EXPECT_TRUE(rows(seen, "share").empty()) << protocol;
        EXPECT_EQ(rows(seen, "service").size(), 1U) << protocol;
    }
}

TEST_F(SharesProbeTest, a_listed_folder_is_counted_and_its_patients_told_apart) {
    LoopbackServer server([&](int peer) {
        const auto request = hear_request(peer);
        const auto answer = [&](std::string_view body) {
            say(peer, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) +
                          "\r\n\r\n" + std::string(body));
        };
        if (request.starts_with("OPTIONS")) return answer("");
        if (request.starts_with("GET / ")) {
            return answer("<title>Index of /</title><a href=\"lettres/\">lettres</a>");
        }
        if (request.starts_with("GET /lettres/ ")) {
            return answer(
                "<title>Index of /lettres/</title><a href=\"../\">..</a>"
                "<a href=\"a.hl7\">a</a><a href=\"b.hl7\">b</a><a href=\"c.txt\">c</a>");
        }
        answer(contains(request, ".hl7 ") ? letter : "Rien");
    });
    const auto shares = rows(look_at(server.endpoint(), "http"), "share");
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_EQ(column(shares[0], "name"), "/lettres/");
    EXPECT_EQ(column(shares[0], "files"), "3");
    EXPECT_EQ(column(shares[0], "health_files"), "2");
    EXPECT_EQ(column(shares[0], "patients"), "1");
    EXPECT_EQ(column(shares[0], "counted_all"), "1");
    EXPECT_EQ(column(shares[0], "anonymous_write"), "0");
}

TEST_F(SharesProbeTest, an_ordinary_web_page_is_no_share) {
    LoopbackServer server([](int peer) {
        hear_request(peer);
        say(peer, "HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n<title>Imprimante</title>");
    });
    const auto seen = look_at(server.endpoint(), "http");
    EXPECT_EQ(seen.status, facts::Status::complete);
    EXPECT_TRUE(rows(seen, "share").empty());
    EXPECT_TRUE(rows(seen, "service").empty());  // network.services speaks for it.
}

TEST_F(SharesProbeTest, without_its_worker_smb_is_not_observed_but_smb1_is_known) {
    LoopbackServer server([](int peer) {  // Hangs up on SMB 1, answers SMB 2.
        if (!contains(hear(peer, 40), "\xfeSMB")) return;
        std::string answer("\0\0\0\x80\xfeSMB", 8);
        answer += std::string(60, '\0') + std::string("\x41\0\1\0\x11\3", 6);
        say(peer, answer + std::string(58, '\0'));
    });
    const auto seen = look_at(server.endpoint(), "smb");
    EXPECT_EQ(seen.status, facts::Status::partial);
    const auto shares = rows(seen, "share");
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_EQ(column(shares[0], "smb1"), "0");
    EXPECT_EQ(column(shares[0], "anonymous_read"), "?");
    EXPECT_EQ(column(rows(seen, "service").at(0), "version"), "SMB 3.1.1");
}

TEST_F(SharesProbeTest, a_server_that_hangs_up_on_every_dialect_is_not_one_without_smb1) {
    LoopbackServer server([](int peer) { hear(peer, 40); });
    const auto shares = rows(look_at(server.endpoint(), "smb"), "share");
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_EQ(column(shares[0], "smb1"), "?");
}

TEST_F(SharesProbeTest, what_a_worker_says_becomes_rows_and_what_it_does_not_stays_unknown) {
    const TemporaryFolder programs;
    programs_ = programs.path();
    ASSERT_TRUE(os::publish(programs_ / "primum-smb",
                            "#!/bin/sh\n"
                            "printf 'session\\tnull\\topened\\n'\n"
                            "printf 'share\\tpatients\\t0\\t-\\t-\\t-\\n'\n"
                            "printf 'session\\tguest\\topened\\n'\n"
                            "printf 'file\\tpatients\\t612e747874\\t" +
                                hexadecimal(letter) +
                                "\\n'\n"
                                "printf 'share\\tpatients\\t1\\t-\\t9\\t0\\n'\n"
                                "printf 'share\\tbroken\\t-\\t-\\t-\\t-\\n'\n",
                            0700));
    LoopbackServer server([](int peer) { hear(peer, 40); });
    const auto seen = look_at(server.endpoint(), "smb");
    EXPECT_EQ(seen.status, facts::Status::partial);  // The broken share.
    const auto shares = rows(seen, "share");
    ASSERT_EQ(shares.size(), 2U);
    EXPECT_EQ(column(shares[0], "name"), "broken");
    EXPECT_EQ(column(shares[0], "anonymous_read"), "?");
    EXPECT_EQ(column(shares[1], "name"), "patients");
    EXPECT_EQ(column(shares[1], "anonymous_read"), "1");
    EXPECT_EQ(column(shares[1], "files"), "9");
    EXPECT_EQ(column(shares[1], "health_files"), "1");
    EXPECT_EQ(column(shares[1], "patients"), "1");
    EXPECT_EQ(column(shares[1], "counted_all"), "0");
}

TEST_F(SharesProbeTest, an_nfs_server_that_gives_a_file_in_crumbs_is_left_alone) {
    CrumblingNfs nfs;
    LoopbackServer server([&](int peer) { nfs.serve(peer); });
    nfs.port = server.endpoint().port;
    const auto shares = rows(look_at(server.endpoint(), "rpcbind"), "share");
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_EQ(column(shares[0], "name"), "/dossiers");
    EXPECT_EQ(column(shares[0], "files"), "1");
    EXPECT_EQ(column(shares[0], "counted_all"), "0");
    EXPECT_GT(nfs.reads, 0);
    EXPECT_LE(nfs.reads, 6);
}

TEST_F(SharesProbeTest, an_ftp_file_that_stops_on_its_way_is_not_counted_as_read) {
    std::atomic<int> transfers = 0;
    LoopbackServer data([&](int peer) {
        if (transfers++ == 0) {
            return say(peer, "-rw-r--r-- 1 ftp ftp 9999 Jan 01 12:00 a.hl7\r\n");
        }
        say(peer, letter.substr(0, 20));
        hear(peer);  // Until the other gives up.
    });
    LoopbackServer server([&](int peer) {
        say(peer, "220 NAS\r\n");
        for (auto command = hear(peer); !command.empty(); command = hear(peer)) {
            std::string answer = "250 Yes\r\n";
            if (command.starts_with("USER")) answer = "230 Come in\r\n";
            if (command.starts_with("EPSV")) {
                answer = "229 (|||" + std::to_string(data.endpoint().port) + "|)\r\n";
            }
            const bool is_transfer = command.starts_with("LIST") || command.starts_with("RETR");
            if (is_transfer) answer = "150 Now\r\n226 Done\r\n";
            say(peer, answer);
        }
    });
    const auto shares = rows(look_at(server.endpoint(), "ftp"), "share");
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_EQ(column(shares[0], "anonymous_read"), "1");
    EXPECT_EQ(column(shares[0], "files"), "1");
    EXPECT_EQ(column(shares[0], "counted_all"), "0");
}

TEST_F(SharesProbeTest, what_was_read_before_a_worker_was_cut_off_stands) {
    const TemporaryFolder programs;
    programs_ = programs.path();
    ASSERT_TRUE(os::publish(programs_ / "primum-smb",
                            "#!/bin/sh\n"
                            "printf 'session\\tguest\\topened\\n'\n"
                            "printf 'file\\tpatients\\t612e747874\\t" +
                                hexadecimal(letter) +
                                "\\n'\n"
                                "kill -9 $$\n",
                            0700));
    LoopbackServer server([](int peer) { hear(peer, 40); });
    const auto seen = look_at(server.endpoint(), "smb");
    EXPECT_EQ(seen.status, facts::Status::partial);
    const auto shares = rows(seen, "share");
    ASSERT_EQ(shares.size(), 1U);
    EXPECT_EQ(column(shares[0], "name"), "patients");
    EXPECT_EQ(column(shares[0], "anonymous_read"), "1");
    EXPECT_EQ(column(shares[0], "patients"), "1");
    EXPECT_EQ(column(shares[0], "counted_all"), "0");
    EXPECT_EQ(column(rows(seen, "service").at(0), "needs_login"), "0");
}

}  // namespace
}  // namespace primum::probes

// Fix: one way of closing a kind of door. It plans; the Workshop does.
//
// A fix declares the controls that it serves (docs/adr/0042-fixes.md says why it is not the
// catalogue that names fixes). It looks at this computer before it plans, changes nothing, and says
// what it cannot do. Each is one file in doors/, listed in fix_list.cpp.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "fixes/change.h"
#include "fixes/wake.h"

namespace primum::fixes {

// What a control found wrong: one of its subjects, with the details it gave.
struct Subject {
    std::string name;  // "smb://192.168.77.25/patients"
    std::map<std::string, std::string> details;
};

class ContainerFormat;

// A port of this computer that others can reach.
struct OpenPort {
    std::string transport;  // "tcp" or "udp"
    std::uint16_t port = 0;
    std::string process;  // Empty where it could not be told.
};

// What a fix is given.
struct Situation {
    std::string control;
    std::vector<Subject> subjects;          // Never empty.
    std::vector<IpAddress> own;             // This computer's addresses.
    std::vector<Cidr> networks;             // The private networks that it is plugged into.
    std::vector<OpenPort> open_ports;       // In the order of their numbers.
    std::filesystem::path root = "/";       // Where its files are; a test has a tree of its own.
    std::uint16_t ssdp_port = 1900;         // Where routers answer; a test moves it.
    std::function<std::string()> password;  // A new one, hard to guess and easy to type.
    const ContainerFormat* container = nullptr;  // As the person chose; nullptr: the usual one.

    std::filesystem::path at(std::string_view path) const {
        return root / std::filesystem::path(path).relative_path();
    }
    // Whether the files are those of the computer that runs: only then are its processes asked and
    // its services told.
    bool is_live() const { return root == "/"; }
    // Whether `address` is this computer.
    bool is_own(std::string_view address) const;
};

// A password made by the fix, to be shown once.
struct Secret {
    Sentence what;
    std::string login;  // Empty where there is none.
    std::string password;
    bool must_be_kept = false;  // Without it patients' files are lost: typed again before going on.
};

struct Plan {
    std::vector<std::string> subjects;  // Names of those that it is about.
    Changes changes;
    std::vector<Wake> wakes;      // In this order, after all changes, and after undoing them.
    std::vector<Sentence> notes;  // What to know before agreeing; what this cannot do.
    std::vector<Sentence> next;   // What is left to a person afterwards.
    std::vector<Secret> secrets;
};

class Fix {
public:
    virtual ~Fix() = default;

    virtual std::string_view name() const = 0;                   // "smb-guests"
    virtual std::vector<std::string_view> controls() const = 0;  // Ids of the catalogue.
    virtual Sentence title() const = 0;                          // What it does, one line.

    // ErrorKind::not_found when this computer has nothing that the fix can mend, with the reason
    // and what to do instead; denied when it may not look.
    virtual Result<Plan> plan(const Situation& situation) const = 0;
};

}  // namespace primum::fixes

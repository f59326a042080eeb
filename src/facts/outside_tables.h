// What is known of the practice beyond its machines: networks in the air, mail and calendars, the
// Internet domain, and what only a person could answer.
#pragma once

#include "facts/column.h"

namespace primum::facts {

struct WifiNetwork {
    Text ssid;
    std::string ssid_hex;
    std::string bssid;
    bool hidden = false;
    Flag ours;
    std::string security = "unknown";
    Text akm;
    Text ciphers;
    Text wpa1_ciphers;
    Text group_cipher;
    bool wps = false;
    Text pmf;
    Number channel;
    Number signal;
    std::int64_t frames = 0;
};

struct SavedWifi {
    std::string ssid;
    std::string security = "unknown";
    bool joins_alone = true;
    Number key_characters;
    Text key_kind;
};

struct Mailbox {
    std::string address;
    Text provider;
    Text mail_class;
    Text zone;
    Flag mssante;
    bool mail = true;
    bool calendar = false;
    Text forwards_to;
    Text forward_class;
    Text server;
    std::string client;
    Text account;
};

struct Domain {
    std::string name;
    Text mail_provider;
    Text mail_class;
    Text zone;
    Flag hds;
    Text spf;
    Text dkim;
    Text dmarc;
    Flag dnssec;
    Text mail_servers;
    Text site;
    Text site_provider;
    Text site_zone;
};

struct Answer {
    std::string question;
    std::string value;
    Text answered_at;
    Text answered_by;
};

// clang-format off
template <> struct Declaration<WifiNetwork> {
    static constexpr std::string_view name = "wifi_network";
    static constexpr std::string_view meaning = "a network in the air";
    static constexpr std::tuple columns{
        ColumnOf{"ssid", &WifiNetwork::ssid, "name, made printable; null when hidden"},
        ColumnOf{"ssid_hex", &WifiNetwork::ssid_hex, "the name's own bytes, in hexadecimal"},
        ColumnOf{"bssid", &WifiNetwork::bssid, "hardware address of the access point, lower case with colons"},
        ColumnOf{"hidden", &WifiNetwork::hidden, "does not say its name in its beacons"},
        ColumnOf{"ours", &WifiNetwork::ours, "the practice's own, by the names in its settings; null when none are set"},
        ColumnOf{"security", &WifiNetwork::security, "open, OWE, WEP, WPA1-PSK, WPA2-PSK, WPA3-SAE, WPA2-Enterprise, ...; the best first, joined by +"},
        ColumnOf{"akm", &WifiNetwork::akm, "how keys are agreed: PSK, SAE, 802.1X, ... (comma-separated)"},
        ColumnOf{"ciphers", &WifiNetwork::ciphers, "pairwise ciphers of the newest security it offers: CCMP, TKIP, ... (comma-separated)"},
        ColumnOf{"wpa1_ciphers", &WifiNetwork::wpa1_ciphers, "pairwise ciphers it still accepts from WPA1 stations (comma-separated)"},
        ColumnOf{"group_cipher", &WifiNetwork::group_cipher, "cipher for all stations at once"},
        ColumnOf{"wps", &WifiNetwork::wps, "offers Wi-Fi Protected Setup"},
        ColumnOf{"pmf", &WifiNetwork::pmf, "protection of management frames: none, optional or required"},
        ColumnOf{"channel", &WifiNetwork::channel, "channel number"},
        ColumnOf{"signal", &WifiNetwork::signal, "strongest signal seen, dBm"},
        ColumnOf{"frames", &WifiNetwork::frames, "beacons and probe responses seen"}};
};

template <> struct Declaration<SavedWifi> {
    static constexpr std::string_view name = "saved_wifi";
    static constexpr std::string_view meaning = "a Wi-Fi network that this computer remembers";
    static constexpr std::tuple columns{
        ColumnOf{"ssid", &SavedWifi::ssid, "name, made printable"},
        ColumnOf{"security", &SavedWifi::security, "open, OWE, WEP, PSK, SAE, Enterprise or unknown"},
        ColumnOf{"joins_alone", &SavedWifi::joins_alone, "the computer connects by itself when it is near"},
        ColumnOf{"key_characters", &SavedWifi::key_characters, "length of the saved key; null without consent, and where none is kept"},
        ColumnOf{"key_kind", &SavedWifi::key_kind, "digits, hexadecimal, letters or mixed; null as above"}};
};

template <> struct Declaration<Mailbox> {
    static constexpr std::string_view name = "mailbox";
    static constexpr std::string_view meaning = "an address or a calendar of the practice's own, as a program of this computer knows it";
    static constexpr std::tuple columns{
        ColumnOf{"address", &Mailbox::address, "the practice's own address; the server's name for a calendar without one"},
        ColumnOf{"provider", &Mailbox::provider, "who holds it, by catalogue/providers"},
        ColumnOf{"class", &Mailbox::mail_class, "A MSSanté, B HDS under contract, C professional EU, D professional US group, E consumer EU, F consumer US"},
        ColumnOf{"zone", &Mailbox::zone, "where the provider is established: FR, EU, CH, US, ..."},
        ColumnOf{"mssante", &Mailbox::mssante, "belongs to MSSanté"},
        ColumnOf{"mail", &Mailbox::mail, "mail is read there"},
        ColumnOf{"calendar", &Mailbox::calendar, "a calendar is kept there"},
        ColumnOf{"forwards_to", &Mailbox::forwards_to, "domains that a rule forwards mail to (comma-separated); no address"},
        ColumnOf{"forward_class", &Mailbox::forward_class, "worst class of these domains"},
        ColumnOf{"server", &Mailbox::server, "host that the program asks"},
        ColumnOf{"client", &Mailbox::client, "thunderbird, evolution, gnome, kmail or claws"},
        ColumnOf{"account", &Mailbox::account, "account of this computer that uses it"}};
};

template <> struct Declaration<Domain> {
    static constexpr std::string_view name = "domain";
    static constexpr std::string_view meaning = "the practice's Internet domain, as its DNS shows it";
    static constexpr std::tuple columns{
        ColumnOf{"name", &Domain::name, "domain name"},
        ColumnOf{"mail_provider", &Domain::mail_provider, "who receives its mail, by catalogue/providers; empty when it receives none"},
        ColumnOf{"class", &Domain::mail_class, "class of that provider, A to F as in mailbox"},
        ColumnOf{"zone", &Domain::zone, "where that provider is established: FR, EU, CH, US, ..."},
        ColumnOf{"hds", &Domain::hds, "that provider's mail service is certified for health data, by a dated list"},
        ColumnOf{"spf", &Domain::spf, "absent, invalid, or what is said of other senders: fail, softfail, neutral, pass, redirect"},
        ColumnOf{"dkim", &Domain::dkim, "known selectors that have a key (comma-separated); null when none of those tried has"},
        ColumnOf{"dmarc", &Domain::dmarc, "absent, invalid, or its policy: none, quarantine, reject"},
        ColumnOf{"dnssec", &Domain::dnssec, "the zone is signed, and its parent says so"},
        ColumnOf{"mail_servers", &Domain::mail_servers, "its MX hosts, the preferred first (comma-separated)"},
        ColumnOf{"site", &Domain::site, "addresses of its web site (comma-separated); empty when it has none"},
        ColumnOf{"site_provider", &Domain::site_provider, "who hosts the site, by catalogue/providers"},
        ColumnOf{"site_zone", &Domain::site_zone, "where that host is established"}};
};

template <> struct Declaration<Answer> {
    static constexpr std::string_view name = "answer";
    static constexpr std::string_view meaning = "an answer that only a person can give";
    static constexpr std::tuple columns{
        ColumnOf{"question", &Answer::question, "id of the question in catalogue/questions"},
        ColumnOf{"value", &Answer::value, "id of the chosen option; unknown for \"I don't know\""},
        ColumnOf{"answered_at", &Answer::answered_at, "when, UTC"},
        ColumnOf{"answered_by", &Answer::answered_by, "who answered"}};
};
// clang-format on

}  // namespace primum::facts

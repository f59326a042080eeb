#include "probes/network/device_kind.h"

#include <gtest/gtest.h>

#include "formats/netbios.h"

namespace primum::probes {
namespace {

TEST(DeviceKind, what_says_nothing_is_unknown_and_treated_with_care) {
    const auto kind = kind_of({});
    EXPECT_EQ(kind.kind, "unknown");
    EXPECT_FALSE(kind.sturdy);
}

TEST(DeviceKind, makers_of_imaging_are_known_by_their_network_cards) {
    for (const auto* maker : {"GE Healthcare", "ESAOTE S.p.A.", "SonoSite, Inc.",
                              "Philips Healthcare PCCI", "SIRONA DENTAL SYSTEMS GmbH & Co. KG"}) {
        const auto kind = kind_of({.vendor = maker});
        EXPECT_EQ(kind.kind, "imaging") << maker;
        EXPECT_FALSE(kind.sturdy) << maker;
    }
}

TEST(DeviceKind, other_makers_with_alike_names_are_not) {
    for (const auto* maker :
         {"Philips Lighting BV", "Siemens AG", "Samsung Electronics Co.,Ltd", "Novatechnology Inc.",
          "FUJIFILM Business Innovation Corp.", "Heidelberger Druckmaschinen AG"}) {
        EXPECT_EQ(kind_of({.vendor = maker}).kind, "unknown") << maker;
    }
}

TEST(DeviceKind, imaging_wins_over_all_else_but_the_gateway) {
    EXPECT_EQ(kind_of({.vendor = "Apple, Inc.",
                       .model = "Macmini9,1",
                       .mdns_services = {"_osirixdb._tcp", "_rfb._tcp"}})
                  .kind,
              "imaging");
    EXPECT_EQ(kind_of({.name = "VOLUSON-E8", .netbios_names = {0x00, 0x20}}).kind, "imaging");
    EXPECT_EQ(kind_of({.name = "pacs.cabinet.test", .ssdp_server = "Microsoft-Windows/10.0"}).kind,
              "imaging");
    EXPECT_EQ(kind_of({.is_gateway = true, .name = "pacs"}).kind, "router");
}

TEST(DeviceKind, a_windows_that_only_says_its_name_is_not_proved_to_be_sturdy) {
    const auto kind = kind_of({.name = "PC-7", .netbios_names = {0x00, 0x20}});
    EXPECT_EQ(kind.kind, "workstation");
    EXPECT_FALSE(kind.sturdy);
}

TEST(DeviceKind, a_domain_controller_is_a_server) {
    const auto kind = kind_of({.netbios_names = {formats::netbios_suffix::domain_controllers}});
    EXPECT_EQ(kind.kind, "server");
    EXPECT_TRUE(kind.sturdy);
}

TEST(DeviceKind, what_it_offers_tells_what_it_is) {
    EXPECT_EQ(kind_of({.mdns_services = {"_ipp._tcp"}}).kind, "printer");
    EXPECT_EQ(kind_of({.mdns_services = {"_adisk._tcp", "_smb._tcp"}}).kind, "nas");
    EXPECT_EQ(kind_of({.vendor = "Synology Incorporated", .mdns_services = {"_smb._tcp"}}).kind,
              "nas");
    EXPECT_EQ(kind_of({.ssdp_types = {"InternetGatewayDevice"}}).kind, "router");
    EXPECT_EQ(kind_of({.vendor = "Hangzhou Hikvision Digital Technology Co.,Ltd."}).kind, "camera");
    EXPECT_EQ(kind_of({.vendor = "Apple, Inc.", .mdns_services = {"_rfb._tcp"}}).kind,
              "workstation");
}

TEST(DeviceKind, a_maker_of_phones_and_of_much_else_is_no_proof_of_a_phone) {
    EXPECT_EQ(kind_of({.vendor = "Apple, Inc."}).kind, "unknown");
    EXPECT_EQ(kind_of({.name = "iPhone-de-Marie.local"}).kind, "phone");
    EXPECT_EQ(kind_of({.mdns_services = {"_apple-mobdev2._tcp"}}).kind, "phone");
}

}  // namespace
}  // namespace primum::probes

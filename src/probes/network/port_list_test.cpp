#include "probes/network/port_list.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "probes/network/neighbourhood.h"

namespace primum::probes {
namespace {

TEST(PortList, no_port_stands_in_it_twice) {
    std::set<std::uint16_t> seen;
    for (const auto& known : usual_ports())
        EXPECT_TRUE(seen.insert(known.port).second) << known.port;
}

TEST(PortList, imaging_devices_are_asked_for_little) {
    EXPECT_LE(imaging_device_ports().size(), 30U);
    for (const auto& known : imaging_device_ports()) {
        EXPECT_TRUE(std::ranges::any_of(
            usual_ports(), [&](const KnownPort& usual) { return usual.port == known.port; }));
    }
}

TEST(PortList, a_printer_is_sent_nothing_to_print) {
    for (const auto& known : usual_ports()) {
        if (known.port == 9100 || known.port == 515) {
            EXPECT_EQ(known.approach, Approach::leave);
        }
    }
}

TEST(PortList, a_record_is_never_written_by_asking) {
    for (const auto& known : usual_ports()) {
        if (known.protocol == "mllp") {
            EXPECT_TRUE(known.approach == Approach::leave || known.approach == Approach::tls);
        }
    }
    EXPECT_EQ(speaker_of("mllp"), "network.medical-web");
}

TEST(PortList, a_port_out_of_the_list_usually_speaks_nothing_known) {
    EXPECT_EQ(usual_protocol(104), "dicom");
    EXPECT_EQ(usual_protocol(1), "unknown");
}

}  // namespace
}  // namespace primum::probes

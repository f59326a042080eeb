#include "formats/upnp.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

constexpr std::string_view gateway = R"(<?xml version="1.0"?>
<root xmlns="urn:schemas-upnp-org:device-1-0"><device>
<deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType>
<manufacturer>Sagemcom</manufacturer><modelName>Box &amp; more</modelName>
<modelNumber>3</modelNumber><x:X_FirmwareVersion xmlns:x="urn:x">4.28.35</x:X_FirmwareVersion>
<deviceList><device><deviceType>urn:schemas-upnp-org:device:WANDevice:1</deviceType>
<deviceList><device><serviceList><service>
<serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType>
<controlURL>/ctl/IPConn</controlURL><SCPDURL>/WANIPCn.xml</SCPDURL>
</service></serviceList></device></deviceList></device></deviceList></device></root>)";

TEST(Upnp, the_services_of_inner_devices_are_found) {
    const auto device = parse_upnp_device(gateway);
    ASSERT_TRUE(device);
    EXPECT_EQ(device->manufacturer, "Sagemcom");
    EXPECT_EQ(device->model, "Box & more");
    EXPECT_EQ(device->firmware, "4.28.35");
    ASSERT_EQ(device->services.size(), 1U);
    EXPECT_EQ(device->services[0].type, "urn:schemas-upnp-org:service:WANIPConnection:1");
    EXPECT_EQ(device->services[0].control_url, "/ctl/IPConn");
}

TEST(Upnp, other_xml_and_no_xml_are_malformed) {
    for (const auto* text :
         {"", "<root/>", "<html><device/></html>", "not xml", "<root><device>"}) {
        EXPECT_FALSE(parse_upnp_device(text)) << text;
    }
}

TEST(Upnp, entities_of_the_document_are_not_expanded) {
    const auto device = parse_upnp_device(
        "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
        "<root><device><manufacturer>&a;&f;</manufacturer></device></root>");
    ASSERT_TRUE(device);
    EXPECT_EQ(device->manufacturer, "&a;&f;");
}

TEST(Upnp, devices_inside_devices_without_end_are_read_to_a_limit) {
    std::string xml = "<root><device>";
    for (int i = 0; i < 5000; ++i) xml += "<deviceList><device>";
    for (int i = 0; i < 5000; ++i) xml += "</device></deviceList>";
    EXPECT_TRUE(parse_upnp_device(xml + "</device></root>"));
}

TEST(Upnp, actions_are_listed_by_name) {
    const auto actions = parse_upnp_actions(
        "<scpd xmlns='urn:schemas-upnp-org:service-1-0'><actionList><action><name>AddPortMapping"
        "</name></action><action><name>GetExternalIPAddress</name></action></actionList></scpd>");
    ASSERT_TRUE(actions);
    EXPECT_EQ(*actions, (std::vector<std::string>{"AddPortMapping", "GetExternalIPAddress"}));
}

constexpr std::string_view envelope =
    R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>)";
constexpr std::string_view envelope_end = "</s:Body></s:Envelope>";

TEST(Upnp, an_answer_gives_its_values_by_name) {
    const auto answer = parse_soap_answer(
        std::string(envelope) +
        "<u:GetExternalIPAddressResponse><NewExternalIPAddress> 192.0.1.7 </NewExternalIPAddress>"
        "</u:GetExternalIPAddressResponse>" +
        std::string(envelope_end));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->values.at("NewExternalIPAddress"), "192.0.1.7");
    EXPECT_FALSE(answer->fault);
}

TEST(Upnp, a_refusal_gives_its_code) {
    const auto answer = parse_soap_answer(
        std::string(envelope) +
        "<s:Fault><faultcode>s:Client</faultcode><detail><UPnPError><errorCode>713</errorCode>"
        "</UPnPError></detail></s:Fault>" +
        std::string(envelope_end));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->fault, 713);
    EXPECT_TRUE(answer->says_no_such_opening());
    EXPECT_FALSE((SoapAnswer{.values = {}, .fault = 606}).says_no_such_opening());
}

TEST(Upnp, only_the_services_that_keep_openings_are_asked_for_them) {
    const auto device = parse_upnp_device(gateway);
    ASSERT_TRUE(device);
    ASSERT_NE(upnp_connection_of(*device), nullptr);
    EXPECT_EQ(upnp_connection_of(*device)->control_url, "/ctl/IPConn");
    UpnpDevice other = *device;
    other.services[0].type = "urn:schemas-upnp-org:service:Layer3Forwarding:1";
    EXPECT_EQ(upnp_connection_of(other), nullptr);
}

TEST(Upnp, an_opening_says_where_it_leads) {
    SoapAnswer answer{.values = {{"NewExternalPort", "33389"},
                                 {"NewProtocol", "UDP"},
                                 {"NewInternalClient", "192.168.77.20"},
                                 {"NewInternalPort", "3389"},
                                 {"NewPortMappingDescription", "Bureau\x1b[31m"},
                                 {"NewEnabled", "0"}},
                      .fault = std::nullopt};
    const auto opening = read_upnp_opening(answer);
    ASSERT_TRUE(opening);
    EXPECT_EQ(opening->external_port, 33389);
    EXPECT_TRUE(opening->is_udp);
    EXPECT_EQ(opening->target, "192.168.77.20");
    EXPECT_EQ(opening->target_port, 3389);
    EXPECT_EQ(opening->description.find('\x1b'), std::string::npos);
    EXPECT_EQ(opening->lease_seconds, std::nullopt);
    EXPECT_FALSE(opening->enabled);

    answer.values.erase("NewExternalPort");  // Asked by its port, a box does not repeat it.
    EXPECT_TRUE(read_upnp_opening(answer));
    for (const auto* no_port : {"", "65536", "-1", "http"}) {
        answer.values["NewInternalPort"] = no_port;
        EXPECT_FALSE(read_upnp_opening(answer)) << no_port;
    }
}

TEST(Upnp, answers_and_faults_alone_are_read) {
    EXPECT_TRUE(carries_soap(200) && carries_soap(500));
    EXPECT_FALSE(carries_soap(404) || carries_soap(302));
}

TEST(Upnp, neither_answer_nor_refusal_is_malformed) {
    EXPECT_FALSE(parse_soap_answer(std::string(envelope) + std::string(envelope_end)));
    EXPECT_FALSE(
        parse_soap_answer(std::string(envelope) + "<s:Fault/>" + std::string(envelope_end)));
    EXPECT_FALSE(parse_soap_answer("<html/>"));
}

TEST(Upnp, a_call_is_an_envelope_around_its_arguments) {
    const auto call =
        encode_soap_call("urn:schemas-upnp-org:service:WANIPConnection:1",
                         "GetGenericPortMappingEntry", {{"NewPortMappingIndex", "0"}});
    EXPECT_EQ(call.headers.at("SOAPAction"),
              "\"urn:schemas-upnp-org:service:WANIPConnection:1#GetGenericPortMappingEntry\"");
    EXPECT_NE(call.body.find("<u:GetGenericPortMappingEntry xmlns:u=\"urn:schemas-upnp-org:service:"
                             "WANIPConnection:1\"><NewPortMappingIndex>0</NewPortMappingIndex>"
                             "</u:GetGenericPortMappingEntry>"),
              std::string::npos);
}

// A fix gives a router back the description that the router itself once gave.
TEST(Upnp, what_an_argument_says_stays_inside_it) {
    const auto call = encode_soap_call("t", "AddPortMapping", {{"D", "a</D><E>\"b\"&'c'"}});
    EXPECT_NE(call.body.find("<D>a&lt;/D&gt;&lt;E&gt;&quot;b&quot;&amp;&apos;c&apos;</D>"),
              std::string::npos);
}

}  // namespace
}  // namespace primum::formats

// FakeRouter: an Internet box on loopback that speaks UPnP IGD and keeps a list of openings, as
// they stand in XML.
#pragma once

#include <sys/socket.h>

#include <array>
#include <map>
#include <mutex>
#include <string>

#include <fmt/format.h>

#include "base/text.h"
#include "fixes/internet_box.h"
#include "net/testing/datagram_server.h"
#include "net/testing/loopback_server.h"

namespace primum::fixes::testing {

class FakeRouter {
public:
    FakeRouter()
        : web_([this](int peer) { serve(peer); }),
          ssdp_([this](BytesView) { return search_answer(); }) {}

    BoxAddress address() const { return {ssdp_.endpoint().address, ssdp_.endpoint().port}; }

    void open(const std::string& name, const std::string& target) {
        const std::lock_guard lock(mutex_);
        openings_[name] = target;
    }
    void refuse_changes() { refuses_ = true; }
    // "4450/TCP -> 192.168.77.25:445 NAS\n", one line an opening.
    std::string openings() const {
        const std::lock_guard lock(mutex_);
        std::string text;
        for (const auto& [name, target] : openings_) text += name + " -> " + target + "\n";
        return text;
    }

private:
    static constexpr std::string_view type = "urn:schemas-upnp-org:service:WANIPConnection:1";

    std::vector<Bytes> search_answer() const {
        const auto text = fmt::format(
            "HTTP/1.1 200 OK\r\nST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n"
            "USN: uuid:x\r\nLOCATION: http://{}/root.xml\r\n\r\n",
            web_.endpoint().to_string());
        const auto bytes = as_bytes(text);
        return {Bytes(bytes.begin(), bytes.end())};
    }

    void serve(int peer) {
        const auto request = read_request(peer);
        if (!is_whole(request)) return;  // Its sender was killed.
        const auto [status, body] = answer(request);
        const auto text =
            fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}", status,
                        body.size(), body);
        (void)::send(peer, text.data(), text.size(), MSG_NOSIGNAL);
    }

    static bool is_whole(const std::string& request) {
        return contains(request, "\r\n\r\n") &&
               (request.starts_with("GET") || contains(request, "</s:Envelope>"));
    }

    static std::string read_request(int peer) {
        std::string request;
        std::array<char, 4096> buffer{};
        while (!is_whole(request)) {
            const auto count = ::recv(peer, buffer.data(), buffer.size(), 0);
            if (count <= 0) break;
            request.append(buffer.data(), static_cast<std::size_t>(count));
        }
        return request;
    }

    std::pair<std::string, std::string> answer(const std::string& request) {
        if (request.starts_with("GET")) {
            return {"200 OK",
                    fmt::format("<root><device><serviceList><service><serviceType>{}</serviceType>"
                                "<controlURL>/control</controlURL><SCPDURL>/scpd.xml</SCPDURL>"
                                "</service></serviceList></device></root>",
                                type)};
        }
        const std::lock_guard lock(mutex_);
        const auto name = part(request, "NewExternalPort") + "/" + part(request, "NewProtocol");
        const auto found = openings_.find(name);
        if (contains(request, "#GetSpecificPortMappingEntry")) {
            if (found == openings_.end()) return fault(714);
            const auto colon = found->second.find(':');
            const auto blank = found->second.find(' ');
            return soap(
                "GetSpecificPortMappingEntry",
                fmt::format("<NewInternalPort>{}</NewInternalPort><NewInternalClient>{}"
                            "</NewInternalClient><NewEnabled>1</NewEnabled>"
                            "<NewPortMappingDescription>{}</NewPortMappingDescription>"
                            "<NewLeaseDuration>0</NewLeaseDuration>",
                            found->second.substr(colon + 1, blank - colon - 1),
                            found->second.substr(0, colon), found->second.substr(blank + 1)));
        }
        if (refuses_) return fault(606);
        if (contains(request, "#DeletePortMapping")) {
            if (found == openings_.end()) return fault(714);
            openings_.erase(found);
            return soap("DeletePortMapping", "");
        }
        openings_[name] = fmt::format("{}:{} {}", part(request, "NewInternalClient"),
                                      part(request, "NewInternalPort"),
                                      part(request, "NewPortMappingDescription"));
        return soap("AddPortMapping", "");
    }

    static std::string part(const std::string& request, const std::string& name) {
        const auto begin = request.find("<" + name + ">");
        if (begin == std::string::npos) return "";
        const auto end = request.find("</" + name + ">", begin);
        return request.substr(begin + name.size() + 2, end - begin - name.size() - 2);
    }

    static std::pair<std::string, std::string> soap(std::string_view action,
                                                    std::string_view inner) {
        return {
            "200 OK",
            fmt::format("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                        "<u:{0}Response xmlns:u=\"{1}\">{2}</u:{0}Response></s:Body></s:Envelope>",
                        action, type, inner)};
    }

    static std::pair<std::string, std::string> fault(int code) {
        return {"500 Internal Server Error",
                fmt::format(
                    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
                    "<s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring>"
                    "<detail><UPnPError xmlns=\"urn:schemas-upnp-org:control-1-0\"><errorCode>{}"
                    "</errorCode></UPnPError></detail></s:Fault></s:Body></s:Envelope>",
                    code)};
    }

    mutable std::mutex mutex_;
    std::map<std::string, std::string> openings_;
    std::atomic<bool> refuses_ = false;
    net::testing::LoopbackServer web_;
    net::testing::DatagramServer ssdp_;
};

}  // namespace primum::fixes::testing

#include "net/http.h"

#include <curl/curl.h>
#include <sys/socket.h>

#include <memory>

#include "base/text.h"
#include "net/socket_address.h"

namespace primum::net {
namespace {

constexpr std::size_t header_bytes_max = 64UL * 1024;

struct Exchange {
    const HttpRequest& request;
    const Dialer& dialer;
    HttpResponse response;
    std::size_t header_bytes = 0;
};

struct CurlRelease {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CurlRelease>;
using HeaderList = std::unique_ptr<curl_slist, CurlRelease>;

std::size_t on_body(char* bytes, std::size_t /*one*/, std::size_t count, void* context) {
    auto& exchange = *static_cast<Exchange*>(context);
    auto& body = exchange.response.body;
    const auto room = exchange.request.body_bytes_max - body.size();
    body.append(bytes, std::min(room, count));
    exchange.response.body_cut = count > room;
    return exchange.response.body_cut ? 0 : count;  // 0 makes curl hang up.
}

std::size_t on_header(char* bytes, std::size_t /*one*/, std::size_t count, void* context) {
    auto& exchange = *static_cast<Exchange*>(context);
    exchange.header_bytes += count;
    if (exchange.header_bytes > header_bytes_max) return 0;
    const std::string_view line(bytes, count);
    const auto colon = line.find(':');
    if (colon != std::string_view::npos) {
        exchange.response.headers[lower_case(trim(line.substr(0, colon)))] =
            printable(line.substr(colon + 1), 1000);
    }
    return count;
}

int on_progress(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Exchange*>(context)->dialer.stop().requested() ? 1 : 0;
}

// The last gate: whatever curl made of the address, no socket opens outside the allowed networks.
curl_socket_t on_open_socket(void* context, curlsocktype, curl_sockaddr* address) {
    sockaddr_storage storage{};
    std::memcpy(&storage, &address->addr, std::min<std::size_t>(address->addrlen, sizeof storage));
    const auto endpoint = SocketAddress::to_endpoint(storage);
    if (!static_cast<Exchange*>(context)->dialer.allows(endpoint.address)) return CURL_SOCKET_BAD;
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::string url_of(const HttpRequest& request) {
    return (request.tls ? "https://" : "http://") + request.endpoint.to_string() + request.path;
}

template <class Value>
void set(const Handle& handle, CURLoption option, Value value) {
    CHECK(curl_easy_setopt(handle.get(), option, value) == CURLE_OK);
}

void set_limits(const Handle& handle, const HttpRequest& request) {
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_SSL_VERIFYPEER, 0L);
    set(handle, CURLOPT_SSL_VERIFYHOST, 0L);
    set(handle, CURLOPT_SSL_CIPHER_LIST, "ALL:@SECLEVEL=0");
    set(handle, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    set(handle, CURLOPT_FORBID_REUSE, 1L);
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
}

void set_callbacks(const Handle& handle, Exchange& exchange) {
    set(handle, CURLOPT_WRITEFUNCTION, on_body);
    set(handle, CURLOPT_WRITEDATA, static_cast<void*>(&exchange));
    set(handle, CURLOPT_HEADERFUNCTION, on_header);
    set(handle, CURLOPT_HEADERDATA, static_cast<void*>(&exchange));
    set(handle, CURLOPT_NOPROGRESS, 0L);
    set(handle, CURLOPT_XFERINFOFUNCTION, on_progress);
    set(handle, CURLOPT_XFERINFODATA, static_cast<void*>(&exchange));
    set(handle, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
    set(handle, CURLOPT_OPENSOCKETDATA, static_cast<void*>(&exchange));
}

HeaderList set_request(const Handle& handle, const HttpRequest& request) {
    set(handle, CURLOPT_URL, url_of(request).c_str());
    set(handle, CURLOPT_PATH_AS_IS, 1L);
    set(handle, CURLOPT_USERAGENT, "Primum");
    if (request.method == "HEAD") {
        set(handle, CURLOPT_NOBODY, 1L);
    } else {
        set(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
    if (!request.body.empty()) {
        set(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
        set(handle, CURLOPT_POSTFIELDS, request.body.data());
    }
    HeaderList list;
    for (const auto& [name, value] : request.headers) {
        list.reset(curl_slist_append(list.release(), fmt::format("{}: {}", name, value).c_str()));
    }
    if (list) set(handle, CURLOPT_HTTPHEADER, list.get());
    return list;
}

Error error_of(CURLcode code, const HttpRequest& request) {
    const auto doing = say("joindre {}", "reach {}", url_of(request));
    const auto failed = [&](ErrorKind kind, const Sentence& what) {
        return Error{kind, join(doing, what)};
    };
    switch (code) {
        case CURLE_COULDNT_CONNECT:
            return failed(ErrorKind::not_found, {"connexion refusée", "connection refused"});
        case CURLE_OPERATION_TIMEDOUT:
            return failed(ErrorKind::unreachable, {"aucune réponse à temps", "no answer in time"});
        case CURLE_ABORTED_BY_CALLBACK:
            return os::Stop::error();
        case CURLE_WRITE_ERROR:
            return failed(ErrorKind::malformed,
                          {"la réponse n'en finit pas", "the answer does not end"});
        case CURLE_GOT_NOTHING:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
            return failed(ErrorKind::unreachable,
                          {"connexion coupée par l'appareil", "connection cut by the device"});
        default: {
            const std::string words = curl_easy_strerror(code);
            return failed(ErrorKind::malformed, {words, words});
        }
    }
}

}  // namespace

std::string HttpResponse::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

Result<HttpResponse> exchange(Dialer& dialer, const HttpRequest& request) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    CHECK(ready == CURLE_OK);
    const auto permit = TRY(dialer.admit(request.endpoint.address));

    const Handle handle(curl_easy_init());
    CHECK(handle);
    Exchange exchange{request, dialer, {}};
    set_limits(handle, request);
    set_callbacks(handle, exchange);
    const auto headers = set_request(handle, request);

    const CURLcode code = curl_easy_perform(handle.get());
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    exchange.response.status = static_cast<int>(status);
    const bool cut_by_us = code == CURLE_WRITE_ERROR && exchange.response.body_cut;
    if (code != CURLE_OK && !cut_by_us) return error_of(code, request);
    return std::move(exchange.response);
}

}  // namespace primum::net

#include "web/gate.h"

#include "base/text.h"
#include "web/assets.h"
#include "web/door/cookies.h"
#include "web/visit.h"

namespace primum::web {
namespace {

bool is_our_name(const House& house, const std::string& header) {
    const auto host = parse_host(header);
    return host && house.rules.host_names.contains(host->name);
}

// What a browser says of where a form comes from. Under our own policy of no referrer it writes
// "null" for its origin; older ones, which do not send Sec-Fetch-Site, are left to the token.
bool comes_from_us(const House& house, const Request& request) {
    if (!request.fetch_site.empty()) return request.fetch_site == "same-origin";
    if (request.origin.empty() || request.origin == "null") return true;
    const auto scheme = std::string_view(house.rules.over_tls ? "https://" : "http://");
    if (!request.origin.starts_with(scheme)) return false;
    return lower_case(request.origin.substr(scheme.size())) == lower_case(request.host);
}

Language language_of(const House& house, const Request& request) {
    const auto wanted = request.query.value("lang");
    if (wanted == "fr") return Language::french;
    if (wanted == "en") return Language::english;
    const auto first = lower_case(request.languages.substr(0, 2));
    if (first == "fr") return Language::french;
    if (first == "en") return Language::english;
    return house.rules.language;
}

Answer asset_answer(const Asset& asset) {
    return {
        .type = std::string(asset.type), .body = std::string(asset.content), .may_be_kept = true};
}

Answer plain_refusal(std::uint16_t status, const char* why) {
    return {.status = status, .type = "text/plain; charset=utf-8", .body = why};
}

Visit visit_of(House& house, const Request& request, const Visitor& visitor, Instant now) {
    Visit visit{.request = request, .house = house};
    visit.language = language_of(house, request);
    const auto token = cookie_value(request.cookie, session_cookie(house.rules));
    if (token) visit.session = house.sessions.find(*token, now);
    if (token && visit.session != nullptr) {
        visit.token = *token;
        visit.form_token = visit.session->form_token;
        visit.language = visit.session->language;
    } else {
        visit.form_token = visitor_form_token(house, visitor);
    }
    return visit;
}

Answer to_sign_in(const Visit& visit) {
    if (visit.request.method == Method::post) return see_other("/sign-in?ended=1");
    return see_other("/sign-in");
}

Answer enter(Visit& visit) {
    const auto* route = find_route(visit.request.method, visit.request.path);
    if (route == nullptr) {
        if (visit.session == nullptr) return to_sign_in(visit);
        return refused(visit, 404, {"Cette page n'existe pas.", "There is no such page."});
    }
    if (route->room != Room::street && visit.session == nullptr) return to_sign_in(visit);
    if (!may_enter(route->room, visit)) {
        return refused(visit, 403,
                       {"Votre rôle n'ouvre pas cette page. La personne responsable du cabinet "
                        "peut le changer.",
                        "Your role does not open this page. The person in charge of the practice "
                        "can change that."});
    }
    if (visit.request.method == Method::post &&
        !is_same(visit.request.form.value("token"), visit.form_token)) {
        return refused(visit, 403,
                       {"Cette page était ouverte depuis trop longtemps. Revenez en arrière, "
                        "rechargez-la et recommencez : rien n'a été changé.",
                        "This page had been open for too long. Go back, load it again and try "
                        "once more: nothing was changed."});
    }
    return route->page(visit);
}

}  // namespace

Answer answer(House& house, const Request& request, Instant now) {
    if (!is_our_name(house, request.host)) return plain_refusal(421, "not a name of this server");
    if (const auto* asset = find_asset(request.path)) return asset_answer(*asset);
    if (request.method == Method::post && !comes_from_us(house, request)) {
        return plain_refusal(403, "this form comes from another site");
    }
    const auto visitor = visitor_of(house.rules, request);
    auto visit = visit_of(house, request, visitor, now);
    auto answered = enter(visit);
    if (visit.session == nullptr) greet(house.rules, visitor, answered);
    return answered;
}

}  // namespace primum::web

#include "probes/network/medical_web.h"

#include <array>

#include "base/parallel.h"
#include "base/text.h"
#include "formats/json_answers.h"
#include "net/http.h"
#include "probes/network/person_counter.h"

namespace primum::probes {
namespace {

using facts::MedicalWeb;
using net::HttpResponse;

constexpr std::size_t ports_at_once_max = 16;
constexpr std::size_t answer_bytes_max = 4 * 1024UL * 1024;
constexpr int qido_page_studies = 500;
constexpr int qido_pages_max = 20;

constexpr std::array<std::string_view, 3> dicomweb_bases{
    "/dicom-web", "/dcm4chee-arc/aets/DCM4CHEE/rs", "/dicomweb"};
constexpr std::array<std::string_view, 2> fhir_bases{"/fhir", "/hapi-fhir-jpaserver/fhir"};
constexpr std::string_view dcm4chee_page = "/dcm4chee-arc/ui2/";

// Titles of pages that show images to whoever opens them.
constexpr std::array<std::string_view, 8> viewer_titles{
    "ohif",  "stone web viewer", "orthanc explorer", "osimis web viewer",
    "horos", "osirix",           "weasis",           "oviyam"};

bool refuses(int status) { return status == 401 || status == 403; }

facts::Number number_in(const std::map<std::string, std::string>& fields, const std::string& name) {
    const auto found = fields.find(name);
    if (found == fields.end()) return std::nullopt;
    const auto number = parse_number(found->second);
    return number ? facts::Number(static_cast<std::int64_t>(*number)) : std::nullopt;
}

facts::Text text_in(const std::map<std::string, std::string>& fields, const std::string& name) {
    const auto found = fields.find(name);
    if (found == fields.end() || found->second.empty()) return std::nullopt;
    return printable(found->second);
}

// Asks one web server for all that this probe knows of.
class WebInterview {
public:
    WebInterview(net::Dialer& dialer, const OpenPort& port, facts::Sink& sink)
        : dialer_(dialer), port_(port), sink_(sink) {}

    Result<> run() {
        const auto system = TRY(get("/system"));
        if (refuses(system.status) && !is_orthanc_refusal(system)) return {};  // Closed as a whole.
        TRY(see_orthanc(system));
        for (const auto base : dicomweb_bases) TRY(see_dicomweb(std::string(base)));
        TRY(see_wado());
        for (const auto base : fhir_bases) TRY(see_fhir(std::string(base)));
        TRY(see_dcm4chee());
        see_viewer();
        return {};
    }

private:
    MedicalWeb row(std::string kind, std::string path, bool needs_login) const {
        return {.address = port_.endpoint.address.to_string(),
                .port = port_.endpoint.port,
                .kind = std::move(kind),
                .path = std::move(path),
                .tls = port_.tls.has_value(),
                .needs_login = needs_login};
    }

    Result<HttpResponse> get(const std::string& path, const std::string& accept = "*/*") {
        return net::exchange(dialer_, {.endpoint = port_.endpoint,
                                       .tls = port_.tls.has_value(),
                                       .path = path,
                                       .headers = {{"Accept", accept}},
                                       .body_bytes_max = answer_bytes_max});
    }

    static bool is_orthanc_refusal(const HttpResponse& response) {
        return contains(response.header("www-authenticate"), "Orthanc");
    }

    Result<> see_orthanc(const HttpResponse& system) {
        if (is_orthanc_refusal(system)) {
            auto closed = row("orthanc", "/system", true);
            closed.product = "Orthanc";
            sink_.add(closed);
            return {};
        }
        const auto fields = formats::top_level_fields(system.body);
        if (system.status != 200 || !fields || !fields->contains("DicomAet")) return {};
        auto open = row("orthanc", "/system", false);
        open.product = "Orthanc";
        open.version = text_in(*fields, "Version");
        const auto statistics = TRY(get("/statistics"));
        if (const auto counts = formats::top_level_fields(statistics.body)) {
            open.patients = number_in(*counts, "CountPatients");
            open.records = number_in(*counts, "CountStudies");
        }
        sink_.add(open);
        return {};
    }

    Result<> see_dicomweb(const std::string& base) {
        const auto path = base + "/studies";
        const auto first = TRY(get(path + "?limit=1", "application/dicom+json"));
        if (refuses(first.status)) {
            sink_.add(row("dicomweb", path, true));
            return {};
        }
        const bool answers =
            first.status == 204 ||
            (first.status == 200 &&
             formats::count_qido_studies(first.body, [](const formats::QidoStudy&) {}));
        if (!answers) return {};
        auto open = row("dicomweb", path, false);
        TRY(count_studies(path, open));
        sink_.add(open);
        return {};
    }

    // Page after page, until one is not full.
    Result<> count_studies(const std::string& path, MedicalWeb& open) {
        PersonCounter patients;
        std::int64_t studies = 0;
        for (int page = 0; page < qido_pages_max; ++page) {
            const auto query = fmt::format("{}?limit={}&offset={}", path, qido_page_studies,
                                           page * qido_page_studies);
            const auto answer = TRY(get(query, "application/dicom+json"));
            const auto count =
                formats::count_qido_studies(answer.body, [&](const formats::QidoStudy& study) {
                    patients.add(study.patient_id, study.issuer_of_patient_id,
                                 study.patient_birth_date);
                });
            if (!count) break;  // Also 204: no more.
            studies += *count;
            if (*count < qido_page_studies || answer.body_cut) break;
        }
        open.records = studies;
        open.patients = static_cast<std::int64_t>(patients.count());
        return {};
    }

    // Asked without naming an object, a WADO server complains of the missing names (PS3.18 §9.1);
    // others do not know the page.
    Result<> see_wado() {
        const std::string path = "/wado";
        const auto answer = TRY(get(path + "?requestType=WADO"));
        const bool complains = answer.status == 400;
        if (complains || refuses(answer.status)) sink_.add(row("wado", path, !complains));
        return {};
    }

    Result<> see_fhir(const std::string& base) {
        const auto patients = TRY(get(base + "/Patient?_summary=count", "application/fhir+json"));
        if (refuses(patients.status)) {
            sink_.add(row("fhir", base + "/Patient", true));
            return {};
        }
        const auto fields = formats::top_level_fields(patients.body);
        if (patients.status != 200 || !fields) return {};
        const auto type = fields->find("resourceType");
        if (type == fields->end() || type->second != "Bundle") return {};
        auto open = row("fhir", base + "/Patient", false);
        open.patients = number_in(*fields, "total");
        sink_.add(open);
        return {};
    }

    Result<> see_dcm4chee() {
        const auto page = TRY(get(std::string(dcm4chee_page)));
        if (page.status == 200 && contains(lower_case(page.body), "dcm4chee")) {
            auto open = row("dcm4chee", std::string(dcm4chee_page), false);
            open.product = "dcm4chee-arc";
            sink_.add(open);
        }
        return {};
    }

    void see_viewer() {
        const auto title = lower_case(port_.title);
        for (const auto viewer : viewer_titles) {
            if (!contains(title, viewer)) continue;
            auto seen = row("viewer", "/", port_.needs_login.value_or(false));
            seen.product = port_.title;
            sink_.add(seen);
            return;
        }
    }

    net::Dialer& dialer_;
    const OpenPort& port_;
    facts::Sink& sink_;
};

void see_mllp(OpenPort& port, facts::Sink& sink) {
    const bool checks_client = port.tls && port.tls->client_certificate_asked;
    port.needs_login = checks_client;
    sink.add(MedicalWeb{.address = port.endpoint.address.to_string(),
                        .port = port.endpoint.port,
                        .kind = "mllp",
                        .tls = port.tls.has_value(),
                        .needs_login = checks_client});
    sink.add(to_service(port));
}

}  // namespace

std::vector<const facts::TableDescription*> MedicalWebProbe::tables() const {
    return {&facts::table_of<MedicalWeb>(), &facts::table_of<facts::Service>()};
}

std::vector<Sentence> MedicalWebProbe::explain() const {
    return {
        {"À chaque serveur web, quelques demandes GET sans mot de passe : /system et /statistics "
         "(Orthanc), …/studies (DICOMweb), /wado, …/Patient?_summary=count (FHIR), "
         "/dcm4chee-arc/ui2/.",
         "To each web server, a few GET requests without password: /system and /statistics "
         "(Orthanc), …/studies (DICOMweb), /wado, …/Patient?_summary=count (FHIR), "
         "/dcm4chee-arc/ui2/."},
        {"Les réponses sont comptées et aussitôt oubliées.",
         "The answers are counted and forgotten at once."},
        {"Aux ports HL7 (MLLP), rien n'est envoyé.", "Nothing is sent to HL7 (MLLP) ports."}};
}

Result<> MedicalWebProbe::observe(facts::Sink& sink) {
    auto ports = context_.neighbourhood.ports_speaking("http");
    parallel_for_each(ports, ports_at_once_max, [&](OpenPort* port) {
        if (context_.dialer.stop().requested()) return;
        const auto address = port->endpoint.to_string();
        sink.progress({address + ", web médical", address + ", medical web"});
        const auto seen = WebInterview(context_.dialer, *port, sink).run();
        if (!seen && seen.error().kind != ErrorKind::stopped) {
            sink.could_not_see(join(say("pages médicales de {}", "medical pages of {}", address),
                                    seen.error().message));
        }
    });
    for (auto* port : context_.neighbourhood.ports_speaking("mllp")) see_mllp(*port, sink);
    if (context_.dialer.stop().requested()) return os::Stop::error();
    return {};
}

}  // namespace primum::probes

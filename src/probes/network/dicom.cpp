#include "probes/network/dicom.h"

#include <array>
#include <atomic>

#include "base/parallel.h"
#include "base/text.h"
#include "os/random.h"
#include "probes/network/dicom_conversation.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;
using formats::ApplicationTitle;
using formats::RejectionReason;

constexpr auto connect_timeout = 1000ms;
constexpr auto opening_timeout = 3000ms;        // TLS and the association.
constexpr auto conversation_timeout = 15000ms;  // All of it, counting included.
constexpr std::size_t ports_at_once_max = 16;

// Called titles that vendors deliver their programs with.
constexpr std::array default_titles{ApplicationTitle("ORTHANC"), ApplicationTitle("OSIRIX"),
                                    ApplicationTitle("DCM4CHEE"), ApplicationTitle("MI_SERVER")};

// A title that no device can have in its list: whoever accepts it accepts anybody.
ApplicationTitle random_title() {
    std::string title = "P";
    for (auto number = os::random_number(); title.size() < 12; number /= 26) {
        title += static_cast<char>('A' + number % 26);
    }
    return ApplicationTitle(title);
}

facts::Text known(std::string_view text) {
    auto clean = printable(text);
    return clean.empty() ? facts::Text{} : facts::Text{std::move(clean)};
}

// Asks one port, and makes its row if it turns out to speak DICOM.
class Interview {
public:
    Interview(net::Dialer& dialer, OpenPort& port, facts::Sink& sink)
        : dialer_(dialer), port_(port), sink_(sink), calling_(random_title()) {
        row_.address = port.endpoint.address.to_string();
        row_.port = port.endpoint.port;
        row_.tls = port.tls.has_value();
        if (port.tls) row_.client_certificate = port.tls->client_certificate_asked;
    }

    // Nothing when the port does not speak DICOM. An error once it did is told to the sink: the row
    // then holds what was learnt before.
    Result<std::optional<facts::DicomNode>> run() {
        auto opening = TRY(open(formats::any_title));
        if (refused_called_title(opening)) {
            row_.checks_called_title = true;
            for (const auto& title : default_titles) {
                auto another = open(title);
                if (!another) return seen_until(another.error());
                opening = std::move(*another);
                if (!refused_called_title(opening)) break;
            }
        }
        if (opening.rejection) note_refusal(*opening.rejection);
        if (opening.aborted) row_.refusal = "aborted";
        if (opening.conversation) {
            const auto talked = talk(*opening.conversation);
            if (!talked) return seen_until(talked.error());
        }
        return std::optional(row_);
    }

private:
    using Opening = DicomConversation::Opening;

    Result<Opening> open(const ApplicationTitle& called) {
        auto stream = TRY(dialer_.connect(port_.endpoint, connect_timeout));
        const auto deadline = net::Deadline::in(opening_timeout);
        if (port_.tls) {
            stream = TRY(net::TlsStream::shake_hands(std::move(stream), deadline));
        }
        auto opening =
            TRY(DicomConversation::open(std::move(stream), {calling_, called}, deadline));
        called_ = called;
        if (opening.conversation) {
            opening.conversation->extend(net::Deadline::in(conversation_timeout));
        }
        return opening;
    }

    static bool refused_called_title(const Opening& opening) {
        return opening.rejection &&
               opening.rejection->reason == RejectionReason::called_title_not_recognized;
    }

    void note_refusal(const formats::Rejection& rejection) {
        row_.refusal = formats::name_of(rejection.reason);
        if (rejection.reason == RejectionReason::calling_title_not_recognized) {
            row_.checks_calling_title = true;
        }
        // A machine that is merely busy says nothing of whom it would serve.
        if (rejection.reason == RejectionReason::temporary_congestion ||
            rejection.reason == RejectionReason::local_limit_exceeded) {
            could_not_see(formats::explain(rejection.reason));
        }
    }

    Result<> talk(DicomConversation& conversation) {
        row_.checks_calling_title = false;
        if (!row_.checks_called_title) row_.checks_called_title = false;
        row_.called_title = known(called_.view());
        row_.implementation = known(conversation.accept().user.implementation_version.view());
        row_.answers_echo = TRY(conversation.echo());
        const auto found = TRY(conversation.count_studies());
        row_.answers_find = found && found->answers;
        if (found && found->answers) {
            row_.studies = found->studies;
            row_.patients = found->patients;
            row_.counted_all = found->counted_all;
            if (found->cut_short) could_not_see(*found->cut_short);
        }
        conversation.release();
        return {};
    }

    Result<std::optional<facts::DicomNode>> seen_until(const Error& error) {
        if (error.kind == ErrorKind::stopped) return error;
        could_not_see(error.message);
        return std::optional(row_);
    }

    void could_not_see(const Sentence& why) {
        sink_.could_not_see(
            join(say("DICOM sur {}", "DICOM on {}", port_.endpoint.to_string()), why));
    }

    net::Dialer& dialer_;
    OpenPort& port_;
    facts::Sink& sink_;
    const ApplicationTitle calling_;
    ApplicationTitle called_;
    facts::DicomNode row_;
};

// The ports that DICOM may stand behind, in the order found.
std::vector<OpenPort*> candidates(Neighbourhood& neighbourhood) {
    auto ports = neighbourhood.ports_speaking("dicom");
    const auto silent = neighbourhood.ports_speaking("unknown");
    ports.insert(ports.end(), silent.begin(), silent.end());
    return ports;
}

void keep(const facts::DicomNode& node, OpenPort& port, facts::Sink& sink) {
    port.protocol = "dicom";
    port.needs_login = node.checks_calling_title;
    sink.add(node);
}

// A port that never answered a DICOM question is simply not DICOM; one that is DICOM by its number
// and could not be asked was not seen.
void examine(net::Dialer& dialer, OpenPort& port, facts::Sink& sink) {
    sink.progress({port.endpoint.to_string() + ", DICOM", port.endpoint.to_string() + ", DICOM"});
    const bool expected = port.protocol == "dicom";
    const auto node = Interview(dialer, port, sink).run();
    if (expected) port.protocol = "unknown";
    if (node) {
        if (const auto& spoken = *node) keep(*spoken, port, sink);
    }
    if (!node && node.error().kind != ErrorKind::malformed && expected) {
        sink.could_not_see(join(say("DICOM sur {}", "DICOM on {}", port.endpoint.to_string()),
                                node.error().message));
    }
    sink.add(to_service(port));
}

}  // namespace

std::vector<const facts::TableDescription*> DicomProbe::tables() const {
    return {&facts::table_of<facts::DicomNode>(), &facts::table_of<facts::Service>()};
}

std::vector<Sentence> DicomProbe::explain() const {
    std::string titles = "ANY-SCP";
    for (const auto& title : default_titles) titles += ", " + std::string(title.view());
    return {
        say("Une demande d'association DICOM (A-ASSOCIATE-RQ) à chaque port ouvert qui ne dit "
            "pas ce qu'il est, sous un nom d'appelant tiré au hasard ; noms appelés essayés l'un "
            "après l'autre tant que l'appareil les refuse : {}.",
            "One DICOM association request (A-ASSOCIATE-RQ) to each open port that does not say "
            "what it is, under a random calling title; called titles tried one after the other "
            "while the device refuses them: {}.",
            titles),
        {"Si l'appareil accepte : un C-ECHO, puis un C-FIND dont les réponses sont comptées et "
         "aussitôt oubliées, interrompu (C-CANCEL) s'il dure ou dépasse la limite, puis la fin "
         "(A-RELEASE-RQ).",
         "If the device accepts: one C-ECHO, then one C-FIND whose answers are counted and "
         "forgotten at once, cancelled (C-CANCEL) when it lasts or passes the limit, then the "
         "release (A-RELEASE-RQ)."},
        {"Jamais C-MOVE, C-GET ni C-STORE : aucune image n'est lue ni écrite.",
         "Never C-MOVE, C-GET or C-STORE: no image is read or written."}};
}

Result<> DicomProbe::observe(facts::Sink& sink) {
    auto ports = candidates(context_.neighbourhood);
    parallel_for_each(ports, ports_at_once_max, [&](OpenPort* port) {
        if (!context_.dialer.stop().requested()) examine(context_.dialer, *port, sink);
    });
    if (context_.dialer.stop().requested()) return os::Stop::error();
    return {};
}

}  // namespace primum::probes

#include "probes/network/remote.h"

#include <array>
#include <thread>

#include "net/ssh.h"
#include "probes/network/conversation.h"
#include "probes/network/remote/desktop.h"
#include "probes/network/remote/printer.h"
#include "probes/network/remote/shell.h"

namespace primum::probes {
namespace {

using Access = Question<facts::RemoteAccess>;

constexpr std::array protocols{Access{"rdp", ask_rdp},       Access{"vnc", ask_vnc},
                               Access{"ssh", ask_ssh},       Access{"telnet", ask_telnet},
                               Access{"rlogin", ask_rlogin}, Access{"ipp", ask_printer}};

}  // namespace

std::vector<const facts::TableDescription*> RemoteProbe::tables() const {
    return {&facts::table_of<facts::RemoteAccess>(), &facts::table_of<facts::Service>()};
}

std::vector<Sentence> RemoteProbe::explain() const {
    return {
        {"À chaque appareil, en UDP : deux questions SNMP (versions 1 et 2c), « qu'êtes-vous ? », "
         "avec la communauté « public », et une demande TFTP d'un fichier qui n'existe pas.",
         "To each device, over UDP: two SNMP questions (versions 1 and 2c) \"what are you?\" with "
         "the community \"public\", and one TFTP request for a file that does not exist."},
        {"RDP : une ou deux demandes de connexion, jusqu'au choix de la protection. VNC : "
         "l'échange des versions et la liste des façons de s'identifier.",
         "RDP: one or two connection requests, up to the choice of a protection. VNC: the exchange "
         "of versions and the list of ways to log in."},
        say("SSH : l'échange de clés, puis la question des façons de s'identifier, au nom de "
            "« {} » et sans mot de passe.",
            "SSH: the key exchange, then the question how one may log in, under the name \"{}\" "
            "and without a password.",
            net::ssh_user),
        {"Telnet : un refus de chaque option proposée, puis l'écoute jusqu'à l'invite. rlogin : un "
         "octet nul. Imprimantes (IPP) : la question « qu'êtes-vous ? ».",
         "Telnet: a refusal of each option offered, then listening up to the prompt. rlogin: one "
         "zero byte. Printers (IPP): the question \"what are you?\"."},
        {"Jamais un mot de passe, jamais une session ouverte, jamais un fichier écrit.",
         "Never a password, never a session opened, never a file written."}};
}

Result<> RemoteProbe::observe(facts::Sink& sink) {
    Result<> datagrams;
    {
        // The UDP questions wait most of their time: the conversations go on meanwhile.
        const std::jthread waiting(
            [&] { datagrams = ask_by_datagram(context_, datagram_ports_, sink); });
        ask_all<facts::RemoteAccess>(context_, protocols, sink);
    }
    if (context_.dialer.stop().requested()) return os::Stop::error();
    return datagrams;
}

}  // namespace primum::probes

#include "probes/host/known_software.h"

#include <array>

namespace primum::probes {
namespace {

// clang-format off
constexpr std::array all{
    // Remote control.
    KnownSoftware{"TeamViewer", "remote-control", "teamviewer teamviewer-host", "", "", "/opt/teamviewer", "teamviewerd", "teamviewerd.service"},
    KnownSoftware{"AnyDesk", "remote-control", "anydesk", "com.anydesk.Anydesk", "", "/etc/anydesk", "anydesk", "anydesk.service"},
    KnownSoftware{"RustDesk", "remote-control", "rustdesk", "com.rustdesk.RustDesk", "", "", "rustdesk", "rustdesk.service"},
    KnownSoftware{"HopToDesk", "remote-control", "hoptodesk", "", "hoptodesk", "", "hoptodesk", "hoptodesk.service"},
    KnownSoftware{"Chrome Remote Desktop", "remote-control", "chrome-remote-desktop", "", "", "", "chrome-remote-de", "chrome-remote-desktop.service"},
    KnownSoftware{"NoMachine", "remote-control", "nomachine", "", "", "/usr/NX/bin/nxserver", "nxserver.bin", "nxserver.service"},
    KnownSoftware{"DWService", "remote-control", "", "", "", "/usr/share/dwagent", "dwagsvc", "dwagent.service"},
    KnownSoftware{"MeshCentral", "remote-control", "", "", "", "/usr/local/mesh_services/meshagent", "meshagent", "meshagent.service"},
    KnownSoftware{"ScreenConnect", "remote-control", "", "", "", "/opt/screenconnect", "", ""},
    KnownSoftware{"Splashtop", "remote-control", "splashtop-streamer", "", "", "/opt/splashtop-streamer", "SRStreamerDaemo", "SRStreamer.service"},
    KnownSoftware{"RealVNC", "remote-control", "realvnc-vnc-server", "", "", "", "vncserver-x11-c", "vncserver-x11-serviced.service"},
    KnownSoftware{"x11vnc", "remote-control", "x11vnc", "", "", "", "x11vnc", "x11vnc.service"},
    KnownSoftware{"Zoho Assist", "remote-control", "", "", "", "/usr/local/ZohoAssist", "ZohoURS", "zohours.service"},
    KnownSoftware{"Remmina", "remote-viewer", "remmina", "org.remmina.Remmina", "remmina", "", "", ""},
    // Cloud synchronisation.
    KnownSoftware{"Dropbox", "cloud-sync", "dropbox nautilus-dropbox", "com.dropbox.Client", "", "", "dropbox", ""},
    KnownSoftware{"Nextcloud", "cloud-sync", "nextcloud-desktop", "com.nextcloud.desktopclient.nextcloud", "nextcloud-desktop-client", "", "nextcloud", ""},
    KnownSoftware{"ownCloud", "cloud-sync", "owncloud-client", "org.owncloud.desktop", "", "", "owncloud", ""},
    KnownSoftware{"OneDrive", "cloud-sync", "onedrive", "", "", "", "onedrive", "onedrive.service"},
    KnownSoftware{"Insync (Google Drive)", "cloud-sync", "insync", "", "", "", "insync", ""},
    KnownSoftware{"Google Drive (ocamlfuse)", "cloud-sync", "google-drive-ocamlfuse", "", "", "", "google-drive-oc", ""},
    KnownSoftware{"pCloud", "cloud-sync", "pcloudcc", "com.pcloud.pCloud", "", "", "pcloud", ""},
    KnownSoftware{"MEGA", "cloud-sync", "megasync", "nz.mega.MEGAsync", "", "", "megasync", ""},
    KnownSoftware{"kDrive", "cloud-sync", "kdrive", "", "", "", "kDrive", ""},
    KnownSoftware{"Seafile", "cloud-sync", "seafile-gui seafile", "com.seafile.Client", "", "", "seaf-daemon", ""},
    KnownSoftware{"Proton Drive", "cloud-sync", "proton-drive", "", "", "", "", ""},
    KnownSoftware{"rclone", "cloud-sync", "rclone", "", "rclone", "", "rclone", ""},
    KnownSoftware{"Syncthing", "cloud-sync", "syncthing", "me.kozec.syncthingtk", "", "", "syncthing", ""},
    // Imaging.
    KnownSoftware{"Weasis", "imaging-viewer", "weasis", "org.nroduit.Weasis", "weasis", "/opt/weasis", "Weasis", ""},
    KnownSoftware{"Ginkgo CADx", "imaging-viewer", "ginkgocadx", "", "", "", "ginkgocadx", ""},
    KnownSoftware{"Aeskulap", "imaging-viewer", "aeskulap", "", "", "", "aeskulap", ""},
    KnownSoftware{"Amide", "imaging-viewer", "amide", "", "", "", "amide", ""},
    KnownSoftware{"3D Slicer", "imaging-viewer", "", "org.slicer.Slicer", "", "", "SlicerApp-real", ""},
    KnownSoftware{"InVesalius", "imaging-viewer", "invesalius", "", "", "", "", ""},
    KnownSoftware{"dicom3tools", "imaging-viewer", "dicom3tools", "", "", "", "", ""},
    KnownSoftware{"Orthanc", "imaging-server", "orthanc", "", "", "", "Orthanc", "orthanc.service"},
    KnownSoftware{"DCMTK", "imaging-server", "dcmtk", "", "", "", "storescp", ""},
    KnownSoftware{"Conquest DICOM", "imaging-server", "conquest-dicom-server", "", "", "", "dgate", ""},
    // Practice software.
    KnownSoftware{"MedinTux", "practice-software", "medintux", "", "", "/usr/share/medintux", "drtux", ""},
    KnownSoftware{"FreeMedForms", "practice-software", "freemedforms-emr", "", "", "", "freemedforms", ""},
    KnownSoftware{"FreeDiams", "practice-software", "freediams", "", "", "", "freediams", ""},
    KnownSoftware{"GNUmed", "practice-software", "gnumed-client", "", "", "", "gnumed", ""},
    KnownSoftware{"OpenEMR", "practice-software", "openemr", "", "", "/var/www/html/openemr", "", ""},
    KnownSoftware{"GNU Health", "practice-software", "gnuhealth tryton-modules-health", "", "", "", "", ""},
    KnownSoftware{"CryptoLib CPS", "practice-software", "cryptolib-cps", "", "", "/opt/santesocial", "", ""},
    // Messaging.
    KnownSoftware{"WhatsApp (ZapZap)", "messaging", "zapzap", "com.rtosta.zapzap", "whatsapp-for-linux", "", "zapzap", ""},
    KnownSoftware{"WhatsApp (WhatSie)", "messaging", "whatsie", "com.ktechpit.whatsie", "whatsie", "", "whatsie", ""},
    KnownSoftware{"Signal", "messaging", "signal-desktop", "org.signal.Signal", "signal-desktop", "", "signal-desktop", ""},
    KnownSoftware{"Telegram", "messaging", "telegram-desktop", "org.telegram.desktop", "telegram-desktop", "", "telegram-deskto", ""},
    KnownSoftware{"Skype", "messaging", "skypeforlinux", "com.skype.Client", "skype", "", "skypeforlinux", ""},
    KnownSoftware{"Microsoft Teams", "messaging", "teams teams-for-linux", "com.github.IsmaelMartinez.teams_for_linux", "teams-for-linux", "", "teams", ""},
    KnownSoftware{"Discord", "messaging", "discord", "com.discordapp.Discord", "discord", "", "Discord", ""},
    KnownSoftware{"Zoom", "messaging", "zoom", "us.zoom.Zoom", "zoom-client", "", "zoom", ""},
    // Mail.
    KnownSoftware{"Thunderbird", "mail", "thunderbird", "org.mozilla.Thunderbird", "thunderbird", "", "thunderbird", ""},
    KnownSoftware{"Evolution", "mail", "evolution", "org.gnome.Evolution", "", "", "evolution", ""},
    KnownSoftware{"KMail", "mail", "kmail", "org.kde.kontact", "", "", "kmail", ""},
    KnownSoftware{"Claws Mail", "mail", "claws-mail", "org.claws_mail.Claws-Mail", "", "", "claws-mail", ""},
    // Browsers, documents and what opens them.
    KnownSoftware{"Firefox", "browser", "firefox-esr firefox", "org.mozilla.firefox", "firefox", "", "firefox-esr", ""},
    KnownSoftware{"Chromium", "browser", "chromium chromium-browser", "org.chromium.Chromium", "chromium", "", "chromium", ""},
    KnownSoftware{"Google Chrome", "browser", "google-chrome-stable", "com.google.Chrome", "", "", "chrome", ""},
    KnownSoftware{"Microsoft Edge", "browser", "microsoft-edge-stable", "com.microsoft.Edge", "", "", "msedge", ""},
    KnownSoftware{"Brave", "browser", "brave-browser", "com.brave.Browser", "brave", "", "brave", ""},
    KnownSoftware{"Evince", "document-reader", "evince", "org.gnome.Evince", "", "", "evince", ""},
    KnownSoftware{"Okular", "document-reader", "okular", "org.kde.okular", "okular", "", "okular", ""},
    KnownSoftware{"Atril", "document-reader", "atril", "", "", "", "atril", ""},
    KnownSoftware{"LibreOffice", "office", "libreoffice-core libreoffice-core-nogui", "org.libreoffice.LibreOffice", "libreoffice", "", "soffice.bin", ""},
    KnownSoftware{"Java", "java", "openjdk-17-jre-headless openjdk-11-jre-headless openjdk-21-jre-headless openjdk-8-jre-headless", "", "", "", "", ""},
    // Password managers.
    KnownSoftware{"KeePassXC", "password-manager", "keepassxc", "org.keepassxc.KeePassXC", "keepassxc", "", "keepassxc", ""},
    KnownSoftware{"KeePass", "password-manager", "keepass2", "", "", "", "", ""},
    KnownSoftware{"Bitwarden", "password-manager", "bitwarden", "com.bitwarden.desktop", "bitwarden", "", "bitwarden", ""},
    KnownSoftware{"1Password", "password-manager", "1password", "com.onepassword.OnePassword", "1password", "", "1password", ""},
    KnownSoftware{"Proton Pass", "password-manager", "proton-pass", "me.proton.Pass", "", "", "", ""},
    KnownSoftware{"pass", "password-manager", "pass", "", "", "", "", ""}};
// clang-format on

}  // namespace

std::span<const KnownSoftware> known_software() { return all; }

}  // namespace primum::probes

// For the tests of this room: a tiny catalogue, written where the test can see it.
#pragma once

#include <string>

#include "store/test_support.h"

namespace primum::controls::test {

inline const std::string open_share = R"(
id: net-open-share
severity: high
reads: [share]
applies: SELECT 1 FROM share
fails: |
  SELECT address || '/' || name AS subject, files,
         CASE WHEN health_files > 0 THEN 'critical' END AS severity
  FROM share WHERE anonymous_read
cites: [rgpd-32]
fr: { title: "Un dossier est ouvert", why: "Tous le lisent.", fix: ["Fermez-le.", "Regardez à nouveau."] }
en: { title: "A folder is open", why: "All read it.", fix: ["Close it.", "Look again."] }
cases:
  fail:
    - share: [{ address: 10.0.0.4, name: public, anonymous_read: true }]
    - share: [{ address: 10.0.0.4, name: exams, anonymous_read: true, health_files: 3 }]
      expect_severity: critical
  pass: [{ share: [{ address: 10.0.0.4, name: public, anonymous_read: false }] }]
  not_applicable: [{ share: [] }]
)";

inline const std::string telnet = R"(
id: net-telnet
severity: medium
reads: [service]
probes: [network.services]
fails: SELECT address AS subject FROM service WHERE protocol = 'telnet'
cites: [rgpd-32]
fr: { title: "Telnet", why: "En clair.", fix: ["Remplacez-le."] }
en: { title: "Telnet", why: "In clear.", fix: ["Replace it."] }
cases:
  fail: [{ service: [{ address: 10.0.0.5, port: 23, protocol: telnet }] }]
  pass: [{ service: [{ address: 10.0.0.5, port: 22, protocol: ssh }] }]
)";

inline const std::string rgpd_32 = R"(
id: rgpd-32
title: { fr: "RGPD, article 32", en: "GDPR, article 32" }
article: "32"
checked: 2026-11-20
confidence: high
)";

inline const std::string exposed = R"(
query: |
  SELECT 'net-open-share' AS control, address || '/' || name AS subject, address AS machine,
         patients, health_files AS records
  FROM share WHERE anonymous_read
how: { fr: "Le plus grand nombre par machine.", en: "The larger count of each machine." }
cases:
  - given: { share: [{ address: 10.0.0.4, name: a, anonymous_read: true, patients: 3, health_files: 9 }] }
    patients: 3
    records: 9
)";

// `text` with its first `from` replaced; the test must have meant one that is there.
inline std::string with(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

// The catalogue of the texts above, in a folder of its own.
class CatalogueFolder {
public:
    CatalogueFolder() {
        write("controls/network/net-open-share.yaml", open_share);
        write("controls/network/net-telnet.yaml", telnet);
        write("references/rgpd-32.yaml", rgpd_32);
        write("exposed.yaml", exposed);
    }
    void write(const std::string& name, const std::string& text) {
        store::test::write(folder_ / name, text);
    }
    void remove(const std::string& name) { std::filesystem::remove_all(folder_ / name); }
    const std::filesystem::path& path() const { return folder_.path(); }

private:
    TemporaryFolder folder_;
};

}  // namespace primum::controls::test

#include "base/time.h"
#include "controls/provider.h"
#include "controls/reader.h"

namespace primum::controls {
namespace {

std::optional<bool> read_hds(Reader& reader, const YamlNode& node) {
    const auto word = reader.optional_text(node, "hds").value_or("offer");
    if (word == "yes") return true;
    if (word == "no") return false;
    if (word != "offer") {
        reader.wrong(node.line, {"« hds » est yes, no ou offer", "\"hds\" is yes, no or offer"});
    }
    return std::nullopt;
}

std::string read_class(Reader& reader, const YamlNode& node) {
    auto letter = reader.optional_text(node, "class").value_or("");
    const bool known = letter.size() == 1 && letter[0] >= 'A' && letter[0] <= 'F';
    if (!letter.empty() && !known) {
        reader.wrong(node.line,
                     {"« class » est une lettre de A à F", "\"class\" is a letter from A to F"});
    }
    return letter;
}

Provider read_provider(Reader& reader, const YamlNode& node, const std::filesystem::path& file) {
    Provider provider{.id = reader.text(node, "id"), .file = file};
    provider.name = reader.text(node, "name");
    provider.mail_class = read_class(reader, node);
    provider.zone = reader.text(node, "zone");
    provider.hds = read_hds(reader, node);
    provider.filter = reader.optional_text(node, "filter").value_or("") == "true";
    provider.domains = reader.optional_texts(node, "domains");
    provider.mx = reader.optional_texts(node, "mx");
    provider.spf = reader.optional_texts(node, "spf");
    provider.servers = reader.optional_texts(node, "servers");
    provider.sites = reader.optional_texts(node, "sites");
    return provider;
}

}  // namespace

std::vector<Provider> parse_provider_file(std::string_view text, const std::filesystem::path& file,
                                          std::vector<Problem>& problems) {
    Reader reader(file, problems);
    std::vector<Provider> providers;
    const auto root = reader.parse(text);
    if (!root ||
        !reader.expect_map(*root, {"id", "checked", "confidence", "source", "providers"})) {
        return providers;
    }
    const auto checked = reader.text(*root, "checked");
    if (!parse_time(checked + "T00:00:00Z")) {
        reader.wrong(root->line,
                     {"« checked » est un jour : AAAA-MM-JJ", "\"checked\" is a day: YYYY-MM-DD"});
    }
    reader.text(*root, "confidence");
    reader.text(*root, "source");
    reader.each(*root, "providers", [&](const YamlNode& node) {
        if (!reader.expect_map(node, {"id", "name", "class", "zone", "hds", "filter", "domains",
                                      "mx", "spf", "servers", "sites"})) {
            return;
        }
        providers.push_back(read_provider(reader, node, file));
    });
    return providers;
}

}  // namespace primum::controls

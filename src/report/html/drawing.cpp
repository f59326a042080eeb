// The network as a drawing: the Internet, the box, a cable, and the machines on it with their
// doors.
//
// SVG with attributes only, no style: every program that draws SVG shows it alike. Colour never
// speaks alone: what is red also says so in words.
#include "report/html/drawing.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "report/fragments.h"
#include "report/words.h"

namespace primum::report {
namespace {

constexpr int tile_width = 172, tile_height = 82;
constexpr int gap_across = 14, gap_down = 30;
constexpr int margin = 12, trunk_x = 4;
constexpr std::size_t letters_max = 14;  // Of a name on a tile.

constexpr const char* cable_color = "#8fa19d";
constexpr const char* alarm_color = "#a3341f";
constexpr const char* ink_color = "#1d2b30";
constexpr const char* soft_color = "#42535a";

struct Look {
    const char* fill;
    const char* edge;
};

Look look_of(const Tile& tile) {
    using controls::Severity;
    const auto severity = tile.severity.value_or(Severity::low);
    if (tile.doors > 0 || severity == Severity::critical) return {"#fcefec", alarm_color};
    if (severity == Severity::high) return {"#fdf6e7", "#a06a12"};
    return {"#ffffff", "#b9c5c2"};
}

// What fits a tile: without the domain, "nas.cabinet.local" is "nas"; at most so many letters, the
// last an ellipsis where there were more.
std::string shortened(std::string_view text) {
    text = text.substr(0, text.find('.'));
    std::string kept;
    std::size_t letters = 0;
    while (!text.empty()) {
        if (++letters > letters_max) return kept + "…";
        const auto length = std::max<std::size_t>(1, utf8_length(text));
        kept += text.substr(0, length);
        text.remove_prefix(length);
    }
    return kept;
}

class Drawing {
public:
    Drawing(Page& page, const Network& network, int columns)
        : page_(page), out_(page.out), network_(network), columns_(columns) {}

    void write(const std::string& style) {
        const auto drawing =
            out_.open("svg", {{"viewBox", fmt::format("0 0 {} {}", width(), height())},
                              {"class", style},
                              {"role", "img"},
                              {"aria-label", told()},
                              {"font-family", "Inter, system-ui, sans-serif"}});
        write_cables();
        write_internet();
        if (network_.router) write_tile(*network_.router, column_x(1), margin);
        for (std::size_t i = 0; i < network_.tiles.size(); ++i) {
            write_tile(network_.tiles[i], tile_x(i), tile_y(i));
        }
    }

private:
    int width() const { return 2 * margin + columns_ * (tile_width + gap_across) - gap_across; }
    int height() const { return row_y(rows()) - gap_down + margin; }
    int rows() const { return (static_cast<int>(network_.tiles.size()) + columns_ - 1) / columns_; }
    static int column_x(int column) { return margin + column * (tile_width + gap_across); }
    static int row_y(int row) {
        return margin + tile_height + gap_down + row * (tile_height + gap_down);
    }
    int tile_x(std::size_t tile) const { return column_x(static_cast<int>(tile) % columns_); }
    int tile_y(std::size_t tile) const { return row_y(static_cast<int>(tile) / columns_); }

    // What the drawing shows, for who does not see it.
    std::string told() const {
        std::string words = page_.in(
            say("Dessin du réseau : {} derrière la box, qui laisse entrer Internet par {}.",
                "Drawing of the network: {} behind the box, which lets the Internet in by {}.",
                count_word(static_cast<std::int64_t>(network_.tiles.size() + network_.left_out),
                           {"appareil", "device"}, {"appareils", "devices"}, page_.language),
                count_word(static_cast<std::int64_t>(network_.openings), {"ouverture", "opening"},
                           {"ouvertures", "openings"}, page_.language)));
        for (const auto& tile : network_.tiles) {
            if (tile.doors == 0) continue;
            words += " " + (tile.name.empty() ? tile.address : tile.name) +
                     page_.in({" : ", ": "}) + state_of(tile) + ".";
        }
        return words;
    }

    std::string state_of(const Tile& tile) const {
        if (tile.patients > 0) {
            return page_.patients(tile.patients) +
                   page_.in(tile.patients == 1 ? Sentence{" lisible", " readable"}
                                               : Sentence{" lisibles", " readable"});
        }
        if (tile.doors > 0) return page_.in({"dossiers lisibles", "records readable"});
        if (tile.faults == 0) return {};
        return page_.in(
            {count_word(static_cast<std::int64_t>(tile.faults), {"point à corriger", ""},
                        {"points à corriger", ""}, Language::french),
             count_word(static_cast<std::int64_t>(tile.faults), {"", "thing to mend"},
                        {"", "things to mend"}, Language::english)});
    }

    void line(const std::string& path, bool alarming) {
        out_.empty("path", {{"d", path},
                            {"fill", "none"},
                            {"stroke", alarming ? alarm_color : cable_color},
                            {"stroke-width", alarming ? "3" : "2"},
                            {"stroke-linejoin", "round"}});
    }

    static int bus_y(int row) { return row_y(row) - gap_down / 2; }

    // From the box down to a tile, along the cables.
    std::string way_to(std::size_t tile) const {
        const int row = static_cast<int>(tile) / columns_;
        auto path =
            fmt::format("M{},{} V{}", column_x(1) + tile_width / 2, margin + tile_height, bus_y(0));
        if (row > 0) path += fmt::format(" H{} V{}", trunk_x, bus_y(row));
        return path + fmt::format(" H{} V{}", tile_x(tile) + tile_width / 2, tile_y(tile));
    }

    void write_cables() {
        const int between = margin + tile_height / 2;
        line(fmt::format("M{},{} H{}", column_x(0) + tile_width, between, column_x(1)),
             network_.openings > 0);
        for (std::size_t i = 0; i < network_.tiles.size(); ++i) line(way_to(i), false);
        for (std::size_t i = 0; i < network_.tiles.size(); ++i) {
            if (network_.tiles[i].from_internet) line(way_to(i), true);
        }
    }

    void write_internet() {
        const auto group = out_.open("g", {{"text-anchor", "middle"}, {"fill", ink_color}});
        out_.empty("rect", {{"x", std::to_string(margin)},
                            {"y", std::to_string(margin)},
                            {"width", std::to_string(tile_width)},
                            {"height", std::to_string(tile_height)},
                            {"rx", std::to_string(tile_height / 2)},
                            {"fill", "#e6efee"}});
        const int middle = margin + tile_width / 2;
        word(middle, margin + 38, "15", "Internet", true);
        if (network_.openings == 0) return;
        const auto color = out_.open("g", {{"fill", alarm_color}});
        word(middle, margin + 58, "12",
             count_word(static_cast<std::int64_t>(network_.openings), {"ouverture", "opening"},
                        {"ouvertures", "openings"}, page_.language),
             true);
    }

    void word(int x, int y, const char* size, const std::string& text, bool bold) {
        out_.element("text",
                     {{"x", std::to_string(x)},
                      {"y", std::to_string(y)},
                      {"font-size", size},
                      {"font-weight", bold ? "600" : "400"}},
                     text);
    }

    void write_tile(const Tile& tile, int x, int y) {
        const auto look = look_of(tile);
        const auto group = out_.open(
            "g", {{"transform", fmt::format("translate({},{})", x, y)}, {"fill", ink_color}});
        out_.empty("rect", {{"width", std::to_string(tile_width)},
                            {"height", std::to_string(tile_height)},
                            {"rx", "12"},
                            {"fill", look.fill},
                            {"stroke", look.edge},
                            {"stroke-width", "1.5"}});
        write_icon(tile.kind);
        word(46, 25, "13",
             shortened(tile.name.empty() ? kind_word(tile.kind, page_.language) : tile.name), true);
        {
            const auto soft = out_.open("g", {{"fill", soft_color}});
            word(46, 42, "12", tile.address, false);
        }
        const auto state = state_of(tile);
        if (state.empty()) return;
        const auto color = out_.open("g", {{"fill", tile.doors > 0 ? alarm_color : soft_color}});
        if (tile.doors > 0) {
            write_open_door();
            word(34, 68, "12", state, true);
        } else {
            word(14, 68, "12", state, false);
        }
    }

    // A door ajar, in the colour around it.
    void write_open_door() {
        out_.empty("path", {{"d", "M14,72 V56 H26 V72 M12,72 H30 M16,57 L23,60 V75 L16,72Z"},
                            {"fill", "none"},
                            {"stroke", alarm_color},
                            {"stroke-width", "1.6"},
                            {"stroke-linejoin", "round"}});
    }

    void write_icon(const std::string& kind) {
        out_.empty("path", {{"d", icon_of(kind)},
                            {"fill", "none"},
                            {"stroke", "#135e5a"},
                            {"stroke-width", "1.7"},
                            {"stroke-linejoin", "round"},
                            {"stroke-linecap", "round"}});
    }

    // Drawn in a square from 14,14 to 36,36.
    static std::string icon_of(const std::string& kind) {
        struct Icon {
            std::string_view kind;
            const char* path;
        };
        static constexpr std::array icons{
            Icon{"router", "M14,27h22v8H14z M19,31h1 M24,31h1 M19,27l-3,-9 M31,27l3,-9"},
            Icon{"workstation", "M14,16h22v14H14z M25,30v5 M19,35h12"},
            Icon{"server", "M16,14h18v9H16z M16,25h18v9H16z M20,18.5h1 M20,29.5h1"},
            Icon{"nas", "M16,14h18v21H16z M20,18v9 M25,18v9 M30,18v9 M20,31h1"},
            Icon{"imaging",
                 "M25,14v21 M19,19c3,-3 9,-3 12,0 M18,24c4,-3 10,-3 14,0 "
                 "M19,29c3,-3 9,-3 12,0 M15,15h20v20H15z"},
            Icon{"printer", "M18,22v-8h14v8 M14,22h22v9H14z M18,28h14v7H18z"},
            Icon{"phone", "M19,14h12v21H19z M24,31.5h2"},
            Icon{"camera", "M14,19h15v12H14z M29,23l7,-3v10l-7,-3"}};
        const auto found = std::ranges::find(icons, kind, &Icon::kind);
        return found == icons.end()
                   ? "M15,15h20v20H15z M22,22c0,-5 7,-4 6,0 c0,2 -3,2 -3,5 M25,31h0.1"
                   : found->path;
    }

    Page& page_;
    Markup& out_;
    const Network& network_;
    const int columns_;
};

}  // namespace

Markup network_drawing(const Report& report, Language language) {
    Page page(report, language, Medium::screen);
    const auto network = network_of(page);
    if (network.tiles.empty() && !network.router) return {};
    Drawing(page, network, 4).write("wide");
    Drawing(page, network, 2).write("narrow");
    return std::move(page.out);
}

void write_network(Page& page) {
    const auto network = network_of(page);
    if (network.tiles.empty() && !network.router) return;
    const auto section = page.out.open("section", {{"aria-labelledby", "reseau"}});
    page.heading("h2", "reseau", {"Le réseau du cabinet", "The practice's network"});
    {
        const auto figure = page.out.open("div", {{"class", "drawing"}});
        Drawing(page, network, 4).write("wide");
        if (!page.on_paper()) Drawing(page, network, 2).write("narrow");
    }
    if (network.left_out > 0) {
        page.paragraph("how", say("… et {} autres appareils, moins concernés.",
                                  "… and {} more devices, less concerned.", network.left_out));
    }
}

}  // namespace primum::report

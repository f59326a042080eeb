#include "paper/qr_code.h"

#include <qrencode.h>

#include <memory>

#include <fmt/format.h>

namespace primum::paper {
namespace {

constexpr std::size_t margin = 4;  // Modules, as the standard asks.

}  // namespace

Result<QrCode> QrCode::of(std::string_view text) {
    const std::string terminated(text);
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeString(terminated.c_str(), /*version=*/0, QR_ECLEVEL_Q, QR_MODE_8,
                            /*casesensitive=*/1),
        &QRcode_free);
    if (!made)
        return Error{ErrorKind::malformed,
                     {"ce texte ne tient pas dans un code QR", "this text does not fit a QR code"}};
    QrCode code;
    code.width_ = static_cast<std::size_t>(made->width);
    for (std::size_t i = 0; i < code.width_ * code.width_; ++i) {
        code.dark_.push_back((made->data[i] & 1U) != 0);
    }
    return code;
}

std::size_t QrCode::side() const { return width_ + 2 * margin; }

std::string QrCode::dark_path() const {
    std::string path;
    for (std::size_t row = 0; row < width_; ++row) {
        for (std::size_t column = 0; column < width_; ++column) {
            if (is_dark(row, column))
                path += fmt::format("M{} {}h1v1h-1z", column + margin, row + margin);
        }
    }
    return path;
}

std::string QrCode::as_svg(std::string_view title) const {
    return fmt::format(
        R"(<svg class="qr" role="img" viewBox="0 0 {0} {0}" shape-rendering="crispEdges">)"
        R"(<title>{1}</title><path fill="#fff" d="M0 0h{0}v{0}H0z"/><path d="{2}"/></svg>)",
        side(), title, dark_path());
}

std::string QrCode::as_text() const {
    const auto dark = [&](std::size_t row, std::size_t column) {
        const bool inside =
            row >= margin && column >= margin && row < width_ + margin && column < width_ + margin;
        return inside && is_dark(row - margin, column - margin);
    };
    std::string text;
    for (std::size_t row = 0; row < side(); row += 2) {
        for (std::size_t column = 0; column < side(); ++column) {
            const bool upper = dark(row, column);
            const bool lower = dark(row + 1, column);
            if (upper)
                text += lower ? "█" : "▀";
            else
                text += lower ? "▄" : " ";
        }
        text += '\n';
    }
    return text;
}

}  // namespace primum::paper

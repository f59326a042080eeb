// QrCode: a square of dark and light modules, by libqrencode (ISO/IEC 18004).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::paper {

class QrCode {
public:
    // Densest for capital letters, digits and "-:". A quarter of the modules may be lost (level Q).
    // Fails when there is too much for one code (some 2 400 letters).
    static Result<QrCode> of(std::string_view text);

    std::size_t width() const { return width_; }
    bool is_dark(std::size_t row, std::size_t column) const { return dark_[row * width_ + column]; }

    // Of the drawing, in modules: the light margin that scanners need is included.
    std::size_t side() const;
    // The dark modules as one path of SVG in a square of `side()` units.
    std::string dark_path() const;
    std::string as_svg(std::string_view title) const;
    // Two rows of modules a line, as half blocks, with the margin.
    std::string as_text() const;

private:
    std::size_t width_ = 0;
    std::vector<bool> dark_;
};

}  // namespace primum::paper

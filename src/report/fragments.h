// Pieces of the HTML report that the dashboard shows too. Empty where there is nothing to draw.
//
// The classes `wide` and `narrow` are for the page's style to choose between.
#pragma once

#include "report/markup.h"
#include "report/report.h"

namespace primum::report {

Markup network_drawing(const Report& report, Language language);
Markup history_curve(const Report& report, Language language);  // Of the exposed patients.

}  // namespace primum::report

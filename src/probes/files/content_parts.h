// The parts in which a long text is recognised.
#pragma once

#include "base/bytes.h"

namespace primum::probes::files {

// The beginning of a long text that is recognised first, up to the end of a line: the rest comes
// after it, and merge() joins the answers. All of it when it is short, or is no text.
BytesView first_content(BytesView bytes);

}  // namespace primum::probes::files

// The computer's clock, as the kernel judges it.
#pragma once

namespace primum::os {

// Some program keeps it in step with a reference (adjtimex(2)).
bool clock_is_synchronised();

}  // namespace primum::os

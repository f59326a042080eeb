// What each trait of a text weighs, fitted by bench/fit_weights.py: see text_traits.h.
#pragma once

#include <array>

#include "probes/files/text_traits.h"

namespace primum::probes {

struct TraitWeights {
    double patient = 0;
    double identified = 0;
};

inline constexpr std::array<TraitWeights, trait_count> trait_weights{{
    {0.00, 0.07},    // document
    {0.00, 0.00},    // correspondence
    {0.00, 0.00},    // prescription
    {0.00, 0.00},    // history
    {0.00, 0.00},    // examination
    {0.14, 0.00},    // finding
    {0.15, 0.00},    // treatment
    {0.16, 0.51},    // course
    {0.21, 0.00},    // condition
    {0.50, 0.00},    // drug
    {0.52, 0.00},    // classes
    {0.68, 0.00},    // subject
    {1.38, 0.94},    // age
    {1.08, 1.06},    // title
    {0.84, 1.46},    // initial
    {1.15, 1.34},    // sure_name
    {0.00, 0.51},    // likely_name
    {0.80, 0.91},    // birth
    {0.85, 1.17},    // identifier
    {1.52, 2.27},    // doctor
    {0.04, 0.96},    // care
    {0.13, 0.74},    // named_classes
    {0.33, 0.21},    // someone_classes
    {-1.31, -0.21},  // leaflet
    {-0.49, 0.00},   // research
    {-0.46, -0.89},  // guidance
    {-0.57, -0.70},  // program
    {-0.67, -0.01},  // terminology
    {-0.54, -0.51},  // treatise
    {-0.76, -1.37},  // elsewhere
    {-0.64, -1.20},  // payroll
    {-0.10, -0.37},  // foreign
    {-0.26, 0.10},   // size
    {-2.71, -3.15},  // always
}};

}  // namespace primum::probes

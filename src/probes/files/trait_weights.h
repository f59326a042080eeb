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
    {0.00, 0.39},    // document
    {0.00, 0.00},    // correspondence
    {0.06, 0.32},    // prescription
    {0.00, 0.00},    // history
    {0.00, 0.00},    // examination
    {0.13, 0.00},    // finding
    {0.02, 0.02},    // treatment
    {0.20, 0.57},    // course
    {0.24, 0.08},    // condition
    {0.57, 0.00},    // drug
    {0.48, 0.00},    // classes
    {0.57, 0.00},    // subject
    {1.45, 1.06},    // age
    {1.04, 1.17},    // title
    {0.64, 1.42},    // initial
    {1.11, 1.17},    // sure_name
    {0.16, 0.82},    // likely_name
    {0.75, 0.86},    // birth
    {0.89, 1.26},    // identifier
    {1.38, 1.93},    // doctor
    {0.00, 0.43},    // care
    {0.10, 0.58},    // named_classes
    {0.35, 0.07},    // someone_classes
    {-1.37, -0.23},  // leaflet
    {-0.61, 0.00},   // research
    {-0.52, -0.92},  // guidance
    {-0.70, -1.08},  // program
    {-0.78, -0.00},  // terminology
    {-0.93, -0.37},  // treatise
    {-0.94, -1.56},  // elsewhere
    {-0.60, -1.08},  // payroll
    {-0.32, -0.38},  // foreign
    {-0.39, -0.09},  // size
    {-2.85, -3.37},  // always
}};

}  // namespace primum::probes

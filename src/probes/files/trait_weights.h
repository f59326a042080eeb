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
    {0.01, 0.39},    // document
    {0.00, 0.00},    // correspondence
    {0.05, 0.32},    // prescription
    {0.00, 0.00},    // history
    {0.00, 0.00},    // examination
    {0.13, 0.00},    // finding
    {0.01, 0.02},    // treatment
    {0.22, 0.57},    // course
    {0.25, 0.08},    // condition
    {0.58, 0.00},    // drug
    {0.46, 0.00},    // classes
    {0.60, 0.00},    // subject
    {1.42, 1.06},    // age
    {1.03, 1.17},    // title
    {0.64, 1.42},    // initial
    {1.10, 1.17},    // sure_name
    {0.15, 0.82},    // likely_name
    {0.74, 0.86},    // birth
    {0.88, 1.26},    // identifier
    {1.36, 1.93},    // doctor
    {0.00, 0.43},    // care
    {0.10, 0.58},    // named_classes
    {0.36, 0.07},    // someone_classes
    {-1.28, -0.22},  // leaflet
    {-0.61, 0.00},   // research
    {-0.53, -0.92},  // guidance
    {-0.74, -1.08},  // program
    {-0.74, -0.00},  // terminology
    {-0.95, -0.37},  // treatise
    {-0.96, -1.56},  // elsewhere
    {-0.60, -1.08},  // payroll
    {-0.25, -0.37},  // foreign
    {-0.35, -0.10},  // size
    {-2.80, -3.37},  // always
}};

}  // namespace primum::probes

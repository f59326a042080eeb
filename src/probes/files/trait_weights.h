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
    {0.00, 0.47},  // document
    {0.36, 1.00},  // correspondence
    {0.00, 0.21},  // prescription
    {0.21, 0.13},  // history
    {0.09, 1.31},  // examination
    {0.36, 0.00},  // finding
    {0.23, 0.82},  // treatment
    {0.40, 0.91},  // course
    {0.19, 0.50},  // condition
    {0.45, 0.00},  // drug
    {0.45, 0.00},  // classes
    {0.49, 0.00},  // subject
    {1.68, 0.83},  // age
    {1.36, 1.31},  // title
    {0.83, 2.93},  // initial
    {1.35, 1.34},  // sure_name
    {0.17, 0.73},  // likely_name
    {0.46, 0.00},  // birth
    {1.12, 1.95},  // identifier
    {0.98, 1.56},  // doctor
    {0.04, 1.71},  // care
    {0.25, 0.32},  // named_classes
    {0.20, 0.00},  // someone_classes
    {-1.31, -0.93},  // leaflet
    {-0.69, -0.12},  // research
    {-0.41, -0.64},  // guidance
    {-0.77, -0.53},  // program
    {-0.59, -0.03},  // terminology
    {-0.80, -0.89},  // treatise
    {-0.69, -1.62},  // elsewhere
    {-0.01, 0.00},  // payroll
    {0.00, -0.10},  // foreign
    {-0.43, -1.08},  // size
    {-3.05, -3.82},  // always
}};

}  // namespace primum::probes

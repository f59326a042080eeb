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
    {0.00, 0.44},  // document
    {0.24, 0.70},  // correspondence
    {0.00, 0.25},  // prescription
    {0.16, 0.00},  // history
    {0.10, 1.02},  // examination
    {0.37, 0.00},  // finding
    {0.24, 1.01},  // treatment
    {0.42, 0.78},  // course
    {0.18, 0.37},  // condition
    {0.46, 0.00},  // drug
    {0.45, 0.00},  // classes
    {0.49, 0.00},  // subject
    {1.65, 0.71},  // age
    {1.50, 1.85},  // title
    {0.81, 2.46},  // initial
    {1.28, 1.33},  // sure_name
    {0.14, 0.37},  // likely_name
    {0.56, 0.62},  // birth
    {1.19, 1.96},  // identifier
    {1.05, 1.92},  // doctor
    {0.04, 1.46},  // care
    {0.17, 0.25},  // named_classes
    {0.20, 0.00},  // someone_classes
    {-1.39, -1.33},  // leaflet
    {-0.85, -1.33},  // research
    {-0.37, -0.69},  // guidance
    {-0.74, -0.46},  // program
    {-0.60, -0.00},  // terminology
    {-0.76, -0.26},  // treatise
    {-0.68, -1.58},  // elsewhere
    {-0.01, 0.00},  // payroll
    {0.00, -0.13},  // foreign
    {-0.41, -0.62},  // size
    {-3.03, -3.59},  // always
}};

}  // namespace primum::probes

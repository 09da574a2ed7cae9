#include <iostream>
#include <omp.h>
#include <vector>

#include "lanes/lanes.hpp"
#include "schema/reader.hpp"
// Eigen::Array in a comment is fine, "YAML::Node" in a text too.
const char* text = "YAML::Node";
Eigen::ArrayXd demand;
#pragma omp parallel for

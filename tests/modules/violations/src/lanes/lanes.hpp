#pragma once
#include <Eigen/Core>
using Storage = Eigen::Array<double, 8, 1>;
#include "base/text.hpp"
#include "base/nowhere.hpp"

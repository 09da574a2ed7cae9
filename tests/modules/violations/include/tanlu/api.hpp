#pragma once
#include <Eigen/Core>
#include "tanlu/error.hpp"
#include "base/text.hpp"

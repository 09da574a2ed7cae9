#pragma once
// Everything a program that links with Tanlu may include.
#include "tanlu/error.hpp"
#include "tanlu/simulation.hpp"
#include "tanlu/version.hpp"

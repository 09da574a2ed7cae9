#pragma once
#include <yaml-cpp/yaml.h>
#include "schema/reader.hpp"

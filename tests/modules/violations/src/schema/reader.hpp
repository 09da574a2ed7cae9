#pragma once
#include <yaml-cpp/yaml.h>
YAML::Node node;
#include "tanlu/api.hpp"
#include "config/scenario.hpp"

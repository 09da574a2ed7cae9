#pragma once
#include <string>
#include "lanes/lanes.hpp"
#include "text_detail.hpp"

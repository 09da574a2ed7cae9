#pragma once
// One function per lever of list.def.
#include "levers/lever.hpp"

namespace tanlu::levers {

#define TANLU_LEVER(function) Lever function();
#include "levers/list.def"
#undef TANLU_LEVER

}  // namespace tanlu::levers

#pragma once
// Amounts of fuel by volume or mass turned into energy.
#include "base/diagnostics.hpp"
#include "parameters/energy.hpp"
#include "schema/value.hpp"

namespace tanlu::config {

/// Turns a path of prices given in "<money>/MJ|<money>/m3|<money>/kg" of a carrier into energy with
/// its energy content. One that the content cannot turn is an error at its place.
void resolve_price(Trajectory& path, const Carrier<FileKind>& carrier, Diagnostics& diagnostics);

}  // namespace tanlu::config

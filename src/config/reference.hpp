#pragma once
// What may stand in pack files, as rows: for `describe` and the reference page.
#include <string>
#include <vector>

namespace tanlu::config {

/// One key of a pack. Ids of maps stand as <class>, <technology> ... in the path.
struct ReferenceRow {
    std::string path;
    std::string kind;      ///< "value", "values", "series", "whole number", "choice", "map" ...
    std::string unit;      ///< Canonical, with alternatives; empty where there is none.
    std::string range;     ///< In words; empty where any number will do.
    std::string fallback;  ///< What holds when left out; "required" when it must be given.
    std::string doc;
    std::vector<std::string> options;  ///< Of a choice, "key: meaning".
};

/// Every key of a pack: its header, then the parameters in the order of their declaration.
std::vector<ReferenceRow> pack_reference();

}  // namespace tanlu::config

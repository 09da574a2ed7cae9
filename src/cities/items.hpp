#pragma once
// What a table of a city may hold: the one list that the reader, the documents and the tests know.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parameters/field.hpp"

namespace tanlu::cities {

/// When an item must be there.
enum class Need {
    required,    ///< in every table
    with_share,  ///< where its mode has a share of the trips
    optional,    ///< a rule stands in for it
    kept,        ///< never needed, and no number of the pack comes from it
};

/// A number of the table. In `unit`, {} stands for the base year, for money of that year.
struct NumberItem {
    std::string_view key;
    std::string_view unit;
    Range range;
    Need need;
    std::string_view doc;
};

struct TextItem {
    std::string_view key;
    Need need;
    std::string_view doc;
};

std::span<const NumberItem> number_items();
std::span<const TextItem> text_items();

/// Keys of all items, for "did you mean".
std::vector<std::string> item_keys();

/// A way of travelling as surveys tell them apart, and the mode of the model it belongs to.
struct SurveyMode {
    std::string_view key;   ///< in share.KEY and distance.KEY
    std::string_view mode;  ///< entry of passenger.modes
};
std::span<const SurveyMode> survey_modes();

}  // namespace tanlu::cities

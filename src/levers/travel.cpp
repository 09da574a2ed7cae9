#include "levers/travel.hpp"

namespace tanlu::levers {

config::SelectorSpec mode_selector(config::Requirement requirement, std::string example) {
    return {.key = "mode",
            .of = "passenger.modes",
            .groups = {},
            .requirement = requirement,
            .doc = requirement == config::Requirement::required
                       ? "Passenger modes that make local trips."
                       : "Passenger modes that make local trips; private cars where left out.",
            .example = std::move(example)};
}

config::ParameterSpec change(std::string key, std::string doc, double example) {
    return {.key = std::move(key),
            .unit = "1",
            .doc = std::move(doc),
            .range = {-0.9, 2.0},
            .requirement = config::Requirement::optional,
            .example = example};
}

config::ParameterSpec described(std::string key, std::string unit, std::string doc, Range range,
                                config::Requirement requirement) {
    return {.key = std::move(key),
            .unit = std::move(unit),
            .doc = std::move(doc),
            .range = range,
            .requirement = requirement,
            .neutral = std::nullopt};
}

}  // namespace tanlu::levers

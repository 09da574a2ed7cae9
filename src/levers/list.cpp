#include "levers/list.hpp"

#include "levers/measure.hpp"

namespace tanlu::levers {

std::span<const Lever> all() {
    static const std::vector<Lever> levers = {
#define TANLU_LEVER(function) function(),
#include "levers/list.def"
#undef TANLU_LEVER
    };
    return levers;
}

std::span<const config::LeverSpec> specs() {
    static const std::vector<config::LeverSpec> specs = [] {
        std::vector<config::LeverSpec> result;
        for (const auto& lever : all()) result.push_back(lever.spec);
        return result;
    }();
    return specs;
}

config::SelectorSpec class_selector(std::string example) {
    return {.key = "class",
            .of = "classes",
            .groups = {"all", "automobile"},
            .requirement = config::Requirement::required,
            .doc = "Vehicle classes.",
            .example = std::move(example)};
}

config::SelectorSpec technology_selector(std::string example) {
    return {.key = "technology",
            .of = "technologies",
            .groups = {"all", "nev"},
            .requirement = config::Requirement::required,
            .doc = "Technologies; `nev` stands for all new-energy vehicles.",
            .example = std::move(example)};
}

config::SelectorSpec settlement_selector() {
    return {.key = "settlement",
            .of = "passenger.local.settlements",
            .groups = {"all", "urban"},
            .requirement = config::Requirement::optional,
            .doc = "Settlement types; all where left out."};
}

}  // namespace tanlu::levers

#include "cli/compare_choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

using Names = std::vector<std::string>;

Names distinct(const std::vector<Available>& available, std::string Available::*member) {
    Names names;
    for (const auto& one : available) {
        if (std::ranges::find(names, one.*member) == names.end()) names.push_back(one.*member);
    }
    return names;
}

bool holds(const Names& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

void expect_known(const char* option, const std::string& name, const Names& known) {
    if (name.empty() || holds(known, name)) return;
    throw InputError(fmt::format("error: {} names '{}', which is not among {}\n  hint: {}", option,
                                 name, fmt::join(known, ", "), did_you_mean(name, known)));
}

/// The scenario that regions are compared in; empty where each has one of its own.
std::string common_scenario(const std::vector<Available>& available, const Names& regions,
                            const CompareOptions& options) {
    Names common;
    for (const auto& scenario : distinct(available, &Available::scenario)) {
        const auto count = std::ranges::count(available, scenario, &Available::scenario);
        if (static_cast<std::size_t>(count) == regions.size()) common.push_back(scenario);
    }
    if (holds(common, options.reference)) return options.reference;
    if (!common.empty()) return common.front();
    if (available.size() == regions.size()) return {};
    throw InputError(fmt::format(
        "error: no scenario is there for all of {}\n  hint: name one with --scenario: {}",
        fmt::join(regions, ", "), fmt::join(distinct(available, &Available::scenario), ", ")));
}

void choose_regions(const std::vector<Available>& available, const Names& regions,
                    const CompareOptions& options, Choice& choice) {
    if (!options.region.empty()) {
        throw InputError(
            "error: --region names the region whose scenarios are compared, but regions are\n"
            "  hint: leave out --region, or add --of scenarios");
    }
    const std::string scenario =
        options.scenario.empty() ? common_scenario(available, regions, options) : options.scenario;
    for (std::size_t i = 0; i < available.size(); ++i) {
        if (!scenario.empty() && available[i].scenario != scenario) continue;
        choice.compared.push_back(i);
        choice.labels.push_back(available[i].region);
    }
    choice.title = scenario.empty() ? "regions, each in its own scenario"
                                    : fmt::format("regions in the scenario {}", scenario);
}

void choose_scenarios(const std::vector<Available>& available, const Names& regions,
                      const CompareOptions& options, Choice& choice) {
    if (!options.scenario.empty()) {
        throw InputError(
            "error: --scenario names the scenario that regions are compared in, but scenarios are\n"
            "  hint: leave out --scenario, or give results of several regions");
    }
    if (options.region.empty() && regions.size() > 1) {
        throw InputError(
            fmt::format("error: the scenarios of which region?\n  hint: name one with --region: {}",
                        fmt::join(regions, ", ")));
    }
    const std::string region = options.region.empty() ? regions.front() : options.region;
    for (std::size_t i = 0; i < available.size(); ++i) {
        if (available[i].region != region) continue;
        choice.compared.push_back(i);
        choice.labels.push_back(available[i].scenario);
    }
    choice.title = fmt::format("scenarios of {}", region);
}

void add_notes(const std::vector<Available>& available, Choice& choice) {
    Names low;
    for (const std::size_t i : choice.compared) {
        const auto& one = available[i];
        if (one.confidence == "low" && !holds(low, one.region)) low.push_back(one.region);
        for (const std::size_t j : choice.compared) {
            if (!is_part_of(available, one.region, available[j].region)) continue;
            choice.notes.push_back(
                fmt::format("{} is part of {}: compare them per head, never add them up",
                            one.region, available[j].region));
        }
    }
    if (!low.empty()) {
        choice.notes.push_back(
            fmt::format("confidence low: {} (many numbers are not its own)", fmt::join(low, ", ")));
    }
}

}  // namespace

void refuse_twice(const std::vector<Available>& available) {
    for (std::size_t i = 0; i < available.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const auto& a = available[j];
            const auto& b = available[i];
            if (a.region != b.region || a.scenario != b.scenario) continue;
            throw InputError(
                fmt::format("{}: error: scenario '{}' of region '{}' is in '{}' already\n"
                            "  hint: give each file once, or rename the scenario in one of them",
                            b.file, b.scenario, b.region, a.file));
        }
    }
}

Choice choose(const std::vector<Available>& available, const CompareOptions& options) {
    const Names regions = distinct(available, &Available::region);
    expect_known("--scenario", options.scenario, distinct(available, &Available::scenario));
    expect_known("--region", options.region, regions);
    Choice choice;
    if (!options.of.empty()) {
        choice.regions = options.of == "regions";
    } else {
        choice.regions =
            options.region.empty() && (regions.size() > 1 || !options.scenario.empty());
    }
    if (choice.regions) {
        choose_regions(available, regions, options, choice);
    } else {
        choose_scenarios(available, regions, options, choice);
    }
    if (choice.compared.size() < 2) {
        throw InputError(fmt::format(
            "error: nothing to compare: there is one of the {} only\n  hint: give further results, "
            "or {}",
            choice.title, choice.regions ? "--of scenarios" : "--of regions"));
    }
    expect_known("--baseline", options.baseline, choice.labels);
    const std::string wanted =
        options.baseline.empty() && !choice.regions ? options.reference : options.baseline;
    const auto found = std::ranges::find(choice.labels, wanted);
    if (found != choice.labels.end()) {
        choice.baseline = static_cast<std::size_t>(found - choice.labels.begin());
    }
    add_notes(available, choice);
    return choice;
}

bool is_part_of(const std::vector<Available>& available, const std::string& region,
                const std::string& whole) {
    std::string at = region;
    for (std::size_t step = 0; step < available.size() && !at.empty(); ++step) {
        const auto found = std::ranges::find(available, at, &Available::region);
        if (found == available.end()) return false;
        at = found->part_of;
        if (at == whole) return true;
    }
    return false;
}

void refuse_sum_of_contained(const std::vector<Available>& available, const Choice& choice) {
    if (!choice.regions) {
        throw InputError(
            "error: scenarios are alternatives and have no sum\n"
            "  hint: --sum adds up regions: --of regions");
    }
    for (const std::size_t i : choice.compared) {
        for (const std::size_t j : choice.compared) {
            if (!is_part_of(available, available[i].region, available[j].region)) continue;
            throw InputError(
                fmt::format("error: '{}' holds '{}': their sum would count '{}' twice\n"
                            "  hint: leave out --sum, or give only the results of one of the two",
                            available[j].region, available[i].region, available[i].region));
        }
    }
}

}  // namespace tanlu::cli

// Comparison of deterministic results.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "base/text.hpp"
#include "cli/compare_inputs.hpp"
#include "comparison/places.hpp"
#include "engine/provenance.hpp"
#include "indicators/view.hpp"
#include "io/result_file.hpp"
#include "levers/lever.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {
namespace {

/// A scenario of a region, and the result it is in.
struct Run {
    const Dataset* dataset = nullptr;
    std::size_t scenario = 0;
    std::size_t region = 0;
};

bool has_numbers(const indicators::View& view) {
    const auto people = view.total("population", "person");
    return std::ranges::any_of(people, [](double x) { return !std::isnan(x); });
}

/// The scenario as the result tells it; none where it does not.
std::optional<config::Scenario> scenario_of(const Run& run, const Available& known) {
    const auto& texts = run.dataset->provenance;
    for (const auto& name : {"scenario_" + known.scenario,
                             engine::provenance_key("scenario_" + known.scenario, known.region)}) {
        const auto found = texts.find(name);
        if (found == texts.end()) continue;
        return config::parse_scenario(found->second, known.file + ":/provenance/" + name,
                                      levers::specs());
    }
    return std::nullopt;
}

void expect_years(const std::vector<std::unique_ptr<Dataset>>& datasets,
                  const CompareOptions& options) {
    for (const int year : options.years) {
        const bool known = std::ranges::any_of(datasets, [&](const auto& dataset) {
            const auto& years = dataset->axis("year").years;
            return std::ranges::find(years, year) != years.end();
        });
        if (known) continue;
        const auto& years = datasets.front()->axis("year").years;
        throw InputError(
            fmt::format("error: --years names {}, which no result has\n  hint: '{}' has {} to {}",
                        year, options.files.front(), years.front(), years.back()));
    }
}

void expect_boundaries(const Dataset& dataset, const CompareOptions& options) {
    const auto& known = dataset.axis("boundary").labels;
    for (const auto& boundary : options.boundaries) {
        if (std::ranges::find(known, boundary) != known.end()) continue;
        throw InputError(fmt::format("error: --boundary names '{}', which '{}' lacks\n  hint: {}",
                                     boundary, options.files.front(),
                                     did_you_mean(boundary, known)));
    }
}

}  // namespace

Comparison compare_results(const CompareOptions& options) {
    std::vector<std::unique_ptr<Dataset>> datasets;
    std::vector<std::map<std::string, std::string>> attributes;
    std::vector<Available> available;
    std::vector<Run> runs;
    for (const auto& file : options.files) {
        datasets.push_back(std::make_unique<Dataset>(read_result(file)));
        const Dataset& dataset = *datasets.back();
        attributes.push_back(dataset.attributes);
        for (std::size_t r = 0; r < dataset.axis("region").size(); ++r) {
            for (std::size_t s = 0; s < dataset.axis("scenario").size(); ++s) {
                const indicators::View view(dataset, s, r);
                if (!has_numbers(view)) continue;
                runs.push_back({&dataset, s, r});
                available.push_back({view.region(), view.scenario(), file,
                                     said_of_region(dataset.attributes, kPartsOf, r),
                                     said_of_region(dataset.attributes, kConfidences, r)});
            }
        }
    }
    expect_same_meaning(options.files, attributes);
    refuse_twice(available);
    expect_years(datasets, options);
    for (const auto& dataset : datasets) expect_boundaries(*dataset, options);
    const Choice choice = choose(available, options);
    if (options.sum) refuse_sum_of_contained(available, choice);

    const auto subject_at = [&](std::size_t i, const std::vector<int>& years) {
        const indicators::View view(*runs[i].dataset, runs[i].scenario, runs[i].region);
        const auto scenario = scenario_of(runs[i], available[i]);
        return comparison::subject_of(view, scenario ? &*scenario : nullptr, options.boundaries,
                                      years);
    };
    std::vector<comparison::Subject> subjects;
    for (std::size_t i = 0; i < choice.compared.size(); ++i) {
        subjects.push_back(subject_at(choice.compared[i], options.years));
        subjects.back().label = choice.labels[i];
    }
    Comparison result;
    result.title = choice.title;
    result.labels = choice.labels;
    result.notes = choice.notes;
    result.by_scenario = !choice.regions;
    const auto baseline = choice.regions ? std::nullopt : std::optional(choice.baseline);
    result.sections = {comparison::levels(subjects, options.years),
                       comparison::milestones(subjects),
                       comparison::differences(subjects, choice.baseline, options.years),
                       comparison::causes(subjects, baseline),
                       comparison::by_income(subjects, options.income),
                       comparison::distances(subjects)};
    std::vector<comparison::Subject> all;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const bool wanted = choice.regions || available[i].region == subjects.front().region;
        if (wanted) all.push_back(subject_at(i, {}));
    }
    result.sections.push_back(comparison::transfer(all, options.reference, options.years));
    if (result.sections.back().records.empty()) {
        result.notes.push_back(
            fmt::format("no transfer table: no region has '{}' and another scenario "
                        "(--reference names the one that others are held against)",
                        options.reference));
    }
    if (options.sum) result.sections.push_back(comparison::sums(subjects, options.years));
    return result;
}

void expect_same_meaning(const std::vector<std::string>& files,
                         const std::vector<std::map<std::string, std::string>>& attributes) {
    constexpr std::pair<const char*, const char*> kMeanings[] = {
        {"money", "price year"}, {"factor_set", "emission factors"}, {"gwp", "warming potentials"}};
    for (const auto& [name, words] : kMeanings) {
        const auto text = [&, key = name](std::size_t i) {
            const auto found = attributes[i].find(key);
            return found == attributes[i].end() ? std::string("nothing") : found->second;
        };
        for (std::size_t i = 1; i < files.size(); ++i) {
            if (text(i) == text(0)) continue;
            throw InputError(fmt::format(
                "{}: error: cannot be compared with '{}': the {} differ, '{}' there and '{}' here\n"
                "  hint: run both with the same {}",
                files[i], files[0], words, text(0), text(i), name));
        }
    }
}

std::string said_of_region(const std::map<std::string, std::string>& attributes,
                           const std::string& name, std::size_t region) {
    const auto found = attributes.find(name);
    if (found == attributes.end()) return {};
    const auto texts = split(found->second, ';');
    return region < texts.size() ? texts[region] : std::string();
}

}  // namespace tanlu::cli

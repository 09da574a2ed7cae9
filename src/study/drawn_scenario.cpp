#include "study/drawn_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lanes/interpolation.hpp"
#include "plan/compile.hpp"
#include "sampling/normal.hpp"
#include "sampling/philox.hpp"
#include "study/number_leaves.hpp"

namespace tanlu::study {
namespace {

using RunLeaf = Leaf<RunKind<Lanes>>;

/// Value of the row that a quantile falls in: the first whose cumulative weight reaches it.
Lanes row_value(const RowTable& table, const Lanes& quantile) {
    return map_lanes(quantile, [&](double u) {
        const auto row = std::lower_bound(table.cumulative.begin(), table.cumulative.end() - 1, u);
        return table.values[static_cast<std::size_t>(row - table.cumulative.begin())];
    });
}

double central_of(const Leaf<FileKind>& leaf, const NumberDraw& draw) {
    switch (draw.part) {
        case Part::scalar:
            return std::get<Value*>(leaf.at)->number;
        case Part::item:
            return (*std::get<std::vector<Value>*>(leaf.at))[draw.index].number;
        case Part::anchor:
            return std::get<Trajectory*>(leaf.at)->anchors[draw.index].value.number;
        case Part::growth:
            return std::get<Trajectory*>(leaf.at)->growth[draw.index].value.number;
    }
    return 0.0;
}

}  // namespace

DrawnScenario::DrawnScenario(const config::Scenario& scenario, const ScenarioDraws& draws,
                             std::uint64_t seed)
    : scenario_(scenario),
      seed_(seed),
      parameters_(plan::compile<Lanes>(scenario.pack.parameters, scenario.pack.base_year,
                                       scenario.horizon)),
      file_(number_leaves(scenario)),
      run_(leaves_of(parameters_)) {
    // Places of the drawn paths of policies must not move: room for all of them first.
    std::size_t drawn_policies = 0;
    const auto is_policy = [&](std::size_t leaf) { return leaf >= run_.size(); };
    for (const auto& draw : draws.numbers) drawn_policies += is_policy(draw.leaf) ? 1 : 0;
    drawn_policies += draws.paths.size();
    policy_paths_.reserve(drawn_policies);

    for (const auto& draw : draws.numbers) {
        Number number{nullptr, Lanes(central_of(file_[draw.leaf], draw)), &draw, nullptr};
        switch (draw.part) {
            case Part::scalar:
                number.at = std::get<Lanes*>(run_[draw.leaf].at);
                break;
            case Part::item:
                number.at = &(*std::get<std::vector<Lanes>*>(run_[draw.leaf].at))[draw.index];
                break;
            case Part::anchor:
                number.at = &path_of(draw.leaf).anchors[draw.index];
                break;
            case Part::growth:
                number.at = &path_of(draw.leaf).growth[draw.index];
                break;
        }
        if (const auto* distribution = std::get_if<sampling::Distribution>(&draw.by)) {
            number.quantile = std::make_unique<sampling::QuantileFunction>(*distribution);
        }
        numbers_.push_back(std::move(number));
    }
    const auto years = static_cast<std::size_t>(scenario.horizon - scenario.pack.base_year + 1);
    for (const auto& draw : draws.paths) {
        PathChange change{path_of(draw.leaf).run, &draw, {}, nullptr, {}, {}, {}, {}};
        if (const auto* distribution = std::get_if<sampling::Distribution>(&draw.by)) {
            change.quantiles.emplace_back(*distribution);
        } else if (const auto* factors = std::get_if<AnchorFactors>(&draw.by)) {
            for (const auto& anchor : factors->anchors) {
                change.years.push_back(anchor.year);
                change.quantiles.emplace_back(anchor.distribution);
            }
            change.normals.resize(factors->anchors.size());
        } else if (const auto* process = std::get_if<Shocks>(&draw.by)) {
            const Shocks& shocks = *process;
            const auto kind = shocks.rho < 1.0 ? sampling::ShockKind::kFromZero
                                               : sampling::ShockKind::kRandomWalk;
            change.shocks = std::make_unique<sampling::ShockPath>(
                sampling::ShockProcess{kind, shocks.rho, shocks.sigma}, years);
            change.normals.resize(change.shocks->components());
            for (std::size_t c = 1; c <= change.normals.size(); ++c) {
                change.streams.push_back(sampling::stream_id(fmt::format("{}[{}]", draw.input, c)));
            }
        }
        change.factors.resize(years);
        changes_.push_back(std::move(change));
    }
}

DrawnScenario::Path& DrawnScenario::path_of(std::size_t leaf) {
    for (auto& [known, path] : paths_) {
        if (known == leaf) return *path;
    }
    auto path = std::make_unique<Path>();
    path->file = std::get<Trajectory*>(file_[leaf].at);
    if (leaf < run_.size()) {
        path->run = std::get<YearSeries<Lanes>*>(run_[leaf].at);
    } else {
        const int first = scenario_.pack.base_year;
        const auto years = static_cast<std::size_t>(scenario_.horizon - first + 1);
        policy_paths_.push_back({path->file, {first, std::vector<Lanes>(years)}});
        path->run = &policy_paths_.back().series;
    }
    for (const auto& anchor : path->file->anchors) {
        path->years.push_back(anchor.year);
        path->anchors.emplace_back(anchor.value.number);
    }
    for (const auto& anchor : path->file->growth) {
        path->growth_years.push_back(anchor.year);
        path->growth.emplace_back(anchor.value.number);
    }
    paths_.emplace_back(leaf, std::move(path));
    return *paths_.back().second;
}

Lanes DrawnScenario::value_of(const Number& number, const Lanes& quantile) const {
    const auto drawn_by = [&] {
        if (number.quantile) return (*number.quantile)(quantile);
        const auto* rows = std::get_if<RowTable>(&number.draw->by);
        return rows ? row_value(*rows, quantile) : quantile;
    };
    const Lanes drawn = drawn_by() * number.draw->scale;
    switch (number.draw->change) {
        case Change::factor:
            return *number.at * drawn;
        case Change::addition:
            return *number.at + drawn;
        case Change::value:
            break;
    }
    return drawn;
}

void DrawnScenario::require(const Range& range, const Lanes& value) {
    const LaneMask inside = value >= Lanes(range.low) && value <= Lanes(range.high);
    status_.raise(!inside, model::Problem::domain_error);
}

void DrawnScenario::fill(Path& path) const {
    fill_series<Lanes>({path.years, path.anchors}, path.file->interpolation,
                       path.file->extrapolation, {path.growth_years, path.growth},
                       path.run->first_year, path.run->values);
}

void DrawnScenario::set(std::span<const Lanes> quantiles, std::uint64_t first_sample) {
    status_ = {};
    for (auto& number : numbers_) *number.at = number.central;
    for (auto& number : numbers_) {
        *number.at = value_of(number, quantiles[number.draw->dimension]);
        require(number.draw->range, *number.at);
    }
    for (auto& [leaf, path] : paths_) fill(*path);
    for (auto& one : changes_) change(one, quantiles, first_sample);
}

void DrawnScenario::change(PathChange& change, std::span<const Lanes> quantiles,
                           std::uint64_t first_sample) {
    const PathDraw& draw = *change.draw;
    YearSeries<Lanes>& run = *change.run;
    if (const auto* given = std::get_if<Given>(&draw.by)) {
        const Lanes amount = quantiles[draw.dimensions.front()] * draw.scale;
        for (int year = std::max(given->from_year, run.first_year); year <= scenario_.horizon;
             ++year) {
            Lanes& value = run.at(year);
            value = draw.change == Change::factor ? value * amount : value + amount;
            require(draw.range, value);
        }
        return;
    }
    if (std::holds_alternative<sampling::Distribution>(draw.by)) {
        const Lanes drawn =
            change.quantiles.front()(quantiles[draw.dimensions.front()]) * draw.scale;
        for (Lanes& value : run.values) {
            value = draw.change == Change::factor ? value * drawn : value + drawn;
            require(draw.range, value);
        }
        return;
    }
    const int base_year = scenario_.pack.base_year;
    if (const auto* factors = std::get_if<AnchorFactors>(&draw.by)) {
        for (std::size_t i = 0; i < factors->anchors.size(); ++i) {
            change.normals[i] = change.quantiles[i](quantiles[draw.dimensions[i]]);
        }
        sampling::multipliers_from_anchors(base_year, change.years, change.normals, change.factors);
    } else {
        const sampling::Rows rows = sampling::rows_from(first_sample, ~std::uint64_t{0});
        for (std::size_t c = 0; c < change.normals.size(); ++c) {
            const Lanes u = c < draw.dimensions.size()
                                ? quantiles[draw.dimensions[c]]
                                : sampling::uniform_pair(seed_, rows, change.streams[c], 0)[0];
            change.normals[c] = sampling::normal_quantile<Lanes>(u);
        }
        change.shocks->multipliers(change.normals, change.factors);
    }
    for (std::size_t t = 0; t < change.factors.size(); ++t) {
        Lanes& value = run.at(base_year + static_cast<int>(t));
        value *= change.factors[t];
        require(draw.range, value);
    }
}

}  // namespace tanlu::study

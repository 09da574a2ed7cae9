#include "calibration/calibrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include "base/text.hpp"
#include "ensemble/evidence.hpp"
#include "perturb/trials.hpp"
#include "study/number_leaves.hpp"
#include "units/unit.hpp"

namespace tanlu::calibration {
namespace {

constexpr const char* kPolicies = "policies.";

/// Six significant digits: what a parameter set says.
double rounded(double x) {
    return std::strtod(fmt::format("{:.6g}", x).c_str(), nullptr);
}

/// What the fit needs of a parameter besides its file.
struct Prepared {
    perturb::Knob knob;
    double scale = 1.0;  ///< from its unit to the canonical one
    std::vector<const Value*> values;
    std::vector<std::string> paths;
};

Prepared prepare(const Parameter& parameter, const config::Scenario& scenario,
                 const std::vector<study::FileLeaf>& leaves, Diagnostics& diagnostics) {
    Prepared prepared;
    prepared.knob.id = parameter.id;
    prepared.knob.change =
        parameter.as == Fitted::value ? study::Change::value : study::Change::factor;
    for (const auto& target : parameter.targets) {
        const auto numbers = perturb::numbers_named(scenario, target.text);
        if (numbers.empty()) {
            std::vector<std::string> paths;
            for (const auto& leaf : leaves) paths.push_back(leaf.path);
            const std::string best = nearest(target.text, paths);
            diagnostics.error(target.origin,
                              fmt::format("no number '{}' in the scenario", target.text),
                              best.empty() ? "'tanlu show' prints the path of every number"
                                           : fmt::format("did you mean '{}'?", best));
        }
        for (const auto& number : numbers) {
            const auto& leaf = leaves[number.leaf];
            if (number.part != study::Part::scalar || leaf.path.starts_with(kPolicies)) {
                diagnostics.error(
                    target.origin,
                    fmt::format("'{}' is {}", leaf.path,
                                leaf.path.starts_with(kPolicies) ? "a number of a policy"
                                                                 : "no single number"),
                    "single numbers of the pack are fitted");
                break;
            }
            const Value* value = study::numbers_of(leaf).front().value;
            if (parameter.as == Fitted::value) {
                try {
                    prepared.scale =
                        units::convert(1.0, parameter.unit, value->unit) * value->scale;
                } catch (const units::UnitError& problem) {
                    diagnostics.error(
                        parameter.origin,
                        fmt::format("parameter '{}' is in '{}', but '{}' is in '{}'", parameter.id,
                                    parameter.unit, leaf.path, value->unit),
                        problem.hint());
                    break;
                }
            }
            prepared.knob.numbers.push_back(number);
            prepared.values.push_back(value);
            prepared.paths.push_back(leaf.path);
        }
    }
    return prepared;
}

/// The statistics as points, with the series that the model has for each.
struct Data {
    std::vector<ensemble::Series> series;  ///< those that are followed
    std::vector<std::size_t> series_of;    ///< by point
    std::vector<FittedPoint> points;
};

Data data_of(const Calibration& calibration) {
    study::Condition condition;
    for (const auto& target : calibration.targets) {
        condition.on.push_back({target.observation, target.years, target.error});
    }
    const auto all = perturb::all_series(calibration.scenario);
    const auto points = ensemble::evidence_points(condition, calibration.scenario, all);
    Data data;
    std::vector<std::size_t> known;
    std::size_t next = 0;
    for (const auto& target : calibration.targets) {
        for (std::size_t y = 0; y < target.years.size(); ++y, ++next) {
            const auto& point = points[next];
            auto at = std::find(known.begin(), known.end(), point.series);
            if (at == known.end()) {
                known.push_back(point.series);
                data.series.push_back(all[point.series]);
                at = known.end() - 1;
            }
            data.series_of.push_back(static_cast<std::size_t>(at - known.begin()));
            data.points.push_back({point.observation, point.year, all[point.series].unit,
                                   target.measure, point.observed, 0.0, 0.0, point.error});
        }
    }
    return data;
}

double sum_of_squares(const std::vector<double>& residuals) {
    return std::inner_product(residuals.begin(), residuals.end(), residuals.begin(), 0.0);
}

/// A number of the pack in the unit it was written in.
double written(const Value& value, const Parameter& parameter, double amount) {
    return parameter.as == Fitted::factor ? value.written * amount
                                          : units::convert(amount, parameter.unit, value.unit);
}

}  // namespace

double FittedPoint::residual(double modelled) const {
    return (measure == Measure::log ? std::log(modelled / observed) : modelled - observed) / error;
}

Outcome calibrate(const Calibration& calibration) {
    const config::Scenario& scenario = calibration.scenario;
    const auto leaves = study::number_leaves(scenario);
    Diagnostics diagnostics;
    std::vector<Prepared> prepared;
    for (const auto& parameter : calibration.parameters) {
        prepared.push_back(prepare(parameter, scenario, leaves, diagnostics));
    }
    diagnostics.throw_if_errors();
    Data data = data_of(calibration);

    std::vector<perturb::Knob> knobs;
    for (const auto& one : prepared) knobs.push_back(one.knob);
    const perturb::Trials trials(scenario, std::move(knobs), data.series);
    const std::size_t n = calibration.parameters.size();
    const auto& parameters = calibration.parameters;
    std::size_t rows = data.points.size();
    for (const auto& parameter : parameters) rows += parameter.prior ? 1 : 0;

    const auto run = [&](std::span<const double> points) {
        std::vector<double> amounts(points.begin(), points.end());
        for (std::size_t i = 0; i < amounts.size(); ++i) amounts[i] *= prepared[i % n].scale;
        return trials.run(amounts);
    };
    const Residuals residuals = [&](std::span<const double> points) {
        const auto results = run(points);
        std::vector<double> found;
        for (std::size_t t = 0; t < points.size() / n; ++t) {
            for (std::size_t i = 0; i < data.points.size(); ++i) {
                const auto& point = data.points[i];
                found.push_back(point.residual(results.at(t, data.series_of[i], point.year)));
            }
            for (std::size_t p = 0; p < n; ++p) {
                if (!parameters[p].prior) continue;
                found.push_back((points[t * n + p] - parameters[p].prior->value) /
                                parameters[p].prior->error);
            }
        }
        return found;
    };

    std::vector<Bounds> bounds;
    std::vector<double> before;
    for (std::size_t p = 0; p < n; ++p) {
        bounds.push_back({parameters[p].low, parameters[p].high});
        before.push_back(parameters[p].start);
    }
    Fit fit = least_squares(residuals, rows, bounds, before, calibration.most_steps);
    for (double& x : fit.parameters) x = rounded(x);

    Outcome outcome;
    outcome.steps = fit.steps;
    outcome.settled = fit.settled;
    outcome.identifiability = identifiability(fit.jacobian, data.points.size(), bounds);
    outcome.objective_before = sum_of_squares(residuals(before));
    outcome.objective_after = sum_of_squares(residuals(fit.parameters));
    const auto old_run = run(before);
    const auto new_run = run(fit.parameters);
    outcome.points = data.points;
    for (std::size_t i = 0; i < outcome.points.size(); ++i) {
        auto& point = outcome.points[i];
        point.before = old_run.at(0, data.series_of[i], point.year);
        point.after = new_run.at(0, data.series_of[i], point.year);
    }
    constexpr double kAtBound = 1e-3;
    constexpr double k95 = 1.959964;  // normal, two sides
    for (std::size_t p = 0; p < n; ++p) {
        const double error = outcome.identifiability.standard_errors[p];
        FittedParameter one{parameters[p].id, before[p], fit.parameters[p], error, false, {}};
        const double margin = kAtBound * (bounds[p].high - bounds[p].low);
        one.at_bound = one.after < bounds[p].low + margin || one.after > bounds[p].high - margin;
        const double low = rounded(std::max(one.after - k95 * error, bounds[p].low));
        const double high = rounded(std::min(one.after + k95 * error, bounds[p].high));
        for (std::size_t i = 0; i < prepared[p].values.size(); ++i) {
            const Value& value = *prepared[p].values[i];
            one.numbers.push_back({prepared[p].paths[i], written(value, parameters[p], one.after),
                                   written(value, parameters[p], low),
                                   written(value, parameters[p], high), value.unit});
        }
        outcome.parameters.push_back(std::move(one));
    }
    return outcome;
}

}  // namespace tanlu::calibration

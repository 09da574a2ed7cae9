#include "engine/collect.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "lanes/lanes.hpp"
#include "region/region_model.hpp"
#include "tanlu/error.hpp"

namespace tanlu::engine {
namespace {

template <class Entries>
std::vector<std::string> ids(const Entries& entries) {
    std::vector<std::string> names;
    for (const auto& entry : entries) names.push_back(entry.id.text);
    return names;
}

struct AxisInfo {
    std::string_view name, doc;
};

/// Axes of outputs, in the order they stand in files.
constexpr AxisInfo kAxes[] = {
    {"vehicle_class", "road vehicle class"},
    {"technology", "powertrain"},
    {"carrier", "energy carrier"},
    {"settlement", "settlement type"},
    {"passenger_mode", "passenger mode"},
    {"freight_mode", "freight mode"},
    {"subsector", "subsector of the emissions table"},
    {"boundary",
     "emission boundary: ttw tailpipe, ttw_grid with electricity and hydrogen "
     "production, wtw with upstream of all carriers"},
    {"audit_check", "built-in identity"},
};

void add_new(std::vector<std::string>& labels, const std::vector<std::string>& more) {
    for (const auto& label : more) {
        if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
    }
}

std::size_t position(const std::vector<std::string>& labels, const std::string& label) {
    return static_cast<std::size_t>(std::find(labels.begin(), labels.end(), label) -
                                    labels.begin());
}

/// Axes over all runs: scenario, region, year, then those of the outputs.
std::vector<Axis> joint_axes(const std::vector<ScenarioRun>& runs) {
    Axis scenarios{"scenario", "scenario id", {}, {}};
    Axis regions{"region", "region", {}, {}};
    int first = std::numeric_limits<int>::max();
    int last = std::numeric_limits<int>::min();
    for (const auto& run : runs) {
        add_new(scenarios.labels, {run.scenario->id});
        add_new(regions.labels, {run.scenario->pack.region.id});
        first = std::min(first, run.scenario->pack.base_year);
        last = std::max(last, run.scenario->horizon);
    }
    Axis years{
        "year", "calendar year; flows are totals of the year, stocks stand at its end", {}, {}};
    for (int year = first; year <= last; ++year) years.years.push_back(year);
    std::vector<Axis> axes{scenarios, regions, years};
    for (const auto& info : kAxes) {
        Axis axis{std::string(info.name), std::string(info.doc), {}, {}};
        for (const auto& run : runs) add_new(axis.labels, axis_labels(*run.scenario, axis.name));
        axes.push_back(std::move(axis));
    }
    return axes;
}

/// Copies one output of a run to its place in the variable.
void place(const Dataset& dataset, const ScenarioRun& run, const OutputSeries& output,
           Variable& variable) {
    std::vector<std::vector<std::size_t>> to;  // position in the joint axis, by local position
    std::size_t cells = 1;
    for (const auto& name : output.axes) {
        auto& positions = to.emplace_back();
        for (const auto& label : axis_labels(*run.scenario, name)) {
            positions.push_back(position(dataset.axis(name).labels, label));
        }
        cells *= positions.size();
    }
    const std::size_t scenario = position(dataset.axis("scenario").labels, run.scenario->id);
    const std::size_t region =
        position(dataset.axis("region").labels, run.scenario->pack.region.id);
    const auto first_year =
        static_cast<std::size_t>(run.scenario->pack.base_year - dataset.axis("year").years.front());
    for (std::size_t i = 0; i < output.data.size(); ++i) {
        std::vector<std::size_t> indices{scenario, region};
        if (output.yearly) indices.push_back(first_year + i / cells);
        std::size_t rest = i % cells;
        std::vector<std::size_t> local(to.size());
        for (std::size_t a = to.size(); a-- > 0;) {
            local[a] = rest % to[a].size();
            rest /= to[a].size();
        }
        for (std::size_t a = 0; a < to.size(); ++a) indices.push_back(to[a][local[a]]);
        variable.data[dataset.offset(variable, indices)] = output.data[i];
    }
}

}  // namespace

std::vector<std::string> axis_labels(const config::Scenario& scenario, const std::string& axis) {
    const Parameters<FileKind>& p = scenario.pack.parameters;
    if (axis == "vehicle_class") return ids(p.classes);
    if (axis == "technology") return ids(p.technologies);
    if (axis == "carrier") return ids(p.carriers);
    if (axis == "settlement") return ids(p.passenger.local.settlements);
    if (axis == "passenger_mode") return ids(p.passenger.modes);
    if (axis == "freight_mode") return ids(p.freight.modes);
    if (axis == "subsector") return ids(p.subsectors);
    if (axis == "boundary") {
        return {std::begin(region::kBoundaryNames), std::end(region::kBoundaryNames)};
    }
    if (axis == "audit_check") {
        return {std::begin(region::kAuditChecks), std::end(region::kAuditChecks)};
    }
    throw Error("no axis '" + axis + "'");
}

template <class Real>
void ScenarioRun::record(const model::YearOutput<Real>& year) {
    const bool is_first = outputs.empty();
    std::size_t next = 0;
    model::describe_outputs(
        [&](const model::Output& info, auto& member) {
            if (is_first) {
                outputs.push_back({std::string(info.name),
                                   std::string(info.unit),
                                   std::string(info.long_name),
                                   std::string(info.iamc),
                                   {info.axes.begin(), info.axes.end()},
                                   true,
                                   {}});
            }
            std::vector<double>& data = outputs[next++].data;
            if constexpr (std::is_same_v<std::decay_t<decltype(member)>, Real>) {
                data.push_back(lane(member, 0));
            } else {
                for (const Real& value : member) data.push_back(lane(value, 0));
            }
        },
        year);
}

Dataset collect(const std::vector<ScenarioRun>& runs) {
    Dataset dataset;
    dataset.axes = joint_axes(runs);
    for (const auto& output : runs.front().outputs) {
        Variable variable{output.name, output.unit, output.long_name, output.iamc, {}, {}};
        variable.axes = {"scenario", "region"};
        if (output.yearly) variable.axes.emplace_back("year");
        variable.axes.insert(variable.axes.end(), output.axes.begin(), output.axes.end());
        variable.data.assign(dataset.volume(variable.axes), std::nan(""));
        dataset.variables.push_back(std::move(variable));
    }
    for (const auto& run : runs) {
        for (std::size_t i = 0; i < run.outputs.size(); ++i) {
            place(dataset, run, run.outputs[i], dataset.variables[i]);
        }
    }
    return dataset;
}

template void ScenarioRun::record(const model::YearOutput<double>&);
template void ScenarioRun::record(const model::YearOutput<Lanes>&);

}  // namespace tanlu::engine

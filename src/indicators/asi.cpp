// Avoid, shift, improve: the change of emissions since the first year by its causes (LMDI-I,
// docs/theory §12.1). Passenger and freight transport are two groups of modes:
//   E = sum_g sum_m A_g (A_m/A_g) (F_m/A_m) (E_m/F_m)
// with activity A [person km or t km], final energy F and emissions E.
#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "indicators/families.hpp"
#include "model/decomposition.hpp"

namespace tanlu::indicators {
namespace {

constexpr double kKgPerMt = 1e9;

enum Factor : std::size_t { activity, structure, energy, carbon, factor_count };

/// A mode by year; a group's total activity makes its structure.
struct Mode {
    std::vector<double> activity;   ///< [person km/yr or t km/yr]
    std::vector<double> energy;     ///< [MJ/yr]
    std::vector<double> emissions;  ///< [kg/yr]
};
using Group = std::vector<Mode>;

/// Labels that the result has on an axis.
std::vector<std::string> there(const View& view, std::string_view axis,
                               std::vector<std::string> wanted) {
    const auto& labels = view.labels(axis);
    std::erase_if(wanted, [&](const std::string& label) {
        return std::find(labels.begin(), labels.end(), label) == labels.end();
    });
    return wanted;
}

std::vector<double> zeros(const View& view) {
    return std::vector<double>(view.years().size(), 0.0);
}

std::vector<double> carried(const View& view, std::string_view variable, std::string_view unit,
                            std::string_view axis, const std::vector<std::string>& labels) {
    const auto present = there(view, axis, labels);
    return present.empty() ? zeros(view) : view.total(variable, unit, {{axis, present}});
}

/// A subsector with its activity; none where the result lacks the subsector.
void add_mode(const View& view, std::string_view boundary, const std::string& subsector,
              std::vector<double> activity, Group& group) {
    if (there(view, "subsector", {subsector}).empty()) return;
    group.push_back(
        {std::move(activity), view.total("energy", "MJ/yr", {{"subsector", {subsector}}}),
         view.total("emissions", "kg/yr",
                    {{"subsector", {subsector}}, {"boundary", {std::string(boundary)}}})});
}

/// Rail and metro are one subsector: a tonne-km counts as much as a passenger-km.
void add_rail(const View& view, std::string_view boundary, Group& passengers, Group& freight) {
    auto people = carried(view, "pkm", "person km/yr", "passenger_mode", {"rail", "hsr", "metro"});
    auto goods = carried(view, "tkm", "t km/yr", "freight_mode", {"rail"});
    Group whole;
    add_mode(view, boundary, "rail", zeros(view), whole);
    if (whole.empty()) return;
    Mode of_people = whole.front();
    Mode of_goods = whole.front();
    for (std::size_t y = 0; y < people.size(); ++y) {
        const double all = people[y] + goods[y];
        const double share = all > 0.0 ? people[y] / all : 0.0;
        for (auto* part : {&of_people.energy, &of_people.emissions}) (*part)[y] *= share;
        for (auto* part : {&of_goods.energy, &of_goods.emissions}) (*part)[y] *= 1.0 - share;
    }
    of_people.activity = std::move(people);
    of_goods.activity = std::move(goods);
    passengers.push_back(std::move(of_people));
    freight.push_back(std::move(of_goods));
}

std::vector<Group> groups_of(const View& view, std::string_view boundary) {
    const auto people = [&](const std::vector<std::string>& modes) {
        return carried(view, "pkm", "person km/yr", "passenger_mode", modes);
    };
    Group passengers, freight;
    add_mode(view, boundary, "cars", people({"car"}), passengers);
    add_mode(view, boundary, "taxi-bus-coach", people({"taxi", "bus", "coach"}), passengers);
    add_mode(view, boundary, "motorcycles", people({"motorcycle", "e-bike"}), passengers);
    add_mode(view, boundary, "aviation", people({"air"}), passengers);
    add_mode(view, boundary, "trucks", view.total("road_tkm", "t km/yr"), freight);
    add_mode(view, boundary, "shipping", carried(view, "tkm", "t km/yr", "freight_mode", {"water"}),
             freight);
    add_rail(view, boundary, passengers, freight);
    return {passengers, freight};
}

double over(double a, double b) {
    return b == 0.0 ? 0.0 : a / b;
}

/// Factors of the modes of a group in a year, one row each.
std::vector<double> factors(const Group& group, std::size_t year) {
    double total = 0.0;
    for (const auto& mode : group) total += mode.activity[year];
    std::vector<double> values;
    for (const auto& mode : group) {
        const double carried_here = mode.activity[year];
        const double used = mode.energy[year];
        values.insert(values.end(), {total, over(carried_here, total), over(used, carried_here),
                                     over(mode.emissions[year], used)});
    }
    return values;
}

bool has_numbers(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(),
                       [](double x) { return std::isfinite(x) && x >= 0.0; });
}

/// Change since the first year that one factor makes, by year [Mt].
Outcomes effect(const View& view, std::string_view boundary, Factor factor) {
    std::vector<double> changes = zeros(view);
    for (const auto& group : groups_of(view, boundary)) {
        if (group.empty()) continue;
        const auto before = factors(group, 0);
        for (std::size_t y = 0; y < changes.size(); ++y) {
            const auto after = factors(group, y);
            if (!has_numbers(before) || !has_numbers(after)) {
                changes[y] = std::numeric_limits<double>::quiet_NaN();
                continue;
            }
            changes[y] +=
                model::lmdi_additive({before, factor_count}, {after, factor_count})[factor] /
                kKgPerMt;
        }
    }
    Outcome outcome = by_year(std::move(changes));
    outcome.switches = {{"since", std::to_string(view.first_year())},
                        {"covers",
                         "cars, taxis, buses, coaches, two-wheelers, trucks, rail, "
                         "aviation and shipping"},
                        {"rail", "split by converted turnover"}};
    return {outcome};
}

}  // namespace

Outcomes asi_avoid(const View& view, std::string_view boundary) {
    return effect(view, boundary, activity);
}

Outcomes asi_shift(const View& view, std::string_view boundary) {
    return effect(view, boundary, structure);
}

Outcomes asi_improve_energy(const View& view, std::string_view boundary) {
    return effect(view, boundary, energy);
}

Outcomes asi_improve_carbon(const View& view, std::string_view boundary) {
    return effect(view, boundary, carbon);
}

}  // namespace tanlu::indicators

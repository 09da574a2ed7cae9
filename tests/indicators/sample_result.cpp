#include "sample_result.hpp"

#include <algorithm>
#include <utility>

namespace tanlu::indicators {
namespace {

Axis names(std::string name, std::vector<std::string> labels) {
    return {std::move(name), "", std::move(labels), {}};
}

void add(Dataset& result, std::string name, std::string unit, std::vector<std::string> axes) {
    axes.insert(axes.begin(), {"scenario", "region", "year"});
    Variable variable{std::move(name), std::move(unit), "", "", std::move(axes), {}};
    variable.data.assign(result.volume(variable.axes), 0.0);
    result.variables.push_back(std::move(variable));
}

}  // namespace

Dataset empty_result(int first_year, int last_year) {
    Dataset result;
    Axis year{"year", "", {}, {}};
    for (int y = first_year; y <= last_year; ++y) year.years.push_back(y);
    result.axes = {names("scenario", {"reference", "policy"}),
                   names("region", {"china"}),
                   year,
                   names("subsector", {"road", "rail"}),
                   names("boundary", {"ttw", "ttw_grid", "wtw"}),
                   names("carrier", {"gasoline", "diesel", "electricity"}),
                   names("vehicle_class", {"car", "truck", "motorcycle"}),
                   names("technology", {"petrol", "bev", "phev"}),
                   names("settlement", {"city", "village"}),
                   names("passenger_mode", {"walk", "bicycle", "e-bike", "bus", "car"})};
    result.attributes = {{"automobile_classes", "car, truck"},
                         {"nev_technologies", "bev, phev"},
                         {"passenger_car_classes", "car"},
                         {"petroleum_carriers", "gasoline, diesel"},
                         {"green_modes", "walk, bicycle, bus"}};
    add(result, "emissions", "kg/yr", {"subsector", "boundary"});
    add(result, "energy", "MJ/yr", {"subsector", "carrier"});
    add(result, "gdp", "CNY2020/yr", {});
    add(result, "population", "person", {});
    add(result, "sales", "vehicle/yr", {"vehicle_class", "technology"});
    add(result, "stock", "vehicle", {"vehicle_class", "technology"});
    add(result, "trips", "1/yr", {"settlement", "passenger_mode"});
    return result;
}

void set(Dataset& result, const std::string& name, const std::vector<std::string>& labels,
         const std::function<double(int)>& value_in_year, const std::string& scenario) {
    const auto found = std::find_if(result.variables.begin(), result.variables.end(),
                                    [&](const Variable& v) { return v.name == name; });
    const auto& years = result.axis("year").years;
    for (std::size_t y = 0; y < years.size(); ++y) {
        std::vector<std::size_t> indices{result.index("scenario", scenario), 0, y};
        for (std::size_t i = 0; i < labels.size(); ++i) {
            indices.push_back(result.index(found->axes[3 + i], labels[i]));
        }
        found->data[result.offset(*found, indices)] = value_in_year(years[y]);
    }
}

void set(Dataset& result, const std::string& name, const std::vector<std::string>& labels,
         double value, const std::string& scenario) {
    set(
        result, name, labels, [value](int) { return value; }, scenario);
}

}  // namespace tanlu::indicators

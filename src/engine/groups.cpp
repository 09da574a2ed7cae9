#include "engine/groups.hpp"

#include <algorithm>
#include <utility>

namespace tanlu::engine {
namespace {

using Attributes = std::map<std::string, std::string>;

void append(std::string& list, const std::string& item) {
    const std::string wrapped = "," + list + ",";
    if (wrapped.find("," + item + ",") != std::string::npos) return;
    list += (list.empty() ? "" : ",") + item;
}

/// Ids by a property of the packs.
void add_members(Attributes& attributes, std::span<const config::Scenario> scenarios) {
    std::string nev, automobiles, green, petroleum, road, factor_sets, owners, cars;
    for (const auto& scenario : scenarios) {
        const Parameters<FileKind>& p = scenario.pack.parameters;
        for (const auto& type : p.technologies) {
            if (type.nev) append(nev, type.id.text);
        }
        for (const auto& vehicle_class : p.classes) {
            if (vehicle_class.automobile) append(automobiles, vehicle_class.id.text);
            if (vehicle_class.stock_rule == StockRule::ownership) {
                append(owners, vehicle_class.id.text);
            }
        }
        for (const auto& owner : p.classes) {  // cars: all classes of the mode private cars serve
            if (owner.stock_rule != StockRule::ownership) continue;
            for (const auto& car : p.classes) {
                if (car.passenger_mode == owner.passenger_mode) append(cars, car.id.text);
            }
        }
        for (const auto& mode : p.passenger.modes) {
            if (mode.green) append(green, mode.id.text);
        }
        for (const auto& carrier : p.carriers) {
            if (carrier.petroleum) append(petroleum, carrier.id.text);
        }
        for (const auto& subsector : p.subsectors) {
            if (subsector.road) append(road, subsector.id.text);
        }
        append(factor_sets, scenario.pack.factor_set);
    }
    attributes["nev_technologies"] = nev;
    attributes["automobile_classes"] = automobiles;
    attributes["private_car_classes"] = owners;
    attributes["passenger_car_classes"] = cars;
    attributes["green_modes"] = green;
    attributes["petroleum_carriers"] = petroleum;
    attributes["road_subsectors"] = road;
    attributes["factor_set"] = factor_sets;
}

/// What is said of each region; levels are words, the others texts.
void add_regions(Attributes& attributes, std::span<const config::Scenario> scenarios,
                 std::span<const std::string> regions) {
    std::string levels, parts, areas, boundaries, confidences;
    const char* separator = "";
    for (const auto& id : regions) {
        const auto scenario = std::ranges::find_if(
            scenarios, [&](const config::Scenario& item) { return item.pack.region.id == id; });
        const config::Region& region = scenario->pack.region;
        levels += (*separator ? "," : "") +
                  (region.level.empty() ? std::string(config::kRegionLevels[0]) : region.level);
        parts += separator + region.part_of;
        areas += separator + region.area;
        boundaries += separator + region.boundary;
        confidences += separator + region.confidence;
        separator = ";";
    }
    attributes["region_levels"] = levels;
    for (const auto& [name, texts] : {std::pair{"region_parts_of", parts},
                                      {"region_areas", areas},
                                      {"region_boundaries", boundaries},
                                      {"region_confidences", confidences}}) {
        const bool says_something = texts.find_first_not_of(';') != std::string::npos;
        if (says_something) attributes[name] = texts;
    }
}

}  // namespace

std::map<std::string, std::string> group_attributes(std::span<const config::Scenario> scenarios,
                                                    std::span<const std::string> regions) {
    Attributes attributes;
    add_members(attributes, scenarios);
    add_regions(attributes, scenarios, regions);
    return attributes;
}

}  // namespace tanlu::engine

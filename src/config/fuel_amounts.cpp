#include "config/fuel_amounts.hpp"

#include <fmt/format.h>

#include <string_view>

#include "config/pack.hpp"

namespace tanlu::config {
namespace {

/// What an amount of fuel is measured by.
enum class Measure { energy, volume, mass };

std::string_view measure_text(Measure measure) {
    return measure == Measure::volume ? "volume" : "mass";
}

/// "MJ/m3|MJ/kg": the alternatives of the energy content.
Measure measure_of_content(const Value& content) {
    return content.unit_choice == 0 ? Measure::volume : Measure::mass;
}

enum class Place { amount_above, amount_below };  // MJ/km from m3/km; CNY/MJ from CNY/m3

void rescale(Value& value, double content, Place place) {
    const auto scaled = [&](double number) {
        return place == Place::amount_above ? number * content : number / content;
    };
    value.number = scaled(value.number);
    value.scale = scaled(value.scale);
    if (value.low) value.low = scaled(*value.low);
    if (value.high) value.high = scaled(*value.high);
    value.unit_choice = 0;
}

/// Turns one value measured by `measure` into energy.
void resolve(Value& value, Measure measure, const Carrier<FileKind>& carrier, Place place,
             Diagnostics& diagnostics) {
    if (measure == Measure::energy) return;
    const auto& content = carrier.energy_content;
    if (!content) {
        diagnostics.error(
            value.origin,
            fmt::format("'{}' measures {} by {}, which has no energy-content", value.unit,
                        carrier.id.text, measure_text(measure)),
            fmt::format("give 'carriers.{}.energy-content' or a unit of energy", carrier.id.text));
        return;
    }
    if (measure_of_content(*content) != measure) {
        diagnostics.error(
            value.origin,
            fmt::format("'{}' measures {} by {}, but its energy-content is by {} ({})", value.unit,
                        carrier.id.text, measure_text(measure),
                        measure_text(measure_of_content(*content)), to_string(content->origin)),
            "measure it as its energy-content does, or in energy");
        return;
    }
    rescale(value, content->number, place);
}

void resolve(Trajectory& path, Measure second, const Carrier<FileKind>& carrier,
             Diagnostics& diagnostics) {
    for (auto& anchor : path.anchors) {
        // Alternatives of a price: energy, volume, mass; of a factor: energy, mass.
        const int choice = anchor.value.unit_choice;
        const Measure measure = choice == 0   ? Measure::energy
                                : choice == 1 ? second
                                              : Measure::mass;
        resolve(anchor.value, measure, carrier, Place::amount_below, diagnostics);
    }
}

}  // namespace

void resolve_price(Trajectory& path, const Carrier<FileKind>& carrier, Diagnostics& diagnostics) {
    resolve(path, Measure::volume, carrier, diagnostics);
}

void resolve_fuel_amounts(Pack& pack, Diagnostics& diagnostics) {
    auto& carriers = pack.parameters.carriers;
    for (auto& carrier : carriers) {
        if (carrier.price) resolve_price(*carrier.price, carrier, diagnostics);
        for (auto* factor : {&carrier.production, &carrier.upstream}) {
            if (*factor) resolve(**factor, Measure::mass, carrier, diagnostics);
        }
    }
    constexpr Measure kUse[] = {Measure::energy, Measure::volume, Measure::mass};
    for (auto& vehicle_class : pack.parameters.classes) {
        for (auto& technology : vehicle_class.technologies) {
            for (auto& energy : technology.energy) {
                for (const auto& carrier : carriers) {
                    if (!(carrier.id == energy.id)) continue;
                    const Measure measure = kUse[energy.use.unit_choice];
                    resolve(energy.use, measure, carrier, Place::amount_above, diagnostics);
                }
            }
        }
    }
}

}  // namespace tanlu::config

#include "io/iamc_names.hpp"

#include <algorithm>

namespace tanlu {
namespace {

struct Label {
    std::string_view axis;
    std::string_view label;
    std::string_view iamc;
};

// IAMconsortium/common-definitions d877b5f (2026-06-24), tags of transport and energy. Marked
// [own]: no agreed name.
constexpr Label kLabels[] = {
    {"vehicle_class", "private-car", "Light-Duty Vehicle"},
    {"vehicle_class", "business-car", "Light-Duty Vehicle"},
    {"vehicle_class", "taxi", "Light-Duty Vehicle"},
    {"vehicle_class", "bus", "Bus"},
    {"vehicle_class", "coach-medium", "Bus"},
    {"vehicle_class", "coach-large", "Bus"},
    {"vehicle_class", "truck-light", "Truck"},
    {"vehicle_class", "truck-medium", "Truck"},
    {"vehicle_class", "truck-heavy", "Truck"},
    {"vehicle_class", "motorcycle", "Two-Wheeler"},   // [own]
    {"vehicle_class", "e-bike", "Two-Wheeler"},       // [own]
    {"vehicle_class", "special", "Other Vehicle"},    // [own]
    {"vehicle_class", "low-speed", "Other Vehicle"},  // [own]

    {"technology", "bev", "Battery-Electric"},
    {"technology", "fcev", "Fuel-Cell-Electric"},
    {"technology", "phev", "Plug-in Hybrid"},
    {"technology", "erev", "Plug-in Hybrid"},
    {"technology", "gasoline", "Internal Combustion"},
    {"technology", "diesel", "Internal Combustion"},
    {"technology", "hev", "Internal Combustion"},
    {"technology", "cng", "Internal Combustion"},
    {"technology", "lng", "Internal Combustion"},
    {"technology", "lpg", "Internal Combustion"},
    {"technology", "methanol", "Internal Combustion"},

    {"carrier", "gasoline", "Liquids"},
    {"carrier", "diesel", "Liquids"},
    {"carrier", "kerosene", "Liquids"},
    {"carrier", "bio-jet", "Liquids"},
    {"carrier", "fuel-oil", "Liquids"},
    {"carrier", "lpg", "Liquids"},
    {"carrier", "methanol", "Liquids"},
    {"carrier", "green-methanol", "Liquids"},
    {"carrier", "natural-gas", "Gases"},
    {"carrier", "electricity", "Electricity"},
    {"carrier", "hydrogen", "Hydrogen"},

    {"subsector", "cars", "Road"},
    {"subsector", "taxi-bus-coach", "Road"},
    {"subsector", "motorcycles", "Road"},
    {"subsector", "trucks", "Road"},
    {"subsector", "special-low-speed", "Road"},
    {"subsector", "lpg-vehicles", "Road"},
    {"subsector", "rail", "Rail"},
    {"subsector", "aviation", "Domestic Aviation"},
    {"subsector", "shipping", "Domestic Shipping"},
    {"subsector", "pipelines", "Pipeline"},  // [own]

    {"passenger_mode", "car", "Road|Light-Duty Vehicle"},
    {"passenger_mode", "taxi", "Road|Light-Duty Vehicle"},
    {"passenger_mode", "bus", "Road|Bus"},                 // [own]
    {"passenger_mode", "coach", "Road|Bus"},               // [own]
    {"passenger_mode", "motorcycle", "Road|Two-Wheeler"},  // [own]
    {"passenger_mode", "e-bike", "Road|Two-Wheeler"},      // [own]
    {"passenger_mode", "metro", "Rail"},                   // [own]
    {"passenger_mode", "rail", "Rail"},                    // [own]
    {"passenger_mode", "hsr", "Rail"},                     // [own]
    {"passenger_mode", "air", "Domestic Aviation"},        // [own]
    {"passenger_mode", "bike", "Bicycle"},                 // [own]
    {"passenger_mode", "walk", "Walk"},                    // [own]

    {"freight_mode", "road", "Truck"},
    {"freight_mode", "rail", "Rail"},                // [own]
    {"freight_mode", "water", "Domestic Shipping"},  // [own]
};

constexpr std::string_view kDemandCo2 = "Emissions|CO2|Energy|Demand|Transportation";
constexpr std::string_view kFinalEnergy = "Final Energy|Transportation";

constexpr IamcTotal kTotals[] = {
    {"stock", "Stocks|Transportation|{vehicle_class}"},
    {"sales", "Sales|Transportation|{vehicle_class}"},
    {"pkm", "Energy Service|Transportation|Passenger"},
    {"pkm_share", "Energy Service|Transportation|Passenger|Active Transport [Share]",
     "passenger_mode", "walk"},
    {"pkm_share", "Energy Service|Transportation|Passenger|Active Transport [Share]",
     "passenger_mode", "bike"},
    {"tkm", "Energy Service|Transportation|Freight"},
    {"energy", kFinalEnergy},
    {"energy", "Final Energy|Transportation|{subsector}"},
    {"energy", "Final Energy|Transportation|{carrier}"},
    {"vehicle_energy", "Final Energy|Transportation|{vehicle_class}"},
    {"co2", kDemandCo2},
    {"co2", "Emissions|CO2|Energy|Demand|Transportation|{subsector}"},
    {"vehicle_co2", "Emissions|CO2|Energy|Demand|Transportation|{vehicle_class}"},
    {"ch4", "Emissions|CH4|Energy|Demand|Transportation"},
    {"n2o", "Emissions|N2O|Energy|Demand|Transportation"},
    // From here on names of our own.
    {"co2", "Emissions|CO2|Transportation|Pipeline", "subsector", "pipelines"},
    {"co2_production", "Emissions|CO2|Energy|Supply|Electricity|Attributed to Transportation",
     "carrier", "electricity"},
    {"co2_production", "Emissions|CO2|Energy|Supply|Hydrogen|Attributed to Transportation",
     "carrier", "hydrogen"},
    {"emissions", "Emissions|CO2|Transportation|Tank-to-Wheel", "boundary", "ttw"},
    {"emissions", "Emissions|CO2|Transportation|Tank-to-Wheel and Grid", "boundary", "ttw_grid"},
    {"emissions", "Emissions|Kyoto Gases|Transportation|Well-to-Wheel", "boundary", "wtw"},
    {"nev_sales_share_auto", "Sales|Transportation|Automobile|New Energy Vehicle [Share]"},
    {"nev_stock_share_auto", "Stocks|Transportation|Automobile|New Energy Vehicle [Share]"},
};

struct UnitRule {
    std::string_view from;
    std::string_view name;  ///< Start of the IAMC name.
    std::string_view to;
    double divisor;
};

// Money stays money of China: the factor to USD_2010 is the user's to choose and to state.
constexpr UnitRule kUnits[] = {
    {"person", "Population", "million", 1e6},
    {"CNY2020/yr", "GDP|MER", "billion CNY_2020/yr", 1e9},
    {"vehicle", "Stocks|", "million", 1e6},
    {"vehicle/yr", "Sales|", "million", 1e6},
    {"person km/yr", "Energy Service|", "billion pkm/yr", 1e9},
    {"t km/yr", "Energy Service|", "billion tkm/yr", 1e9},
    {"MJ/yr", "Final Energy|", "EJ/yr", 1e12},
    {"kg/yr", "Emissions|CO2|", "Mt CO2/yr", 1e9},
    {"kg/yr", "Emissions|CH4|", "Mt CH4/yr", 1e9},
    {"kg/yr", "Emissions|N2O|", "kt N2O/yr", 1e6},
    {"kg/yr", "Emissions|Kyoto Gases|", "Mt CO2-equiv/yr", 1e9},
    {"1", "", "%", 1e-2},
};

/// The words of a label, each with a capital: "tram-train" -> "Tram Train".
std::string in_words(std::string_view label) {
    std::string words(label);
    bool start = true;
    for (char& c : words) {
        if (c == '-' || c == '_') c = ' ';
        if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        start = c == ' ';
    }
    return words;
}

const Label* find_label(std::string_view axis, std::string_view label) {
    const auto* found = std::find_if(std::begin(kLabels), std::end(kLabels), [&](const Label& l) {
        return l.axis == axis && l.label == label;
    });
    return found == std::end(kLabels) ? nullptr : found;
}

}  // namespace

std::string iamc_label(std::string_view axis, std::string_view label) {
    const Label* found = find_label(axis, label);
    return found == nullptr ? in_words(label) : std::string(found->iamc);
}

bool has_iamc_label(std::string_view axis, std::string_view label) {
    return find_label(axis, label) != nullptr;
}

std::span<const IamcTotal> iamc_totals() {
    return kTotals;
}

bool out_of_iamc_scope(std::string_view name, std::string_view axis, std::string_view label) {
    // Demand|Transportation is IPCC 1A3 without 1A3ei, transport by pipeline.
    return axis == "subsector" && label == "pipelines" && name.starts_with("Emissions|") &&
           name.find("|Energy|Demand|Transportation") != std::string_view::npos;
}

IamcUnit iamc_unit(std::string_view unit, std::string_view name) {
    for (const auto& rule : kUnits) {
        if (rule.from == unit && name.starts_with(rule.name)) {
            return {std::string(rule.to), rule.divisor};
        }
    }
    return {std::string(unit), 1.0};
}

}  // namespace tanlu

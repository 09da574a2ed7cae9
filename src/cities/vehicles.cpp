#include <fmt/format.h>

#include <algorithm>

#include "cities/maker.hpp"
#include "cities/rules.hpp"

namespace tanlu::cities {
namespace {

constexpr double kMegajoulePerKilowattHour = 3.6;
constexpr double kLitresPerCubicMetre = 1000.0;
constexpr double kHundredKilometres = 100.0;

using Technology = ClassTechnology<FileKind>;

bool is_nev(const Maker& maker, const Technology& technology) {
    const auto* type = entry_of(maker.national().technologies, technology.id.text);
    return type && type->nev;
}

std::string path_of(const FileClass& vehicles, const Technology& technology) {
    return fmt::format("classes.{}.technologies.{}", vehicles.id.text, technology.id.text);
}

/// Sum over technologies that are new-energy or not.
template <class Number>
double group_sum(const Maker& maker, const FileClass& vehicles, bool nev, Number number) {
    double sum = 0.0;
    for (const auto& technology : vehicles.technologies) {
        if (is_nev(maker, technology) == nev) sum += number(technology);
    }
    return sum;
}

double stock_of(const Technology& technology) {
    return technology.stock.number;
}

double sales_share_of(const Technology& technology) {
    return technology.on_sale && technology.sales_share ? technology.sales_share->number : 0.0;
}

/// Stock of a class of cars: `cars` of it, split by the new-energy share where the table has one.
void make_car_stock(Maker& maker, const FileClass& vehicles, const Estimate& cars) {
    const bool has_share = maker.has("nev-stock-share");
    for (const auto& technology : vehicles.technologies) {
        const bool nev = is_nev(maker, technology);
        const double group =
            has_share ? group_sum(maker, vehicles, nev, stock_of) : stock(vehicles);
        if (group <= 0.0) continue;
        const Estimate part = exactly(technology.stock.number / group);
        Estimate share = exactly(1.0);
        if (has_share) {
            share = maker.amount("nev-stock-share");
            if (!nev) share = {1.0 - share.value, 1.0 - share.high, 1.0 - share.low};
        }
        maker.out.number(
            path_of(vehicles, technology) + ".stock", cars * share * part, "vehicle",
            maker.label({"car-stock", "nev-stock-share"},
                        has_share ? "new-energy or other cars of the city, in national "
                                    "proportions of technology"
                                  : "cars of the city in national proportions"));
    }
}

void make_car_sales(Maker& maker, const FileClass& vehicles) {
    if (!maker.has("nev-sales-share")) return;
    const double nev = group_sum(maker, vehicles, true, sales_share_of);
    const double others = group_sum(maker, vehicles, false, sales_share_of);
    if (nev <= 0.0 || others <= 0.0) return;
    for (const auto& technology : vehicles.technologies) {
        if (!technology.sales_share || !technology.on_sale) continue;
        Estimate share = maker.amount("nev-sales-share");
        if (!is_nev(maker, technology)) {
            share = {1.0 - share.value, 1.0 - share.high, 1.0 - share.low};
        }
        const double group = is_nev(maker, technology) ? nev : others;
        maker.out.number(path_of(vehicles, technology) + ".sales-share",
                         share * exactly(technology.sales_share->number / group), "1",
                         maker.label({"nev-sales-share"},
                                     "sales of the city, in national proportions of technology"));
    }
}

void make_car_km(Maker& maker, const FileClass& vehicles) {
    if (maker.has("car-occupancy")) {
        maker.out.number(fmt::format("classes.{}.occupancy", vehicles.id.text),
                         maker.amount("car-occupancy"), "person/vehicle",
                         maker.label({"car-occupancy"}, ""));
    }
    if (!maker.has("car-km")) return;
    for (const auto& technology : vehicles.technologies) {
        if (!technology.vkt) continue;
        maker.out.number(path_of(vehicles, technology) + ".vkt", maker.amount("car-km"),
                         "km/vehicle/yr", maker.label({"car-km"}, ""));
    }
}

/// Energy use of the nation per km: gasoline of gasoline cars [L/100 km], electricity of battery
/// cars [kWh/100 km]. Zero where the class has none.
double national_use(const Maker& maker, const FileClass& vehicles, const char* technology,
                    const char* carrier) {
    const auto* cars = entry_of(vehicles.technologies, technology);
    const auto* use = cars ? entry_of(cars->energy, carrier) : nullptr;
    const auto* fuel = entry_of(maker.national().carriers, carrier);
    if (!use || !fuel) return 0.0;
    const double energy = use->use.number * kHundredKilometres;
    if (!fuel->energy_content) return energy / kMegajoulePerKilowattHour;
    return energy / fuel->energy_content->number * kLitresPerCubicMetre;
}

/// Energy use: as the table says for gasoline and battery cars, the others in proportion.
void make_car_energy(Maker& maker, const FileClass& vehicles) {
    struct Use {
        const char* item;
        const char* technology;
        const char* carrier;
        const char* unit;
    };
    const Use kFuel{"fuel-use", "gasoline", "gasoline", "L/100 km"};
    const Use kElectricity{"bev-use", "bev", "electricity", "kWh/100 km"};
    for (const auto& technology : vehicles.technologies) {
        for (const auto& carrier : technology.energy) {
            const bool is_electric = carrier.id.text == kElectricity.carrier;
            const Use& from = is_electric ? kElectricity : kFuel;
            if (!maker.has(from.item)) continue;
            const double national = national_use(maker, vehicles, from.technology, from.carrier);
            if (national <= 0.0) continue;
            const std::string path =
                fmt::format("{}.energy.{}.use", path_of(vehicles, technology), carrier.id.text);
            if (technology.id.text == from.technology && carrier.id.text == from.carrier) {
                maker.out.number(path, maker.amount(from.item), from.unit,
                                 maker.label({from.item}, ""));
                continue;
            }
            Label label = maker.label({from.item}, "");
            label.note = fmt::format("national use times that of {} cars, city over nation",
                                     is_electric ? "battery" : "gasoline");
            label.grade = Grade::unverified;
            maker.out.scaled(path, carrier.use, maker.amount(from.item).value / national, label);
        }
    }
}

/// The ownership curve: through the cars of the base year, and those of the early year in the
/// proportion of the nation.
void make_ownership(Maker& maker, const FileClass& vehicles, double cars) {
    const auto& ownership = *vehicles.ownership;
    const std::string path = fmt::format("classes.{}.ownership", vehicles.id.text);
    const double ratio = cars / stock(vehicles);
    Label label = maker.label({"car-stock", "population"}, "");
    label.grade = Grade::unverified;
    for (const auto& point : ownership.points) {
        const std::string at = fmt::format("{}.points.{}.stock", path, point.id.text);
        if (point.year == maker.nation.base_year) {
            maker.out.number(at, exactly(cars), "vehicle",
                             maker.label({"car-stock"}, "cars of the class in the base year"));
        } else {
            label.note = "national stock times cars of the city over the nation in the base year";
            maker.out.scaled(at, point.stock, ratio, label);
        }
    }
    const Value& nation = ownership.saturation;
    label.note = "of the nation, and at least 1.2 times what the city has; wide range, judgement";
    label.source = joined_sources({nation.source, label.source});
    maker.out.number(path + ".saturation",
                     saturation({nation.number, nation.low.value_or(nation.number),
                                 nation.high.value_or(nation.number)},
                                cars / maker.amount("population").value),
                     "vehicle/person", label);
    maker.note("car ownership before and after the base year", path,
               "early year in the proportion of the nation; saturation of the nation and at least "
               "1.2 times what the city has");
}

void make_cars(Maker& maker) {
    double nation = 0.0;
    for (const auto& vehicles : maker.national().classes) {
        if (vehicles.passenger_mode.text == "car") nation += stock(vehicles);
    }
    maker.out.section(
        "Cars: stock, kilometres and energy use of the city. Private and business cars "
        "are in national proportions, technologies in them too.");
    for (const auto& vehicles : maker.national().classes) {
        if (vehicles.passenger_mode.text != "car") continue;
        const Estimate cars = maker.amount("car-stock") * exactly(stock(vehicles) / nation);
        make_car_stock(maker, vehicles, cars);
        make_car_km(maker, vehicles);
        make_car_energy(maker, vehicles);
        make_car_sales(maker, vehicles);
        if (vehicles.ownership) make_ownership(maker, vehicles, cars.value);
    }
    maker.note("private and business cars", "classes.private-car classes.business-car",
               "national proportions of the two, and of technologies among new-energy and other "
               "cars");
    const auto missing = [&](const char* item, const char* what, const char* paths) {
        if (!maker.has(item)) maker.note(what, paths, "those of the nation");
    };
    missing("car-km", "kilometres per car", "classes.*.technologies.*.vkt");
    missing("car-occupancy", "persons per car", "classes.*.occupancy");
    missing("nev-stock-share", "new-energy share of the stock", "classes.*.technologies.*.stock");
    missing("nev-sales-share", "new-energy share of sales", "classes.*.technologies.*.sales-share");
    missing("fuel-use", "fuel use of cars", "classes.*.technologies.*.energy");
    missing("bev-use", "electricity use of cars", "classes.*.technologies.*.energy");
}

/// All vehicles of a class as a multiple of those of the nation.
void scale_stock(Maker& maker, const FileClass& vehicles, const Ratio& ratio) {
    for (const auto& technology : vehicles.technologies) {
        maker.out.scaled(path_of(vehicles, technology) + ".stock", technology.stock, ratio.value,
                         Maker::label(ratio));
    }
}

/// Fleets whose size follows from what is travelled by them.
void make_other_fleets(Maker& maker) {
    maker.out.section(
        "Other passenger vehicles: as many as the trips take, with the occupancy and "
        "the kilometres per vehicle of the nation.");
    for (const auto& vehicles : maker.national().classes) {
        const std::string& mode = vehicles.passenger_mode.text;
        if (mode.empty() || mode == "car") continue;
        const auto* service = entry_of(maker.national().passenger.modes, mode);
        if (!service->local) continue;
        if (!maker.travels_by(mode)) continue;
        Ratio ratio;
        if (mode == "motorcycle" && maker.has("motorcycle-stock")) {
            ratio = {maker.amount("motorcycle-stock").value / stock(vehicles),
                     "motorcycles of the city in national proportions",
                     maker.label({"motorcycle-stock"}, "").source};
        } else {
            ratio = {maker.person_km_of(mode).value / person_km(maker.nation, mode),
                     "passenger-km of residents over occupancy and km per vehicle of the nation",
                     maker.label({"population", "trip-rate"}, "").source};
        }
        scale_stock(maker, vehicles, ratio);
        maker.note(fmt::format("vehicles of class {}", vehicles.id.text),
                   fmt::format("classes.{}", vehicles.id.text), ratio.rule);
    }
    maker.out.section("Coaches: per head of the nation.");
    for (const auto& vehicles : maker.national().classes) {
        const auto* service =
            entry_of(maker.national().passenger.modes, vehicles.passenger_mode.text);
        if (!service || service->local) continue;
        scale_stock(maker, vehicles, maker.people);
        maker.note(fmt::format("vehicles of class {}", vehicles.id.text),
                   fmt::format("classes.{}", vehicles.id.text), maker.people.rule);
    }
}

/// Road freight: of the table, or by the share in GDP.
void find_road_freight(Maker& maker) {
    maker.road_freight = maker.economy;
    const Figure* freight = maker.city.figure("road-freight");
    if (!freight) return;
    double nation = 0.0;
    if (freight->year == maker.nation.base_year) {
        nation = entry_of(maker.national().freight.modes, "road")->base_tkm.number;
    }
    for (const auto& row : maker.table.road_freight) {
        if (nation <= 0.0 && row.first == freight->year) nation = row.second.value;
    }
    if (nation <= 0.0) {
        maker.diagnostics.error(
            freight->origin,
            fmt::format("no road freight of the nation in {} in nation.csv", freight->year),
            "a figure of another year is held against the nation of that year");
        return;
    }
    maker.road_freight = {
        freight->amount.value / nation,
        fmt::format("by the share of the city in road freight of {}", freight->year),
        freight->source};
}

void make_freight(Maker& maker) {
    find_road_freight(maker);
    maker.out.section(
        "Freight: tonne-km of the nation by the share of the city; trucks carry what "
        "they carry in the nation. Water is inland and coastal alone: ocean shipping "
        "of locally registered ships is never in.");
    for (const auto& mode : maker.national().freight.modes) {
        const Ratio& ratio = mode.id.text == "road" ? maker.road_freight : maker.economy;
        const std::string path = fmt::format("freight.modes.{}.base-tkm", mode.id.text);
        maker.out.scaled(path, mode.base_tkm, ratio.value, Maker::label(ratio));
        maker.note(fmt::format("freight by {}", mode.id.text), path, ratio.rule);
    }
    for (const auto& vehicles : maker.national().classes) {
        if (!vehicles.base_tkm) continue;
        maker.out.scaled(fmt::format("classes.{}.base-tkm", vehicles.id.text), *vehicles.base_tkm,
                         maker.road_freight.value, Maker::label(maker.road_freight));
        scale_stock(maker, vehicles, maker.road_freight);
        maker.note(fmt::format("vehicles of class {}", vehicles.id.text),
                   fmt::format("classes.{}", vehicles.id.text), maker.road_freight.rule);
    }
    maker.out.section("Vehicles that carry neither people nor goods: by the share in GDP.");
    for (const auto& vehicles : maker.national().classes) {
        if (vehicles.base_tkm || !vehicles.passenger_mode.text.empty()) continue;
        scale_stock(maker, vehicles, maker.economy);
        maker.note(fmt::format("vehicles of class {}", vehicles.id.text),
                   fmt::format("classes.{}", vehicles.id.text), maker.economy.rule);
    }
}

/// Passenger-km of modes without vehicle classes.
void make_rail_and_air(Maker& maker) {
    maker.out.section("Metro: residents' trips. Intercity rail and air: per head of the nation.");
    for (const auto& mode : maker.national().passenger.modes) {
        if (!mode.base_pkm) continue;
        const std::string path = fmt::format("passenger.modes.{}.base-pkm", mode.id.text);
        if (!mode.local) {
            maker.out.scaled(path, *mode.base_pkm, maker.people.value, Maker::label(maker.people));
            maker.note(fmt::format("intercity travel by {}", mode.id.text), path,
                       maker.people.rule);
        } else if (maker.travels_by(mode.id.text)) {
            const std::string share = fmt::format("share.{}", mode.id.text);
            const std::string distance = fmt::format("distance.{}", mode.id.text);
            maker.out.number(path, maker.person_km_of(mode.id.text), "person km/yr",
                             maker.label({"population", "trip-rate", share, distance},
                                         "residents times 365 days times trips times share times "
                                         "distance"));
        }
    }
}

/// Activity of a nonroad mode in the city over that in the nation.
double activity_ratio(const Maker& maker, const NonroadMode<FileKind>& mode) {
    double city = 0.0;
    double nation = 0.0;
    for (const auto& term : mode.passenger_activity) {
        const auto* service = entry_of(maker.national().passenger.modes, term.id.text);
        const double moved = person_km(maker.nation, term.id.text) * term.weight.number;
        nation += moved;
        city += service->local ? maker.person_km_of(term.id.text).value * term.weight.number
                               : moved * maker.people.value;
    }
    for (const auto& term : mode.freight_activity) {
        const auto* goods = entry_of(maker.national().freight.modes, term.id.text);
        const double moved = goods->base_tkm.number * term.weight.number;
        nation += moved;
        const bool is_road = term.id.text == "road";
        city += moved * (is_road ? maker.road_freight : maker.economy).value;
    }
    return nation > 0.0 ? city / nation : maker.economy.value;
}

}  // namespace

void make_vehicles(Maker& maker) {
    make_cars(maker);
    make_other_fleets(maker);
    make_freight(maker);
}

void make_nonroad(Maker& maker) {
    make_rail_and_air(maker);
    maker.out.section(
        "Energy that is not of road vehicles: the energy per activity of the nation; "
        "what has no activity by the share in GDP.");
    for (const auto& mode : maker.national().nonroad) {
        const bool is_metro = entry_of(mode.passenger_activity, "metro") != nullptr &&
                              mode.passenger_activity.size() == 1;
        if (is_metro && !maker.travels_by("metro")) continue;
        const std::string path = fmt::format("nonroad.{}.propulsion", mode.id.text);
        if (is_metro && maker.has("metro-use") && mode.propulsion.size() == 1) {
            maker.out.number(
                fmt::format("{}.{}.base-energy", path, mode.propulsion.front().id.text),
                maker.amount("metro-use") * maker.person_km_of("metro"), "kWh/yr",
                maker.label({"metro-use", "share.metro", "distance.metro"},
                            "energy per passenger-km times passenger-km"));
            continue;
        }
        const bool has_activity =
            !mode.passenger_activity.empty() || !mode.freight_activity.empty();
        const Ratio ratio{activity_ratio(maker, mode),
                          has_activity ? "energy per activity of the nation" : maker.economy.rule,
                          joined_sources({maker.people.source, maker.economy.source})};
        for (const auto& carrier : mode.propulsion) {
            if (carrier.base_energy.number <= 0.0) continue;
            maker.out.scaled(fmt::format("{}.{}.base-energy", path, carrier.id.text),
                             carrier.base_energy, ratio.value, Maker::label(ratio));
        }
        maker.note(fmt::format("energy of {}", mode.id.text), path, ratio.rule);
    }
}

}  // namespace tanlu::cities

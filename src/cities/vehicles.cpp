#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

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

/// A share of the city: new-energy cars among all, battery cars among those.
struct NevShares {
    const char* nev;
    const char* battery;
};
constexpr NevShares kStockShares{"nev-stock-share", "nev-bev-share"};
constexpr NevShares kSalesShares{"nev-sales-share", "nev-bev-sales-share"};

Estimate rest_of(const Estimate& share) {
    return {1.0 - share.value, 1.0 - share.high, 1.0 - share.low};
}

/// Share of each technology in the cars of a class. `number` is what the nation has of it; groups
/// that the table gives shares of are split so, and within a group the nation's proportions hold.
template <class Number>
std::vector<Estimate> technology_shares(const Maker& maker, const FileClass& vehicles,
                                        const NevShares& items, Number number) {
    const bool has_nev = maker.has(items.nev);
    const bool has_battery = has_nev && maker.has(items.battery);
    const auto group_of = [&](const Technology& technology) {
        if (!has_nev || !is_nev(maker, technology)) return 0;
        return has_battery && technology.id.text == "bev" ? 2 : 1;
    };
    std::array<double, 3> sums{};
    for (const auto& technology : vehicles.technologies) {
        sums[static_cast<std::size_t>(group_of(technology))] += number(technology);
    }
    const Estimate nev = has_nev ? maker.amount(items.nev) : exactly(0.0);
    const Estimate battery = has_battery ? maker.amount(items.battery) : exactly(0.0);
    const std::array<Estimate, 3> wanted = {rest_of(nev), nev * rest_of(battery), nev * battery};
    std::vector<Estimate> shares;
    for (const auto& technology : vehicles.technologies) {
        const auto group = static_cast<std::size_t>(group_of(technology));
        const double sum = sums[group];
        shares.push_back(sum > 0.0 ? wanted[group] * exactly(number(technology) / sum)
                                   : exactly(0.0));
    }
    return shares;
}

double stock_of(const Technology& technology) {
    return technology.stock.number;
}

double sales_share_of(const Technology& technology) {
    return technology.on_sale && technology.sales_share ? technology.sales_share->number : 0.0;
}

constexpr const char* kProportions =
    "of the city, within new-energy and other cars in the proportions of the nation";

/// Stock of a class of cars: `cars` of it, by technology.
void make_car_stock(Maker& maker, const FileClass& vehicles, const Estimate& cars) {
    const auto shares = technology_shares(maker, vehicles, kStockShares, stock_of);
    for (std::size_t t = 0; t < shares.size(); ++t) {
        maker.out.number(path_of(vehicles, vehicles.technologies[t]) + ".stock", cars * shares[t],
                         "vehicle",
                         maker.label({"car-stock", kStockShares.nev, kStockShares.battery},
                                     fmt::format("cars {}", kProportions)));
    }
}

void make_car_sales(Maker& maker, const FileClass& vehicles) {
    if (!maker.has(kSalesShares.nev)) return;
    const auto shares = technology_shares(maker, vehicles, kSalesShares, sales_share_of);
    for (std::size_t t = 0; t < shares.size(); ++t) {
        const Technology& technology = vehicles.technologies[t];
        if (!technology.sales_share || !technology.on_sale) continue;
        maker.out.number(path_of(vehicles, technology) + ".sales-share", shares[t], "1",
                         maker.label({kSalesShares.nev, kSalesShares.battery},
                                     fmt::format("sales {}", kProportions)));
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
        if (!technology.vkt && technology.stock.number <= 0.0) continue;
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
    missing("nev-bev-share", "battery cars among new-energy cars",
            "classes.*.technologies.*.stock");
    missing("nev-bev-sales-share", "battery cars among new-energy sales",
            "classes.*.technologies.*.sales-share");
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
            ratio = {
                maker.person_km_of(mode).value / person_km(maker.nation, mode),
                "passenger-km of residents over occupancy and km per vehicle of the nation",
                maker.label({"population", "trip-rate", "share." + mode, "distance." + mode}, "")
                    .source};
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
    maker.out.section(
        "Metro, walking and cycling: residents' trips. Intercity rail and air: per head of the "
        "nation.");
    for (const auto& mode : maker.national().passenger.modes) {
        const bool served = std::ranges::any_of(maker.national().classes, [&](const auto& item) {
            return item.passenger_mode.text == mode.id.text;
        });
        if (served || (!mode.local && !mode.base_pkm)) continue;
        const std::string path = fmt::format("passenger.modes.{}.base-pkm", mode.id.text);
        if (!mode.local) {
            maker.out.scaled(path, *mode.base_pkm, maker.people.value, Maker::label(maker.people));
            maker.note(fmt::format("intercity travel by {}", mode.id.text), path,
                       maker.people.rule);
        } else if (maker.travels_by(mode.id.text)) {
            const auto items = maker.items_of(mode.id.text);
            maker.out.number(path, maker.person_km_of(mode.id.text), "person km/yr",
                             maker.label({"population", "trip-rate", items.at(0), items.at(1)},
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

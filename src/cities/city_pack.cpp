#include "cities/city_pack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.hpp"
#include "cities/items.hpp"
#include "cities/maker.hpp"
#include "cities/plausible.hpp"
#include "cities/rules.hpp"

namespace tanlu::cities {
namespace {

constexpr double kMinutesPerHour = 60.0;
// Shares of weak numbers above which a city is of medium, or of low confidence.
constexpr double kMediumAbove = 1.0 / 3.0;
constexpr double kLowAbove = 2.0 / 3.0;

const Settlement<FileKind>& national_settlement(const Maker& maker) {
    return *entry_of(maker.national().passenger.local.settlements, maker.settlement);
}

std::string settlement_path(const Maker& maker) {
    return "passenger.local.settlements." + maker.settlement;
}

/// Modes of the table that the nation has not in a settlement type.
std::vector<std::string> modes_missing_in(const Maker& maker, const Settlement<FileKind>& type) {
    std::vector<std::string> missing;
    for (const auto& survey : survey_modes()) {
        const std::string mode(survey.mode);
        if (!maker.travels_by(mode) || entry_of(type.modes, mode)) continue;
        if (std::ranges::find(missing, mode) == missing.end()) missing.push_back(mode);
    }
    return missing;
}

/// The type by residents, or the next larger one where the nation has all modes of the table.
bool choose_settlement(Maker& maker) {
    const auto candidates = settlement_types_from(maker.amount("population").value);
    const auto& types = maker.national().passenger.local.settlements;
    maker.settlement = candidates.front();
    const auto* by_size = entry_of(types, maker.settlement);
    if (!by_size) {
        maker.diagnostics.error(
            maker.city.figure("population")->origin,
            fmt::format("the nation has no settlement type '{}'", maker.settlement),
            "'--national' names the pack that the city is taken from");
        return false;
    }
    const auto missing = modes_missing_in(maker, *by_size);
    for (const auto& candidate : candidates) {
        const auto* type = entry_of(types, candidate);
        if (missing.empty() || !type || !modes_missing_in(maker, *type).empty()) continue;
        const std::string why = fmt::format("the nation has no {} in its '{}'",
                                            fmt::join(missing, ", "), maker.settlement);
        maker.settlement = candidate;
        maker.pack.notes.push_back(
            fmt::format("taken as a '{}', larger than it is: {}", candidate, why));
        maker.note("settlement type", settlement_path(maker),
                   fmt::format("'{}', the next larger one with all modes: {}", candidate, why));
        break;
    }
    maker.pack.settlement = maker.settlement;
    for (const auto& type : types) {
        if (type.id.text == maker.settlement) continue;
        maker.pack.without.push_back("passenger.local.settlements." + type.id.text);
    }
    return true;
}

/// What the city is of the nation.
bool find_ratios(Maker& maker) {
    const int year = maker.nation.base_year;
    const std::string place = maker.nation.region.id;
    const auto rows = maker.table.gdp.find(place);
    const auto row = rows == maker.table.gdp.end() ? decltype(rows->second.find(year)){}
                                                   : rows->second.find(year);
    if (rows == maker.table.gdp.end() || row == rows->second.end()) {
        maker.diagnostics.error(maker.city.figure("gdp")->origin,
                                fmt::format("no gdp of '{}' in {} in nation.csv", place, year),
                                "its share in that of the nation sets the economy of the city");
        return false;
    }
    const Figure& people = *maker.city.figure("population");
    const Figure& gdp = *maker.city.figure("gdp");
    maker.people = {people.amount.value / at(maker.national().drivers.population, year),
                    "per head of the nation", people.source};
    maker.economy = {gdp.amount.value / row->second.value,
                     "by the share of the city in the GDP of the nation",
                     joined_sources({gdp.source, row->second.source})};
    return true;
}

void make_drivers(Maker& maker) {
    maker.out.section(
        "People and income: the national path times what the city is of the nation "
        "in the base year, held.");
    const auto& drivers = maker.national().drivers;
    const auto path = [&](const char* key, const Trajectory& national, const Ratio& ratio,
                          const char* rule) {
        const std::string file = fmt::format("series/{}.csv", key);
        const ScaledPath scaled =
            scaled_path(national, ratio.value, file, {ratio.source, Grade::unverified, rule});
        maker.pack.series[file] = scaled.table;
        maker.out.leaf(fmt::format("drivers.{}", key), scaled.leaf);
    };
    path("population", drivers.population, maker.people,
         "national path times the share of the city in the base year, held");
    path("gdp", drivers.gdp, maker.economy,
         "national path times the share of the city in nominal GDP of the base year, held");
    maker.out.leaf("drivers.urban-share",
                   "{value: 1, unit: \"1\", source: definition, grade: A, "
                   "note: \"one settlement type for all residents\"}");
    maker.note("population and GDP after the base year", "drivers.population drivers.gdp",
               "national path times the share of the city in the base year, held");
    if (maker.has("value-of-time")) {
        const double hours = maker.national().passenger.working_hours.number;
        const double income = maker.amount("gdp").value / maker.amount("population").value;
        maker.out.number("passenger.time-value",
                         relative_time_value(maker.amount("value-of-time"), hours, income), "1",
                         maker.label({"value-of-time", "gdp", "population"},
                                     "value of an hour over GDP per head and working hour"));
    } else {
        maker.note("value of time", "passenger.time-value",
                   "the national share of GDP per head and working hour");
    }
}

/// Shares of the modes, six decimals, the largest taking what rounding leaves.
std::map<std::string, double> rounded_shares(const Maker& maker) {
    std::map<std::string, double> shares;
    double rest = 1.0;
    std::string largest;
    for (const auto& survey : survey_modes()) {
        const std::string mode(survey.mode);
        if (shares.contains(mode) || !maker.travels_by(mode)) continue;
        shares[mode] = std::round(maker.share(mode).value * 1e6) / 1e6;
        rest -= shares[mode];
        if (largest.empty() || shares[mode] > shares[largest]) largest = mode;
    }
    shares[largest] = std::round((shares[largest] + rest) * 1e6) / 1e6;
    return shares;
}

void make_speed(Maker& maker, std::string_view mode, std::string_view item) {
    if (!maker.has(item)) return;
    const Figure& figure = *maker.city.figure(item);
    const auto& service = *entry_of(maker.national().passenger.modes, mode);
    const double minutes = (service.access_time ? service.access_time->number : 0.0) +
                           (service.wait_time ? service.wait_time->number : 0.0);
    const auto riding = [&](double door_to_door) {
        return in_vehicle_speed(maker.distance(mode).value, door_to_door,
                                minutes / kMinutesPerHour);
    };
    Estimate speed{riding(figure.amount.value), riding(figure.amount.low),
                   riding(figure.amount.high)};
    constexpr double kFastest = 150.0;
    if (speed.value <= 0.0 || speed.low <= 0.0 || speed.value > kFastest) {
        maker.diagnostics.error(
            figure.origin,
            fmt::format(
                "'{}' leaves no time in the vehicle (a trip of {} km, {:.0f} min of walking "
                "and waiting)",
                item, rounded_text(maker.distance(mode).value), minutes),
            "leave it out to take the national speed");
        return;
    }
    speed.high = speed.high <= 0.0 ? kFastest : std::min(speed.high, kFastest);
    maker.out.number(fmt::format("{}.modes.{}.speed", settlement_path(maker), mode), speed, "km/h",
                     maker.label({item},
                                 "in the vehicle: door-to-door speed less walking and waiting of "
                                 "the nation, over the mean trip of the city"));
}

void make_travel(Maker& maker) {
    const std::string path = settlement_path(maker);
    maker.out.section(
        "Local travel: one settlement type. Shares and lengths are the city's; fares, "
        "waiting and the spread of trip lengths those of the nation's type.");
    maker.out.leaf(path + ".population-share",
                   "{value: 1, unit: \"1\", source: definition, grade: A}");
    maker.out.number(path + ".trip-rate", maker.amount("trip-rate"), "1/person/day",
                     maker.label({"trip-rate"}, ""));
    // The lengths of the table close passenger-km by mode; without this they would change trips.
    maker.out.leaf("passenger.local.shares-hold", "true");
    const auto shares = rounded_shares(maker);
    Estimate length;
    std::vector<std::string_view> items;
    for (const auto& mode : survey_modes()) {
        const auto* share = maker.city.figure(fmt::format("share.{}", mode.key));
        if (!share || share->amount.value <= 0.0) continue;
        length = length +
                 share->amount * maker.city.figure(fmt::format("distance.{}", mode.key))->amount;
    }
    maker.out.number(path + ".trip-length", length, "km",
                     maker.label({"share.walk", "distance.walk", "share.car", "distance.car"},
                                 "sum over modes of share times distance"));
    for (const auto& [mode, share] : shares) {
        const auto& national = national_settlement(maker);
        if (!entry_of(national.modes, mode)) {
            maker.diagnostics.error(maker.city.figure(maker.items_of(mode).front())->origin,
                                    fmt::format("trips by {} (the nation has none in its '{}')",
                                                mode, maker.settlement),
                                    "leave the share out, and add it to that of another mode");
            continue;
        }
        Estimate amount = maker.share(mode);
        amount = {share, std::min(share, amount.low), std::max(share, amount.high)};
        std::vector<std::string> keys;
        for (const auto& key : maker.items_of(mode)) {
            if (key.starts_with("share.")) keys.push_back(key);
        }
        Label label = maker.label({keys.front()}, "");
        for (const auto& key : keys) {
            label.source = joined_sources({label.source, maker.city.figure(key)->source});
            label.grade = worse(label.grade, maker.city.figure(key)->grade);
        }
        if (keys.size() > 1) label.note = "own and shared bicycles";
        maker.out.number(fmt::format("{}.modes.{}.share", path, mode), amount, "1", label);
    }
    if (maker.has("speed.car")) {
        for (const char* mode : {"car", "taxi"}) {
            if (!maker.travels_by(mode)) continue;
            maker.out.number(fmt::format("{}.modes.{}.speed", path, mode),
                             maker.amount("speed.car"), "km/h",
                             maker.label({"speed.car"}, "on the road; taken for all hours"));
        }
    }
    if (maker.travels_by("bus")) make_speed(maker, "bus", "speed.bus-door-to-door");
    if (maker.travels_by("e-bike")) make_speed(maker, "e-bike", "speed.e-bike-door-to-door");
    maker.note("speeds that the table does not give, spread of trip lengths",
               fmt::format("{0}.modes.*.speed {0}.trip-length-shape", path),
               fmt::format("those of the national type '{}'", maker.settlement));
    maker.note("fares, waiting, access, availability of modes, weights of choice",
               "passenger.modes passenger.nests passenger.local", "those of the nation");
}

/// The car of two ledgers: kilometres of the stock, and of residents' trips.
void make_local_share(Maker& maker) {
    const auto& modes = maker.national().passenger.modes;
    const auto& car = *entry_of(modes, "car");
    const auto* first = entry_of(maker.national().classes, "private-car");
    const Estimate occupancy = maker.has("car-occupancy") ? maker.amount("car-occupancy")
                                                          : exactly(first->occupancy->number);
    const Estimate km =
        maker.has("car-km") ? maker.amount("car-km") : exactly(vehicle_km(*first) / stock(*first));
    const Estimate share =
        local_share(maker.person_km_of("car"), occupancy, maker.amount("car-stock"), km);
    const double wanted = maker.person_km_of("car").value / occupancy.value;
    const double driven = maker.amount("car-stock").value * km.value;
    if (wanted > driven) {
        maker.diagnostics.error(
            maker.city.figure("car-stock")->origin,
            fmt::format(
                "the cars drive {:.3g} km a year, less than the {:.3g} km of residents' car "
                "trips",
                driven, wanted),
            "check car-stock, car-km, car-occupancy, share.car and distance.car");
        return;
    }
    maker.pack.local_share = share.value;
    if (!car.local_share) return;
    maker.out.section(
        "Two ledgers of car kilometres: those of residents' trips over those of the "
        "stock. The rest is intercity, weekend, business and visitor driving.");
    maker.out.number(
        "passenger.modes.car.local-share", share, "1",
        maker.label({"population", "trip-rate", "share.car", "distance.car", "car-stock"},
                    "residents' car trips over stock times km per car"));
}

/// The paths of electricity that a scenario can choose from; the regional grid is in the pack.
void make_grid(Maker& maker) {
    const auto* electricity = entry_of(maker.national().carriers, "electricity");
    if (!electricity || !electricity->production) return;
    const std::string nation = maker.nation.region.id;
    const auto level = [&](const std::string& place,
                           const std::string& item) -> std::optional<std::pair<NationRow, double>> {
        const auto rows = maker.table.grid.find(place);
        const auto national = maker.table.grid.find(nation);
        if (rows == maker.table.grid.end() || national == maker.table.grid.end()) {
            maker.diagnostics.error(maker.city.text_origins.at(item),
                                    fmt::format("no grid '{}' in nation.csv", place),
                                    item == "grid-province" && rows == maker.table.grid.end()
                                        ? "give its factor as item 'grid-province-factor', or: " +
                                              did_you_mean(place, maker.table.grid_places)
                                        : did_you_mean(place, maker.table.grid_places));
            return std::nullopt;
        }
        for (auto row = rows->second.rbegin(); row != rows->second.rend(); ++row) {
            const auto same = national->second.find(row->first);
            if (row->first > maker.nation.base_year || same == national->second.end()) continue;
            return std::pair{row->second, row->second.value / same->second.value};
        }
        maker.diagnostics.error(
            maker.city.text_origins.at(item),
            fmt::format("no year with factors of '{}' and of the nation", place));
        return std::nullopt;
    };
    const auto leaf = [&](double ratio, const std::string& source, const std::string& note) {
        return scaled_anchors(*electricity->production, ratio, "    ",
                              {source, Grade::unverified, note});
    };
    const std::string region = maker.city.text("grid-region");
    if (const auto found = level(region, "grid-region")) {
        maker.out.section("Electricity: the national path times the level of the regional grid.");
        maker.out.leaf("carriers.electricity.production",
                       leaf(found->second, found->first.source,
                            fmt::format("national path times {} over the nation in {}", region,
                                        found->first.year)));
        maker.pack.source_keys.push_back(found->first.source);
        maker.note("electricity after the base year", "carriers.electricity.production",
                   fmt::format("national path times the regional grid {} over the nation", region));
    }
    maker.pack.grids.push_back({"grid-nation", "Electricity of the national grid", "全国电网",
                                leaf(1.0, "", "the path of the nation")});
    const std::string province = maker.city.text("grid-province");
    if (province.empty()) return;
    const std::string title = fmt::format("Electricity of the province {}", province);
    if (const Figure* own = maker.city.figure("grid-province-factor")) {
        const auto rows = maker.table.grid.find(nation);
        const auto same = rows == maker.table.grid.end() ? decltype(rows->second.find(0)){}
                                                         : rows->second.find(own->year);
        if (rows == maker.table.grid.end() || same == rows->second.end()) {
            maker.diagnostics.error(
                own->origin, fmt::format("no factor of the nation in {} in nation.csv", own->year),
                "give the year of the factor in the column 'year'");
            return;
        }
        maker.pack.grids.push_back({"grid-province", title, "省级电网",
                                    leaf(own->amount.value / same->second.value, own->source,
                                         fmt::format("national path times {} over the nation in {}",
                                                     province, own->year))});
    } else if (const auto found = level(province, "grid-province")) {
        maker.pack.grids.push_back({"grid-province", title, "省级电网",
                                    leaf(found->second, found->first.source,
                                         fmt::format("national path times {} over the nation in {}",
                                                     province, found->first.year))});
        maker.pack.source_keys.push_back(found->first.source);
    }
}

/// Entries of the nation for ways of travelling that the city has not.
void leave_out(Maker& maker) {
    std::set<std::string> done;
    const auto& type = national_settlement(maker);
    for (const auto& survey : survey_modes()) {
        const std::string mode(survey.mode);
        if (maker.travels_by(mode) || !done.insert(mode).second) continue;
        if (entry_of(type.modes, mode)) {
            maker.pack.without.push_back(fmt::format("{}.modes.{}", settlement_path(maker), mode));
        }
        for (const auto& vehicles : maker.national().classes) {
            if (vehicles.passenger_mode.text != mode) continue;
            maker.pack.without.push_back("classes." + vehicles.id.text);
        }
        maker.pack.without.push_back("passenger.modes." + mode);
        for (const auto& other : maker.national().nonroad) {
            if (other.passenger_activity.size() + other.freight_activity.size() != 1 ||
                !entry_of(other.passenger_activity, mode)) {
                continue;
            }
            maker.pack.without.push_back("nonroad." + other.id.text);
        }
        maker.note(fmt::format("trips by {}", mode), "", "left out: no share in the table");
    }
}

void judge(Maker& maker) {
    std::size_t all = 0;
    std::size_t weak = 0;
    for (const auto& item : number_items()) {
        const Figure* figure = maker.city.figure(item.key);
        if (!figure || item.need == Need::kept) continue;
        ++all;
        const Grade grade = counted_grade(*figure);
        if (grade == Grade::c || grade == Grade::unverified) ++weak;
        for (const auto& key : split(figure->source, '+')) maker.pack.source_keys.push_back(key);
    }
    maker.pack.weak_share = double(weak) / double(all);
    maker.pack.confidence = maker.pack.weak_share > kLowAbove      ? "low"
                            : maker.pack.weak_share > kMediumAbove ? "medium"
                                                                   : "high";
}

}  // namespace

Label Maker::label(std::initializer_list<std::string_view> items, std::string rule) const {
    Label label{"", Grade::a, std::move(rule)};
    std::vector<std::string> sources;
    std::string stand_in;
    for (const auto& item : items) {
        const Figure* figure = city.figure(item);
        if (!figure) continue;
        sources.push_back(figure->source);
        label.grade = worse(label.grade, figure->grade);
        if (figure->year != nation.base_year) {
            label.grade = worse(label.grade, Grade::c);
            stand_in +=
                fmt::format("{}{} is of {}", stand_in.empty() ? "" : ", ", item, figure->year);
        }
        if (items.size() == 1 && label.note.empty()) label.note = figure->note;
    }
    label.source = joined_sources(sources);
    if (!stand_in.empty()) label.note += (label.note.empty() ? "" : "; ") + stand_in;
    return label;
}

Estimate Maker::share(std::string_view mode) const {
    Estimate sum;
    for (const auto& survey : survey_modes()) {
        if (survey.mode != mode) continue;
        const Figure* share = city.figure(fmt::format("share.{}", survey.key));
        if (share && share->amount.value > 0.0) sum = sum + share->amount;
    }
    return sum;
}

Estimate Maker::distance(std::string_view mode) const {
    Estimate km;
    for (const auto& survey : survey_modes()) {
        if (survey.mode != mode) continue;
        const Figure* share = city.figure(fmt::format("share.{}", survey.key));
        if (!share || share->amount.value <= 0.0) continue;
        const Estimate part = exactly(share->amount.value / this->share(mode).value);
        km = km + part * city.figure(fmt::format("distance.{}", survey.key))->amount;
    }
    return km;
}

Estimate Maker::person_km_of(std::string_view mode) const {
    return resident_person_km(amount("population"), amount("trip-rate"), share(mode),
                              distance(mode));
}

std::vector<std::string> Maker::items_of(std::string_view mode) const {
    std::vector<std::string> items;
    for (const auto& survey : survey_modes()) {
        if (survey.mode != mode) continue;
        for (const char* what : {"share", "distance"}) {
            const std::string key = fmt::format("{}.{}", what, survey.key);
            if (city.figure(key)) items.push_back(key);
        }
    }
    return items;
}

CityPack make_city_pack(const City& city, const config::Pack& nation, const NationTable& table,
                        Diagnostics& diagnostics) {
    Maker maker{city, nation, table, diagnostics, {}, {}, {}, {}, {}, {}};
    if (!choose_settlement(maker) || !find_ratios(maker)) return {};
    make_drivers(maker);
    make_travel(maker);
    make_local_share(maker);
    make_vehicles(maker);
    make_nonroad(maker);
    make_grid(maker);
    leave_out(maker);
    make_inputs(maker);
    judge(maker);
    maker.note("technologies, prices, survival, ages, efficiency",
               "classes.*.technologies classes.*.survival classes.*.initial-age battery",
               "those of the nation");
    maker.note("energy carriers besides electricity", "carriers", "those of the nation");
    maker.note("prices of batteries", "battery",
               maker.national().battery.index
                   ? "those of the national reference, whatever the city buys"
                   : "learning by what the city buys, as the nation gives no path: too slow");
    maker.pack.carried_over = {"classes", "passenger", "freight", "nonroad", "carriers.*.price"};
    maker.pack.overrides = maker.out.text();
    return std::move(maker.pack);
}

}  // namespace tanlu::cities

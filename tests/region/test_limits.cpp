// Invariant P9: the ends of what is allowed. Shares of 0 and 1, nobody living somewhere, one person
// per car, no growth, all vehicles electric.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "region/variations.hpp"
#include "tanlu/error.hpp"

namespace tanlu::test {
namespace {

/// Every class of a subsector keeps its battery technology alone, with the whole stock.
config::Scenario all_electric_cars() {
    config::Scenario scenario = shipped("no-policy");
    for (auto& vehicle_class : scenario.pack.parameters.classes) {
        if (vehicle_class.subsector.text != "cars") continue;
        double stock = 0.0;
        for (const auto& technology : vehicle_class.technologies) stock += technology.stock.number;
        std::erase_if(vehicle_class.technologies,
                      [](const auto& technology) { return technology.id.text != "bev"; });
        REQUIRE(vehicle_class.technologies.size() == 1);
        vehicle_class.technologies[0].stock.number = stock;
        vehicle_class.technologies[0].emerging = false;
    }
    return scenario;
}

TEST_CASE("an all-electric fleet on a grid without CO2 emits nothing but upstream") {
    config::Scenario scenario = all_electric_cars();
    const Dataset dirty = run_of(scenario);
    scale_leaves(scenario, "carriers.electricity.production", "", 0.0);
    const Dataset clean = run_of(scenario);
    for (int year = 2019; year <= scenario.horizon; ++year) {
        INFO(year);
        const auto level = [&](const Dataset& run, const char* boundary) {
            return at(run, "emissions", "no-policy", year, {"cars", boundary});
        };
        CHECK(level(dirty, "ttw") == 0.0);
        if (year < 2060) CHECK(level(dirty, "ttw_grid") > 0.0);
        CHECK(level(clean, "ttw") == 0.0);
        CHECK(level(clean, "ttw_grid") == 0.0);
        CHECK(sum_at(clean, "energy", "no-policy", year, {"cars"}) > 0.0);
        CHECK(at(clean, "nev_stock_share", "no-policy", year, {"private-car"}) == 1.0);
        CHECK(at(clean, "electric_km_share", "no-policy", year, {"private-car"}) == 1.0);
    }
}

TEST_CASE("a technology that is not for sale is not sold and dies out") {
    config::Scenario scenario = shipped("no-policy");
    for (auto& technology : scenario.pack.parameters.classes[0].technologies) {
        if (technology.id.text == "diesel") technology.on_sale = false;
    }
    const Dataset run = run_of(scenario);
    for (int year = 2020; year <= scenario.horizon; ++year) {
        CHECK(at(run, "sales", "no-policy", year, {"private-car", "diesel"}) == 0.0);
    }
    CHECK(at(run, "stock", "no-policy", 2060, {"private-car", "diesel"}) <
          1e-6 * at(run, "stock", "no-policy", 2019, {"private-car", "diesel"}));
}

/// A required stock that collapses: no sales for years, and then again; no negative vehicle.
TEST_CASE("a fleet that nobody needs any more is not sold to and never negative") {
    config::Scenario scenario = shipped("no-policy");
    auto& gdp_class = *std::find_if(
        scenario.pack.parameters.classes.begin(), scenario.pack.parameters.classes.end(),
        [](const auto& c) { return c.id.text == "motorcycle" || c.stock_rule == StockRule::path; });
    gdp_class.stock_rule = StockRule::path;
    Trajectory path;
    path.interpolation = Interpolation::kLinear;
    for (const auto& [year, stock] :
         std::vector<std::pair<int, double>>{{2019, 1.0}, {2021, 0.1}, {2040, 0.1}, {2050, 1.0}}) {
        Value value;
        value.number = stock;
        path.anchors.push_back({year, value});
    }
    gdp_class.stock_path = path;
    const Dataset run = run_of(scenario);
    const std::string id = gdp_class.id.text;
    CHECK(sum_at(run, "sales", "no-policy", 2021, {id}) == 0.0);
    CHECK(sum_at(run, "sales", "no-policy", 2022, {id}) == 0.0);
    CHECK(sum_at(run, "sales", "no-policy", 2049, {id}) > 0.0);
    bool is_negative = false;
    for (const double x : run.variable("stock").data) is_negative |= x < 0.0;
    for (const double x : run.variable("scrappage").data) is_negative |= x < 0.0;
    CHECK_FALSE(is_negative);
    CHECK(run.attributes.at("audit") == "passed");
}

TEST_CASE("a settlement type where nobody lives has no trips and spoils none") {
    config::Scenario scenario = shipped("neutrality-2060");
    set_leaf(scenario, "passenger.local.settlements.megacity.population-share", 0.0);
    const Dataset run = run_of(scenario);
    for (int year = 2019; year <= 2060; year += 3) {
        CHECK(sum_at(run, "trips", "neutrality-2060", year, {"megacity"}) == 0.0);
        CHECK(sum_at(run, "trips", "neutrality-2060", year) > 0.0);
    }
}

TEST_CASE(
    "a compact city of strength 0 changes no bit, of strength 1 shortens trips and keeps them") {
    const Dataset& before = shipped_run("no-policy");
    config::Scenario none = shipped("no-policy");
    add_policy(none, {"compact-city", {}, {{"schedule", {{2025, 0.0}}}}});
    CHECK(difference_text(before, run_of(none)) == "");
    config::Scenario full = shipped("no-policy");
    add_policy(full, {"compact-city", {}, {{"schedule", {{2025, 1.0}}}}});
    // Without induced travel the number of trips stays, mode by mode shares apart.
    set_leaf(full, "passenger.local.induced", 0.0);
    config::Scenario rigid = shipped("no-policy");
    set_leaf(rigid, "passenger.local.induced", 0.0);
    const Dataset long_trips = run_of(rigid);
    const Dataset short_trips = run_of(full);
    for (const int year : {2025, 2040, 2060}) {
        CHECK(sum_at(short_trips, "local_pkm", "no-policy", year) <
              0.9 * sum_at(long_trips, "local_pkm", "no-policy", year));
        CHECK(at(short_trips, "trip_share", "no-policy", year, {"walk"}) >
              at(long_trips, "trip_share", "no-policy", year, {"walk"}));
    }
}

TEST_CASE("one person per car: kilometres of cars are passenger-km") {
    config::Scenario scenario = shipped("no-policy");
    for (const auto* id : {"private-car", "business-car"}) {
        set_leaf(scenario, std::string("classes.") + id + ".occupancy", 1.0);
    }
    const Dataset run = run_of(scenario);
    for (const int year : {2019, 2035, 2060}) {
        const double km = sum_at(run, "vkm", "no-policy", year, {"private-car"}) +
                          sum_at(run, "vkm", "no-policy", year, {"business-car"});
        CHECK(at(run, "pkm", "no-policy", year, {"car"}) == Approx(km).epsilon(1e-12));
    }
}

// Megacities alone: walking has no passenger-km of the data, the car those of its fleet. With
// shares that hold, the kilometres are the same and the trips those of the survey.
TEST_CASE("shares of trips hold where the lengths of trips close passenger-km") {
    const config::Scenario& scaled = shipped("no-policy");
    config::Scenario held = scaled;
    held.pack.parameters.passenger.local.shares_hold = true;
    const Dataset before = run_of(scaled);
    const Dataset after = run_of(held);
    double trips = 0.0;
    double shares = 0.0;
    const auto& megacity = held.pack.parameters.passenger.local.settlements.front();
    for (const auto& mode : megacity.modes) {
        trips += at(after, "trips", "no-policy", 2019, {megacity.id.text, mode.id.text});
    }
    for (const auto& mode : megacity.modes) {
        const double part =
            at(after, "trips", "no-policy", 2019, {megacity.id.text, mode.id.text}) / trips;
        CHECK(part == Approx(mode.share.number).margin(1e-9));
        shares += std::abs(
            at(before, "trips", "no-policy", 2019, {megacity.id.text, mode.id.text}) / trips -
            mode.share.number);
    }
    CHECK(shares > 0.01);  // or the check above would say nothing
    for (const int year : {2019, 2035, 2060}) {
        for (const char* mode : {"car", "bus", "metro", "taxi"}) {
            CHECK(at(after, "pkm", "no-policy", year, {mode}) ==
                  at(before, "pkm", "no-policy", year, {mode}));
        }
    }
}

// A region that takes the price of others: two doublings by 2060 at 25 % leave 0.75^2 of the part
// above the floor, 250 + (1050 - 250) 0.5625 = 700 CNY/kWh, and the first year its own price.
// Policies that sell more electric vehicles do not move it; without the path they do.
TEST_CASE("batteries made elsewhere cost the same whatever is bought here") {
    const auto prices = [](const char* id, bool taker) {
        config::Scenario scenario = shipped(id);
        auto& battery = scenario.pack.parameters.battery;
        battery.price.number = 1050.0;
        battery.floor.number = 250.0;
        battery.learning_rate.number = 0.25;
        if (taker) {
            battery.index.emplace();
            battery.index->interpolation = Interpolation::kLoglinear;
            for (const auto& [year, value] : {std::pair{2019, 1.0}, {2060, 4.0}}) {
                battery.index->anchors.push_back({year, {}});
                battery.index->anchors.back().value.number = value;
            }
        }
        const Dataset run = run_of(scenario);
        return std::pair{at(run, "battery_price", id, 2019), at(run, "battery_price", id, 2060)};
    };
    const auto taken = prices("no-policy", true);
    CHECK(taken.first == Approx(1050.0).epsilon(1e-12));
    CHECK(taken.second == Approx(700.0).epsilon(1e-12));
    CHECK(prices("neutrality-2060", true) == taken);
    CHECK(prices("neutrality-2060", false).second < prices("no-policy", false).second);
}

TEST_CASE("no induced travel, no learning, no detour of choice: the run still closes") {
    config::Scenario scenario = shipped("neutrality-2060");
    for (const auto* path :
         {"passenger.local.induced", "passenger.intercity.induced", "battery.learning-rate",
          "passenger.local.ownership-effect", "passenger.local.length-elasticity",
          "passenger.local.compact-share", "freight.drayage", "freight.transfer-cost"}) {
        set_leaf(scenario, path, 0.0);
    }
    const Dataset run = run_of(scenario);
    CHECK(run.attributes.at("audit") == "passed");
    CHECK(at(run, "battery_price", "neutrality-2060", 2060) ==
          at(run, "battery_price", "neutrality-2060", 2019));
}

TEST_CASE("all goods contestable, none contestable") {
    for (const double contestable : {0.0, 1.0}) {
        config::Scenario scenario = shipped("no-policy");
        for_each_leaf(scenario.pack.parameters,
                      [&](const std::string& path, const Field&, Value& value) {
                          if (path.find(".contestable[") != std::string::npos) {
                              value.number = contestable;
                          }
                      });
        add_policy(scenario, {"freight-shift", {{"mode", {"rail"}}}, {{"effect", {{2025, 0.5}}}}});
        const Dataset run = run_of(scenario);
        const auto rail = [&](int year) {
            return at(run, "tkm_share", "no-policy", year, {"rail"});
        };
        if (contestable == 0.0) {
            // Nothing can move: rail goes on as without the policy.
            config::Scenario free = scenario;
            free.policies.clear();
            CHECK(difference_text(run_of(free), run, {.tolerance = 1e-12}) == "");
        } else {
            CHECK(rail(2025) > rail(2024) + 0.05);
        }
    }
}

/// Numbers that no equation can take: a run error in words, never a number.
TEST_CASE("what leaves the domain of the model is an error, not a result") {
    for (const double spoilt : {std::nan(""), std::numeric_limits<double>::infinity()}) {
        for (const auto* path :
             {"battery.price", "carriers.gasoline.co2", "classes.bus.occupancy",
              "passenger.local.logit-scale", "freight.logit-scale", "nonroad.metro.gain",
              "classes.private-car.survival.scale", "purchase-tax.rate"}) {
            config::Scenario scenario = shipped("no-policy");
            set_leaf(scenario, path, spoilt);
            INFO(path << " " << spoilt);
            if (std::isinf(spoilt) && std::string(path) == "classes.private-car.survival.scale") {
                continue;  // nobody dies: allowed, if strange
            }
            CHECK_THROWS_AS(run_of(scenario), RunError);
        }
    }
}

}  // namespace
}  // namespace tanlu::test

// Public and shared transport, places and roads: what each lever does in its first year, by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "levers/policies.hpp"
#include "levers/resolve.hpp"
#include "plan/compile.hpp"

namespace tanlu::test {
namespace {

const Dataset& before() {
    return shipped_run("no-policy");
}

Dataset run_with(const PolicyText& text) {
    return run_of(with(shipped("no-policy"), text));
}

double pkm(const Dataset& run, const std::string& mode, int year = kStart) {
    return at(run, "pkm", "no-policy", year, {mode});
}
double vkm(const Dataset& run, const std::string& vehicle_class, int year = kStart) {
    return sum_at(run, "vkm", "no-policy", year, {vehicle_class});
}
double trips(const Dataset& run, const std::string& settlement, const std::string& mode) {
    return at(run, "trips", "no-policy", kStart, {settlement, mode});
}

/// The tables of the policies of a scenario.
region::Policies<double> tables(const config::Scenario& scenario) {
    const auto parameters =
        plan::compile<double>(scenario.pack.parameters, scenario.pack.base_year, scenario.horizon);
    const auto structure = region::structure_of(parameters);
    Diagnostics diagnostics;
    auto policies = levers::resolve<double>(scenario, parameters, structure, diagnostics);
    REQUIRE(!diagnostics.has_errors());
    return policies;
}

TEST_CASE("half as many persons a bus need twice the buses and ride as before") {
    const Dataset run = run_with(policy("transit-service", {{"mode", {"bus"}}}, "occupancy", -0.5));
    CHECK(pkm(run, "bus") == pkm(before(), "bus"));
    CHECK(vkm(run, "bus") == Approx(2.0 * vkm(before(), "bus")).epsilon(1e-14));
    CHECK(vkm(run, "taxi") == vkm(before(), "taxi"));
}

/// A fourth more speed is a fifth less time.
TEST_CASE("a faster bus is a shorter ride, slower cars send it more riders") {
    const auto faster = [](const std::vector<std::pair<std::string, double>>& numbers) {
        return run_with(policy("bus-priority", {{"mode", {"bus"}}}, numbers));
    };
    const Dataset bus = faster({{"speed", 0.25}});
    const Dataset ride =
        run_with(policy("transit-service", {{"mode", {"bus"}}}, "in-vehicle-time", -0.2));
    CHECK(pkm(bus, "bus") == Approx(pkm(ride, "bus")).epsilon(1e-12));
    CHECK(pkm(bus, "bus") > pkm(before(), "bus"));
    const Dataset road = faster({{"speed", 0.25}, {"car-speed", -0.1}});
    CHECK(pkm(road, "bus") > pkm(bus, "bus"));
    CHECK(pkm(road, "car") < pkm(bus, "car"));
}

TEST_CASE("cars are slowed once, however many modes use the lanes") {
    const auto scenario = with(
        shipped("no-policy"),
        policy("bus-priority", {{"mode", {"bus", "taxi"}}}, {{"speed", 0.2}, {"car-speed", -0.2}}));
    const auto policies = tables(scenario);
    const auto& modes = scenario.pack.parameters.passenger.modes;
    const auto cell = [&](const char* mode) { return region::position_of(modes, mode); };
    CHECK(policies.in_vehicle_time.at(cell("car"), kLook) == Approx(1.25).epsilon(1e-15));
    CHECK(policies.in_vehicle_time.at(cell("taxi"), kLook) == Approx(1.0 / 1.2).epsilon(1e-15));
}

/// Half as much again that the metro can serve, in a nest with mu = 0.5: 0.5 ln 1.5 =
/// 0.202732554054082.
TEST_CASE("coverage enters the utility by its logarithm") {
    for (const auto* lever : {"metro-expansion", "transit-service"}) {
        INFO(lever);
        const auto scenario =
            with(shipped("no-policy"), policy(lever, {{"mode", {"metro"}}}, "coverage", 0.5));
        const auto policies = tables(scenario);
        const auto metro = region::position_of(scenario.pack.parameters.passenger.modes, "metro");
        CHECK(policies.mode_utility.at(metro, kLook) == Approx(0.202732554054082).epsilon(1e-14));
        CHECK(policies.mode_utility.at(metro, kStart - 1) == 0.0);
    }
    const Dataset run = run_with(policy("shared-bikes", {{"mode", {"bike"}}}, "coverage", 0.5));
    CHECK(trips(run, "town", "bike") > 1.03 * trips(before(), "town", "bike"));
    // Against walking and the e-bike, of its nest, its odds are 1.5 fold; against others less.
    CHECK(trips(run, "town", "bike") < 1.5 * trips(before(), "town", "bike"));
}

/// Three persons where two and a bit rode: each pays less for fuel and wear.
TEST_CASE("pooling saves vehicle-km, and cheaper rides draw riders") {
    const Dataset taxi = run_with(policy("ride-pooling", {{"class", {"taxi"}}}, "occupancy", 0.3));
    CHECK(pkm(taxi, "taxi") == pkm(before(), "taxi"));  // its fares are another policy
    CHECK(vkm(taxi, "taxi") == Approx(vkm(before(), "taxi") / 1.3).epsilon(1e-14));

    const std::vector<std::string> cars = {"private-car", "business-car"};
    const Dataset car = run_with(policy("ride-pooling", {{"class", cars}}, "occupancy", 0.3));
    CHECK(pkm(car, "car") > pkm(before(), "car"));
    CHECK(pkm(car, "bus") < pkm(before(), "bus"));
    const auto all_vkm = [&](const Dataset& run) { return vkm(run, cars[0]) + vkm(run, cars[1]); };
    CHECK(all_vkm(car) < all_vkm(before()));
    // Persons and vehicles meet: 1.67 persons a car in the base year.
    CHECK(pkm(before(), "car") == Approx(1.67 * all_vkm(before())).epsilon(1e-12));
    CHECK(pkm(car, "car") == Approx(1.3 * 1.67 * all_vkm(car)).epsilon(1e-12));
    CHECK(car.attributes.at("audit") == "passed");
}

/// Of 100 km a taxi drives 40 empty, 0.667 for each km with a rider. With half of that, 0.333, the
/// 60 km need 80.
TEST_CASE("less empty running is fewer kilometres for the same rides") {
    const Dataset run = run_with(policy("ride-hail", {{"class", {"taxi"}}}, "empty-running", -0.5));
    CHECK(pkm(run, "taxi") == pkm(before(), "taxi"));
    CHECK(vkm(run, "taxi") == Approx(0.8 * vkm(before(), "taxi")).epsilon(1e-14));
    const Dataset fuller = run_with(policy("ride-hail", {{"class", {"taxi"}}},
                                           {{"empty-running", -0.5}, {"base-empty-share", 0.2}}));
    CHECK(vkm(fuller, "taxi") == Approx(0.9 * vkm(before(), "taxi")).epsilon(1e-14));
    const Dataset more = run_with(policy("ride-hail", {{"class", {"taxi"}}}, "empty-running", 0.5));
    CHECK(vkm(more, "taxi") == Approx(1.2 * vkm(before(), "taxi")).epsilon(1e-14));
}

TEST_CASE("trips not made are missing from every mode alike, between cities nothing changes") {
    const Dataset run =
        run_with(policy("telework", {{"settlement", {"megacity"}}}, "schedule", 0.1));
    for (const auto* mode : {"walk", "bike", "e-bike", "bus", "metro", "car", "taxi"}) {
        INFO(mode);
        CHECK(trips(run, "megacity", mode) ==
              Approx(0.9 * trips(before(), "megacity", mode)).epsilon(1e-14));
        if (std::string(mode) == "metro") continue;  // there is none in towns
        CHECK(trips(run, "town", mode) == trips(before(), "town", mode));
    }
    CHECK(pkm(run, "hsr") == pkm(before(), "hsr"));
    const auto between = [](const Dataset& d) {
        return pkm(d, "car") - at(d, "local_pkm", "no-policy", kStart, {"car"});
    };
    CHECK(between(run) == Approx(between(before())).epsilon(1e-12));
}

/// Half as many lanes again: 1.5^0.185 at once, then X_t = X_{t-1}^0.5757 1.5^0.185, to 1.5^0.436.
TEST_CASE("new lanes draw traffic by the elasticity, part of the way each year") {
    const Dataset run = run_with(policy("road-building", {}, "lane-km", 0.5));
    double drawn = 1.0;
    for (int year = kStart; year <= 2060; ++year) {
        INFO(year);
        drawn = std::pow(drawn, 1.0 - 0.185 / 0.436) * std::pow(1.5, 0.185);
        CHECK(pkm(run, "car", year) / pkm(before(), "car", year) == Approx(drawn).epsilon(1e-3));
    }
    CHECK(drawn == Approx(std::pow(1.5, 0.436)).epsilon(1e-6));
    CHECK(pkm(run, "car") == Approx(std::pow(1.5, 0.185) * pkm(before(), "car")).epsilon(1e-14));
    CHECK(trips(run, "megacity", "car") == trips(before(), "megacity", "car"));
    CHECK(pkm(run, "bus") == pkm(before(), "bus"));
    CHECK(run.attributes.at("audit") == "passed");
    const Dataset urban = run_with(
        policy("road-building", {}, {{"lane-km", 0.5}, {"elasticity", 1.0}, {"adjustment", 1.0}}));
    CHECK(pkm(urban, "car") == Approx(1.5 * pkm(before(), "car")).epsilon(1e-14));
}

TEST_CASE("free rides draw riders in cities and between them") {
    const Dataset bus = run_with(policy("fares", {{"mode", {"bus"}}}, "fare", -1.0));
    CHECK(pkm(bus, "bus") > pkm(before(), "bus"));
    CHECK(pkm(bus, "hsr") == pkm(before(), "hsr"));
    const Dataset rail = run_with(policy("fares", {{"mode", {"hsr"}}}, "fare", -0.3));
    CHECK(pkm(rail, "hsr") > pkm(before(), "hsr"));
    CHECK(pkm(rail, "air") < pkm(before(), "air"));
}

TEST_CASE("shared and supported vehicles change the required stock of their class") {
    const auto& classes = shipped("no-policy").pack.parameters.classes;
    const auto sharing =
        tables(with(shipped("no-policy"), policy("car-sharing", {}, "schedule", 0.2)));
    const auto car = region::position_of(classes, "private-car");
    CHECK(sharing.required_stock.at(car, kLook) == 0.8);
    CHECK(sharing.required_stock.at(car, kStart - 1) == 1.0);
    const auto support =
        tables(with(shipped("no-policy"),
                    policy("e-bike-support", {{"mode", {"e-bike"}}, {"class", {"e-bike"}}},
                           {{"effect", 0.2}, {"stock", 0.1}})));
    CHECK(support.required_stock.at(region::position_of(classes, "e-bike"), kLook) == 1.1);
    CHECK(!support.required_stock.is_set(car));
    // With fewer cars per head fewer trips are made by car, delta = 0.5 of their logarithm.
    const Dataset fewer = run_with(policy("car-sharing", {}, "schedule", 0.2));
    CHECK(pkm(fewer, "car") < 0.97 * pkm(before(), "car"));
    CHECK(pkm(fewer, "bus") > pkm(before(), "bus"));
}

/// The check of the specification (§6.8): without their e-bike, riders in Kunming would take the
/// bus (55 %), a car or taxi (24 %), a bicycle (7 %). A miss of the model is told, not tuned away;
/// what must hold is that the trips go where the logit sends them: within a nest, and outside of
/// it, in proportion to the trips that the modes have. Long trips have no walking, so it holds by
/// band; over all bands only nearly.
TEST_CASE("e-bike trips come from the other modes as the logit has it") {
    config::Scenario scenario = shipped("no-policy");
    set_leaf(scenario, "passenger.local.induced", 0.0);
    const Dataset without = run_of(scenario);
    add_policy(scenario, policy("e-bike-support", {{"mode", {"e-bike"}}}, "effect", 0.01));
    const Dataset with_support = run_of(scenario);
    const auto lost = [&](const char* mode) {
        return trips(without, "large-city", mode) - trips(with_support, "large-city", mode);
    };
    const auto share = [&](const char* mode) { return lost(mode) / -lost("e-bike"); };
    const double bus = share("bus") + share("metro");
    const double car = share("car") + share("taxi");
    const double walk = share("walk");
    const double bike = share("bike");
    WARN("e-bike riders of large cities would else take: bus and metro "
         << 100.0 * bus << " %, car and taxi " << 100.0 * car << " %, bike " << 100.0 * bike
         << " %, walk " << 100.0 * walk << " % (Kunming 2012: 55, 24, 7 and the rest)");
    CAPTURE(bus, car, bike, walk);
    // trip_factor weighs modes apart, so the parts add to one only before it
    const auto factor = [&](const char* mode) {
        return at(without, "trip_factor", "no-policy", 0, {mode});
    };
    double sum = 0.0;
    for (const auto* mode : {"walk", "bike", "motorcycle", "bus", "metro", "car", "taxi"}) {
        INFO(mode);
        CHECK(lost(mode) > 0.0);
        sum += lost(mode) / factor(mode);
    }
    CHECK(sum == Approx(-lost("e-bike") / factor("e-bike")).epsilon(1e-9));
    const auto rate = [&](const char* mode) {
        return lost(mode) / trips(without, "large-city", mode);
    };
    CHECK(rate("bus") == Approx(rate("metro")).epsilon(0.5));
    CHECK(rate("car") == Approx(rate("bus")).epsilon(0.5));
    CHECK(rate("bike") > rate("bus"));  // its own nest
}

}  // namespace
}  // namespace tanlu::test

// Changed numbers give what a scenario with those numbers gives.
#include "perturb/trials.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "perturb/elasticity.hpp"
#include "support/china.hpp"

#include <omp.h>

using namespace tanlu;
using namespace tanlu::test;
using perturb::Knob;
using perturb::Trials;
using study::Change;

namespace {

constexpr const char* kSaturation = "classes.private-car.ownership.saturation";

std::vector<ensemble::Series> followed() {
    const std::vector<std::string> direct{"ttw"};
    return {perturb::series_named(shipped("reference"), "co2_by_boundary", direct),
            perturb::series_named(shipped("reference"), "private_car_stock", {})};
}

Knob knob(const std::string& pattern, Change change) {
    return {pattern, change, perturb::numbers_named(shipped("reference"), pattern), {}, 0};
}

Approx stock_of_cars(const Dataset& run, int year) {
    return Approx(sum_at(run, "stock", "reference", year, {"private-car"})).epsilon(1e-14);
}

}  // namespace

TEST_CASE("Trials that change nothing are the run") {
    const Trials trials(shipped("reference"),
                        {knob(kSaturation, Change::factor), knob(kSaturation, Change::value)},
                        followed());
    const auto results = trials.run(trials.neutral());
    REQUIRE_FALSE(results.failed.at(0));
    for (const int year : {2019, 2030, 2060}) {
        CHECK(results.at(0, 0, year) ==
              at(shipped_run("reference"), "co2_by_boundary", "reference", year, {"ttw"}));
        CHECK(results.at(0, 1, year) == stock_of_cars(shipped_run("reference"), year));
    }
}

TEST_CASE("A trial is the run of a scenario with that number") {
    const Trials trials(shipped("reference"), {knob(kSaturation, Change::value)}, followed());
    const std::vector<double> amounts{0.30, 0.40};
    const auto results = trials.run(amounts);
    for (std::size_t t = 0; t < amounts.size(); ++t) {
        config::Scenario changed = shipped("reference");
        set_leaf(changed, kSaturation, amounts[t]);
        const Dataset run = run_of(changed);
        CHECK(results.at(t, 0, 2040) == at(run, "co2_by_boundary", "reference", 2040, {"ttw"}));
        CHECK(results.at(t, 1, 2040) == stock_of_cars(run, 2040));
    }
}

TEST_CASE("Factors and additions act on all numbers of a knob") {
    const Knob both = knob("classes.private-car.technologies.*.price", Change::factor);
    REQUIRE(both.numbers.size() == 6);
    config::Scenario changed = shipped("reference");
    REQUIRE(scale_leaves(changed, "classes.private-car.technologies.", ".price", 1.25) == 6);
    const Trials trials(shipped("reference"), {both}, followed());
    const auto results = trials.run(std::vector<double>{1.25});
    CHECK(
        results.at(0, 0, 2035) ==
        Approx(at(run_of(changed), "co2_by_boundary", "reference", 2035, {"ttw"})).epsilon(1e-13));
}

TEST_CASE("A path changes from a year on, and not before") {
    const auto leaves = study::number_leaves(shipped("reference"));
    std::size_t price = 0;
    while (leaves.at(price).path != "carriers.gasoline.price") ++price;
    const Trials trials(shipped("reference"), {{"price", Change::factor, {}, {price}, 2025}},
                        followed());
    const auto results = trials.run(std::vector<double>{1.0, 1.5});
    CHECK(results.at(1, 0, 2024) == results.at(0, 0, 2024));
    CHECK(results.at(1, 0, 2025) < results.at(0, 0, 2025));
}

TEST_CASE("A path without a first year changes as a whole") {
    const auto leaves = study::number_leaves(shipped("reference"));
    std::size_t price = 0;
    while (leaves.at(price).path != "carriers.gasoline.price") ++price;
    const Trials trials(shipped("reference"), {{"price", Change::factor, {}, {price}, 0}},
                        followed());
    const auto results = trials.run(std::vector<double>{1.0, 1.5});
    config::Scenario changed = shipped("reference");
    REQUIRE(scale_leaves(changed, "carriers.gasoline.price", "", 1.5) == 1);
    CHECK(
        results.at(1, 0, 2030) ==
        Approx(at(run_of(changed), "co2_by_boundary", "reference", 2030, {"ttw"})).epsilon(1e-12));
    CHECK(results.at(1, 0, 2030) < results.at(0, 0, 2030));
}

TEST_CASE("A number outside its range fails its trial and no other") {
    const Trials trials(shipped("reference"), {knob(kSaturation, Change::value)}, followed());
    const auto results = trials.run(std::vector<double>{trials.neutral()[0], -1.0, 0.36});
    CHECK(results.failed == std::vector<bool>{false, true, false});
    CHECK(std::isnan(results.at(1, 0, 2030)));
    CHECK(results.at(0, 0, 2030) ==
          at(shipped_run("reference"), "co2_by_boundary", "reference", 2030, {"ttw"}));
    CHECK(std::isfinite(results.at(2, 0, 2030)));
}

TEST_CASE("Trials do not depend on threads or on their neighbours") {
    const Trials trials(shipped("reference"), {knob(kSaturation, Change::value)}, followed());
    std::vector<double> amounts;
    for (int i = 0; i < 21; ++i) amounts.push_back(0.28 + 0.005 * i);
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    const auto alone = trials.run(amounts);
    omp_set_num_threads(7);
    const auto many = trials.run(amounts);
    omp_set_num_threads(threads);
    CHECK(alone.values == many.values);
    const auto single = trials.run(std::vector<double>{amounts[13]});
    for (const int year : {2019, 2040}) CHECK(single.at(0, 1, year) == alone.at(13, 1, year));
}

TEST_CASE("Patterns name numbers, single ones by their index") {
    const auto& scenario = shipped("reference");
    CHECK(perturb::numbers_named(scenario, "drivers.gdp").size() > 5);
    CHECK(perturb::numbers_named(scenario, "drivers.gdp[2019]").size() == 1);
    CHECK(perturb::numbers_named(scenario, "passenger.nests.*.mu").size() == 3);
    CHECK(perturb::numbers_named(scenario, "no.such").empty());
}

TEST_CASE("Saturation has no effect on the base year and a rising one after it") {
    const Trials trials(shipped("reference"), {knob(kSaturation, Change::factor)}, followed());
    const auto found = perturb::elasticities(trials);
    CHECK(found.at(0, 1, 2019) == Approx(0.0).margin(1e-12));
    CHECK(found.at(0, 1, 2030) > 0.0);
    CHECK(found.at(0, 1, 2050) > found.at(0, 1, 2030));
}

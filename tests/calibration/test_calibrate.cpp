// The shipped calibration of China.
#include "calibration/calibrate.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "levers/lever.hpp"
#include "schema/yaml.hpp"
#include "support/china.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using namespace tanlu::calibration;

namespace {

const Calibration& shipped_calibration() {
    static const Calibration kCalibration = load_calibration(
        TANLU_SOURCE_DIR "/scenarios/china/calibration/fitted-2025.yaml", levers::specs());
    return kCalibration;
}

const Outcome& shipped_outcome() {
    static const Outcome kOutcome = calibrate(shipped_calibration());
    return kOutcome;
}

double fitted(const Outcome& outcome, const std::string& id) {
    for (const auto& parameter : outcome.parameters) {
        if (parameter.id == id) return parameter.after;
    }
    FAIL("no parameter " << id);
    return 0.0;
}

/// The fit of some parameters to statistics that are changed by a factor.
Outcome with_statistic(const std::string& id, double factor, const std::string& leave_out = "") {
    Calibration changed = shipped_calibration();
    std::erase_if(changed.parameters, [&](const auto& p) { return p.id == leave_out; });
    bool found = false;
    for (auto& observation : changed.scenario.pack.observations) {
        if (observation.id.text != id) continue;
        found = true;
        for (auto& anchor : observation.path.anchors) anchor.value.number *= factor;
    }
    REQUIRE(found);
    return calibrate(changed);
}

}  // namespace

TEST_CASE("The shipped fit lowers the misfit and tracks 2020 to 2025") {
    const Outcome& outcome = shipped_outcome();
    CHECK(outcome.settled);
    CHECK(outcome.objective_after < outcome.objective_before);
    for (const auto& point : outcome.points) {
        INFO(point.observation << " " << point.year);
        if (point.observation == "nev-sales-share") {
            CHECK(std::abs(point.after - point.observed) < 0.05);
        } else if (point.observation.ends_with("stock")) {
            CHECK(std::abs(point.after / point.observed - 1.0) < 0.05);
        }
    }
}

TEST_CASE("No neighbour of the fit is better") {
    // A minimum: the objective along each parameter is higher on either side.
    const Outcome& outcome = shipped_outcome();
    for (std::size_t p = 0; p < outcome.parameters.size(); ++p) {
        for (const double step : {-0.3, 0.3}) {
            Calibration moved = shipped_calibration();
            auto& parameter = moved.parameters[p];
            const double at =
                outcome.parameters[p].after + step * outcome.parameters[p].standard_error;
            if (at < parameter.low || at > parameter.high) continue;  // held by its bound
            parameter.low = at - 1e-7;
            parameter.high = at + 1e-7;
            parameter.start = at;
            INFO(parameter.id << " at " << at);
            // The others are fitted anew, so this is the profile of the objective.
            CHECK(calibrate(moved).objective_after > outcome.objective_after);
        }
    }
}

TEST_CASE("A calibration gives the same text every time") {
    const std::string once =
        parameter_set_text(shipped_calibration(), shipped_outcome(), "2026-11-22");
    const std::string again =
        parameter_set_text(shipped_calibration(), calibrate(shipped_calibration()), "2026-11-22");
    CHECK(once == again);
}

TEST_CASE("The shipped parameter set is what the shipped calibration writes") {
    std::ifstream file(TANLU_SOURCE_DIR "/scenarios/china/parameters/fitted-2025.yaml");
    const std::string shipped{std::istreambuf_iterator<char>(file), {}};
    const auto date = shipped.find("date: \"");
    REQUIRE(date != std::string::npos);
    CHECK(parameter_set_text(shipped_calibration(), shipped_outcome(),
                             shipped.substr(date + 7, 10)) == shipped);
}

TEST_CASE("Statistics pull the fit their way") {
    const Outcome& central = shipped_outcome();
    // More new-energy vehicles sold: buyers forget their doubts sooner. One of the two half-lives
    // is left as it is, for the other may rise where that one falls.
    const auto half_life = [](double factor) {
        return fitted(with_statistic("nev-sales-share", factor, "bev-half-life"), "phev-half-life");
    };
    CHECK(half_life(1.15) < half_life(1.0));
    CHECK(half_life(0.85) > half_life(1.0));
    // More cars on the road: a higher saturation.
    CHECK(fitted(with_statistic("automobile-stock", 1.05), "car-saturation") >
          fitted(central, "car-saturation"));
    // More cars registered for the same stock: they live shorter.
    CHECK(fitted(with_statistic("automobile-sales", 1.1), "car-lifetime") <
          fitted(central, "car-lifetime"));
}

TEST_CASE("A scenario that names the parameter set has its numbers") {
    const test::ScenarioTree tree;
    const std::string text =
        parameter_set_text(shipped_calibration(), shipped_outcome(), "2026-11-22");
    std::string own = text;
    own.replace(own.find("parameter-set: fitted-2025"), 26, "parameter-set: mine");
    {
        std::ofstream file(tree.path("reference").substr(0, tree.path("reference").rfind('/')) +
                           "/mine.yaml");
        file << own;
    }
    const auto scenario =
        tree.load_child("child", "extends: reference.yaml\nparameter-sets: [mine.yaml]\n");
    for (const auto& vehicle_class : scenario.pack.parameters.classes) {
        if (vehicle_class.id.text != "private-car") continue;
        CHECK(vehicle_class.survival.scale->number ==
              Approx(fitted(shipped_outcome(), "car-lifetime")).epsilon(1e-12));
    }
    const Dataset run = test::run_of(scenario);
    for (const auto& point : shipped_outcome().points) {
        if (point.observation != "nev-sales-share") continue;
        CHECK(test::at(run, "nev_sales_share_auto", "child", point.year) ==
              Approx(point.after).epsilon(1e-9));
    }
}

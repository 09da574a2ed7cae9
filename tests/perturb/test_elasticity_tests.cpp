// Elasticities of the whole model as their file asks for them.
#include "perturb/elasticity_tests.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "io/temporary_folder.hpp"
#include "levers/lever.hpp"
#include "support/china.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using namespace tanlu::test;
using Catch::Contains;

namespace {

perturb::ElasticityTests shipped_tests() {
    return perturb::load_elasticity_tests(
        TANLU_SOURCE_DIR "/scenarios/china/elasticities/elasticities.yaml", levers::specs());
}

std::string error_of(const std::string& test) {
    const TemporaryFolder folder;
    const std::string path = folder.path("elasticities.yaml");
    // Paths are relative to the file.
    const auto up = std::filesystem::relative(TANLU_SOURCE_DIR "/scenarios/china/reference.yaml",
                                              folder.path(""));
    std::ofstream(path) << "elasticities: test\ntitle: {en: T, zh: T}\nscenario: " << up.string()
                        << "\ntests:\n  one:\n    title: {en: One}\n"
                        << test;
    try {
        perturb::run_elasticity_tests(perturb::load_elasticity_tests(path, levers::specs()));
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("The shipped elasticities have numbers, and signs that economics knows") {
    const auto tests = shipped_tests();
    const auto results = perturb::run_elasticity_tests(tests);
    REQUIRE(results.size() == tests.tests.size());
    for (std::size_t t = 0; t < results.size(); ++t) {
        const auto& id = tests.tests[t].id;
        INFO(id << " " << results[t].value);
        REQUIRE(std::isfinite(results[t].value));
        const bool is_price = id.find("price") != std::string::npos || id.ends_with("fare");
        CHECK((is_price ? results[t].value <= 1e-6 : results[t].value > 0.0));
        if (tests.tests[t].band) {
            CHECK(results[t].inside == (results[t].value >= tests.tests[t].band->low &&
                                        results[t].value <= tests.tests[t].band->high));
        }
    }
}

TEST_CASE("The elasticity to fares is what two scenarios with other fares say") {
    const auto tests = shipped_tests();
    const auto results = perturb::run_elasticity_tests(tests);
    const auto pkm = [](double change) {
        config::Scenario scenario = shipped("reference");
        add_policy(scenario,
                   {"fares", {{"mode", {"bus"}}}, {{"fare", {{2019, 0.0}, {2020, change}}}}});
        return at(run_of(scenario), "pkm", "reference", 2021, {"bus"});
    };
    const double expected = std::log(pkm(0.01) / pkm(-0.01)) / std::log(1.01 / 0.99);
    for (std::size_t t = 0; t < results.size(); ++t) {
        if (tests.tests[t].id != "bus-fare") continue;
        CHECK(results[t].value == Approx(expected).epsilon(1e-6));
    }
}

TEST_CASE("Mistakes in a file of elasticities are told with their line") {
    const std::string good =
        "    to: drivers.gdp\n    of: tkm\n    labels: ['*']\n    year: 2025\n";
    CHECK(error_of(good).empty());
    const std::vector<std::pair<std::string, std::string>> mistakes = {
        {"    to: drivers.gpd\n    of: tkm\n    labels: ['*']\n    year: 2025\n", "drivers.gdp"},
        {"    to: drivers.gdp\n    of: tkms\n    labels: ['*']\n    year: 2025\n", "tkm"},
        {"    to: drivers.gdp\n    of: tkm\n    labels: [sea]\n    year: 2025\n", "no such labels"},
        {"    to: drivers.gdp\n    of: tkm\n    labels: ['*']\n    year: 2019\n", "year 2019"},
        {"    to: passenger.time-value\n    of: tkm\n    labels: ['*']\n    year: 2025\n",
         "one number of all years"},
        {"    of: tkm\n    labels: ['*']\n    year: 2025\n", "to"},
        {good + "    band: {low: 1, high: 0, source: x, grade: A}\n", "no band"},
        {good + "    band: {low: 0, high: 1, source: nobody, grade: A}\n", "nobody"},
        {good + "    bend: 3\n", "band"},
    };
    for (const auto& [text, expected] : mistakes) {
        INFO(text);
        const std::string error = error_of(text);
        CHECK_THAT(error, Contains(expected));
        CHECK_THAT(error, Contains("elasticities.yaml:"));
    }
}

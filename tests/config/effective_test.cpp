#include <catch2/catch.hpp>
#include <regex>

#include "config/scenario.hpp"
#include "config/support.hpp"
#include "support/leaves.hpp"
#include "support/temporary_directory.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

std::string without_comments(const std::string& text) {
    return std::regex_replace(text, std::regex("  # [^\n\"]*\n"), "\n");
}

/// Every number in canonical units with its range, by path.
std::vector<std::pair<std::string, std::vector<double>>> numbers_of(config::Pack pack) {
    std::vector<std::pair<std::string, std::vector<double>>> numbers;
    for_each_leaf(pack.parameters, [&](const std::string& path, const Field&, const Value& value) {
        numbers.push_back(
            {path, {value.number, value.low.value_or(-1.0), value.high.value_or(-1.0)}});
    });
    return numbers;
}

}  // namespace

TEST_CASE("The effective configuration loads back to the same scenario, bit for bit") {
    const AtSourceDirectory here;
    const std::string file = GENERATE("base.yaml", "child.yaml", "packaged.yaml", "inputs.yaml");
    const config::Scenario scenario =
        config::load_scenario("tests/data/scenarios/" + file, test_levers());
    const std::string text = config::effective_text(scenario);
    const TemporaryDirectory directory;

    const config::Scenario again =
        config::load_scenario(directory.write("effective.yaml", text), test_levers());

    CHECK(without_comments(config::effective_text(again)) == without_comments(text));
    CHECK(numbers_of(again.pack) == numbers_of(scenario.pack));  // exactly equal
    CHECK(again.lineage == scenario.lineage);
    CHECK(again.packages == scenario.packages);
    CHECK(again.horizon == scenario.horizon);
    REQUIRE(again.policies.size() == scenario.policies.size());
    for (std::size_t i = 0; i < again.policies.size(); ++i) {
        CHECK(again.policies[i].scenario == scenario.policies[i].scenario);
        CHECK(again.policies[i].note == scenario.policies[i].note);
    }
    REQUIRE(again.inputs.size() == scenario.inputs.size());
    for (std::size_t i = 0; i < again.inputs.size(); ++i) {
        CHECK(again.inputs[i].id == scenario.inputs[i].id);
        CHECK(again.inputs[i].unit == scenario.inputs[i].unit);
        CHECK(again.inputs[i].path.anchors.back().value.number ==
              scenario.inputs[i].path.anchors.back().value.number);
    }
    CHECK(again.pack.sources.size() == scenario.pack.sources.size());
    CHECK(again.pack.observations.size() == scenario.pack.observations.size());
}

TEST_CASE("The effective configuration names the origin of each value") {
    const AtSourceDirectory here;
    const auto scenario = config::load_scenario("tests/data/scenarios/child.yaml", test_levers());

    const std::string text = config::effective_text(scenario);

    CHECK(text.starts_with("tanlu-effective: 1\nscenario: child\n"));
    CHECK(text.find("saturation: {value: 350, unit: \"vehicle/1000 person\", source: "
                    "\"child-source\", grade: U}  # tests/data/scenarios/child.yaml:15\n") !=
          std::string::npos);
    CHECK(text.find("2005: {value: 250, unit: \"10^9 CNY2020/yr\", source: \"test\", grade: B}  # "
                    "tests/data/minipack/series/gdp.csv:2\n") != std::string::npos);
}

TEST_CASE("An effective configuration of another version is refused") {
    const TemporaryDirectory directory;
    const std::string path = directory.write("e.yaml", "tanlu-effective: 2\nscenario: x\n");

    CHECK_THROWS_WITH(config::load_scenario(path, test_levers()),
                      Catch::Contains("'tanlu-effective' is 2 (it must be 1)"));
}

TEST_CASE("The shipped scenarios survive the round trip") {
    // Their levers are those of the program, tested there; here without policies.
    const AtSourceDirectory here;
    const TemporaryDirectory directory;
    config::Scenario scenario;
    scenario.id = "x";
    scenario.title = {"X", ""};
    scenario.lineage = {"x"};
    scenario.horizon = 2060;
    scenario.pack = config::load_pack("models/china");

    const auto again = config::load_scenario(
        directory.write("e.yaml", config::effective_text(scenario)), test_levers());

    CHECK(numbers_of(again.pack) == numbers_of(scenario.pack));
}

// What a study file says, as the program understands it.
#include <catch2/catch.hpp>
#include <numbers>

#include "schema/distribution_reader.hpp"
#include "support/studies.hpp"

using namespace tanlu;
using namespace tanlu::test;
using study::Change;
using study::DesignKind;

namespace {

const std::string kLabel = ", unit: CNY2020/int$2017, source: test, grade: U}\n";

/// The one input of a study.
study::Input input_of(const std::string& text) {
    const study::Study study = study_of(text);
    REQUIRE(study.inputs.size() == 1);
    return study.inputs.front();
}

study::Design design_of(const std::string& design) {
    return study_of("  drivers.ppp: {uniform: [3, 5]" + kLabel, "", "", design).design;
}

}  // namespace

TEST_CASE("Every kind of distribution is read and can be written again") {
    // As written, and as the program writes it.
    const auto [written, expected] = GENERATE(table<std::string, std::string>({
        {"uniform: [3, 5]", "{uniform: [3, 5]}"},
        {"log-uniform: [3, 5]", "{log-uniform: [3, 5]}"},
        {"triangular: [3, 4, 5]", "{triangular: [3, 4, 5]}"},
        {"pert: [3, 4, 5]", "{pert: [3, 4, 5]}"},
        {"truncated-normal: {mean: 4, sd: 0.5, low: 3, high: 5}",
         "{truncated-normal: {mean: 4, sd: 0.5, low: 3, high: 5}}"},
        {"truncated-normal: {mean: 4, sd: 0.5, low: 3}",
         "{truncated-normal: {mean: 4, sd: 0.5, low: 3}}"},
        {"lognormal: {median: 4, gsd: 1.1}", "{lognormal: {median: 4, gsd: 1.1}}"},
        {"lognormal: {p5: 3, p95: 5}", "{lognormal: {p5: 3, p95: 5}}"},
        {"beta: {alpha: 2, beta: 3, low: 3, high: 5}",
         "{beta: {alpha: 2, beta: 3, low: 3, high: 5}}"},
        {"discrete: {values: [3, 4], weights: [1, 2]}",
         "{discrete: {values: [3, 4], weights: [1, 2]}}"},
        {"discrete: {values: [3, 4]}", "{discrete: {values: [3, 4], weights: [1, 1]}}"},
        {"empirical: [3, 3.5, 5]", "{empirical: [3, 3.5, 5]}"},
    }));
    CAPTURE(written);

    const study::Input input = input_of("  drivers.ppp: {" + written + kLabel);
    REQUIRE(input.distribution);
    CHECK(schema::distribution_text(*input.distribution) == expected);

    // The same in place of the number.
    const auto scenario = mini_scenario("  drivers.ppp: {value: {" + written + "}" + kLabel);
    const auto& number = scenario.pack.parameters.drivers.ppp;
    REQUIRE(number.distribution);
    CHECK(schema::distribution_text(*number.distribution) == expected);
}

TEST_CASE("A distribution without ends is for inputs alone where the number has a range") {
    CHECK_THROWS_WITH(mini_scenario("  drivers.ppp: {value: {normal: {mean: 4, sd: 0.1}}" + kLabel),
                      Catch::Contains("'drivers.ppp' may be drawn as any low number (it must be "
                                      "above 0)"));
    // Inputs are judged by where one draw in ten thousand lies: 4 - 3.72 * 0.1 is above 0.
    const auto study = study_of("  drivers.ppp: {normal: {mean: 4, sd: 0.1}" + kLabel);
    CHECK(schema::distribution_text(*study.inputs.front().distribution) ==
          "{normal: {mean: 4, sd: 0.1}}");
    CHECK(study::plan_draws(study).dimensions.size() == 1);
}

TEST_CASE("A beta distribution lies between 0 and 1 unless it says where") {
    const auto input = input_of(
        "  passenger.modes.car.local-share: {beta: {alpha: 2, beta: 3}, unit: \"1\", source: test, "
        "grade: U}\n");
    const auto& beta = std::get<sampling::Beta>(*input.distribution);
    CHECK(beta.low == 0.0);
    CHECK(beta.high == 1.0);
}

TEST_CASE("Runs without draws take the central value of a distribution") {
    // Mode of triangular and pert, median of the rest; converted like the number that it stands
    // for.
    const auto [written, central] = GENERATE(table<std::string, double>({
        {"{triangular: [3, 3.5, 5]}", 3.5},
        {"{pert: [3, 3.5, 5]}", 3.5},
        {"{uniform: [3, 5]}", 4.0},
        {"{log-uniform: [3, 12]}", 6.0},  // sqrt(3 * 12)
        {"{truncated-normal: {mean: 4, sd: 0.5, low: 3, high: 5}}", 4.0},
        {"{lognormal: {median: 4, gsd: 1.1}}", 4.0},
        {"{lognormal: {p5: 2, p95: 8}}", 4.0},  // sqrt(2 * 8)
        {"{discrete: {values: [3, 4, 5], weights: [1, 1, 8]}}", 5.0},
        {"{empirical: [3, 3.5, 5]}", 3.5},
    }));
    CAPTURE(written);
    const auto scenario = mini_scenario("  drivers.ppp: {value: " + written + kLabel);

    CHECK(scenario.pack.parameters.drivers.ppp.number == Approx(central).epsilon(1e-12));
}

TEST_CASE("A central value is converted like a number") {
    const auto scenario = mini_scenario(
        "  carriers.gasoline.biogenic-share: {value: {triangular: [0, 5, 10]}, unit: \"%\", "
        "source: "
        "test, grade: C}\n"
        "  classes.private-car.technologies.gasoline.energy.gasoline.use: {value: {uniform: [6, "
        "8]}, "
        "unit: L/100 km, source: test, grade: C}\n");
    const auto& p = scenario.pack.parameters;

    for (const auto& carrier : p.carriers) {
        if (carrier.id.text == "gasoline") CHECK(carrier.biogenic_share.number == 0.05);
    }
    // 7 L/100 km of 32 MJ/L.
    CHECK(p.classes.front().technologies.front().energy.front().use.number == Approx(2.24));
}

TEST_CASE("Inputs say which numbers they are for and what becomes of them") {
    const study::Study study = study_of(
        "  drivers.ppp: {uniform: [4, 5], unit: CNY2020/int$2017, source: test, grade: U}\n"
        "  prices: {of: [carriers.gasoline.price, carriers.*.upstream], change: factor, draw: "
        "each,\n"
        "           lognormal: {median: 1, gsd: 1.2}, unit: \"1\", source: test+other-test, grade: "
        "C,\n"
        "           note: why}\n"
        "  access: {of: passenger.modes.metro.access-time, change: addition, uniform: [-2, 2],\n"
        "           unit: min, source: test, grade: U, same-as: drivers.ppp}\n");

    REQUIRE(study.inputs.size() == 3);
    const auto& ppp = study.inputs[0];
    REQUIRE(ppp.targets.size() == 1);
    CHECK(ppp.targets[0].text == "drivers.ppp");  // its own name, where there is no `of`
    CHECK(ppp.change == Change::value);
    CHECK(ppp.draw == study::Draw::one);
    CHECK(ppp.grade == Grade::unverified);
    const auto& prices = study.inputs[1];
    REQUIRE(prices.targets.size() == 2);
    CHECK(prices.targets[1].text == "carriers.*.upstream");
    CHECK(prices.change == Change::factor);
    CHECK(prices.draw == study::Draw::each);
    CHECK(prices.source == "test+other-test");
    CHECK(prices.note == "why");
    CHECK(study.inputs[2].change == Change::addition);
    CHECK(study.inputs[2].same_as.text == "drivers.ppp");
}

TEST_CASE("Inputs of paths give multipliers by year or shocks") {
    const study::Study study = study_of(
        "  grid: {of: carriers.electricity.production, change: factor, unit: \"1\", source: test,\n"
        "         grade: U, same-quantile: true,\n"
        "         anchors: {2030: {uniform: [0.9, 1.1]}, 2060: {lognormal: {median: 1, gsd: "
        "1.3}}}}\n"
        "  oil: {of: carriers.gasoline.price, change: factor, ar1: {rho: 0.9, sigma: 0.25}, unit: "
        "\"1\",\n        source: test, grade: U}\n"
        "  gdp: {of: drivers.gdp, change: factor, random-walk: {sigma: 0.02}, unit: \"1\", source: "
        "test,\n        grade: U}\n");

    const auto& grid = study.inputs[0];
    REQUIRE(grid.anchors.size() == 2);
    CHECK(grid.anchors[0].year == 2030);
    CHECK(grid.anchors[1].year == 2060);
    CHECK(grid.same_quantile);
    REQUIRE(study.inputs[1].shocks);
    CHECK(study.inputs[1].shocks->rho == 0.9);
    CHECK(study.inputs[1].shocks->sigma == 0.25);
    REQUIRE(study.inputs[2].shocks);
    CHECK(study.inputs[2].shocks->rho == 1.0);  // a walk
    CHECK(study.inputs[2].shocks->sigma == 0.02);
}

TEST_CASE("Numbers that are drawn together are rows with weights") {
    const auto input = input_of(
        "  pair:\n"
        "    paired:\n"
        "      of: [passenger.modes.car.local-share, classes.private-car.occupancy]\n"
        "      unit: [\"%\", person/vehicle]\n"
        "      rows: [{values: [65, 1.5]}, {values: [75, 1.7], weight: 3}]\n"
        "    source: test\n    grade: U\n");

    REQUIRE(input.paired);
    CHECK(input.paired->units == std::vector<std::string>{"%", "person/vehicle"});
    REQUIRE(input.paired->rows.size() == 2);
    CHECK(input.paired->rows[0].weight == 1.0);  // where none is given
    CHECK(input.paired->rows[1].weight == 3.0);
    CHECK(input.paired->rows[1].values == std::vector<double>{75.0, 1.7});
    CHECK(input.targets[1].text == "classes.private-car.occupancy");
}

TEST_CASE("Ranges are drawn in three shapes") {
    const auto [word, shape] = GENERATE(
        table<std::string, study::RangeShape>({{"triangular", study::RangeShape::triangular},
                                               {"uniform", study::RangeShape::uniform},
                                               {"pert", study::RangeShape::pert}}));
    const auto input = input_of("  classes.private-car.ownership.saturation: {from-range: " + word +
                                ", source: test, grade: C}\n");
    CHECK(input.from_range == shape);
}

TEST_CASE("Designs have their numbers") {
    const auto mc = design_of("{kind: mc, samples: 1000, seed: 2060}");
    CHECK(mc.kind == DesignKind::mc);
    CHECK(mc.samples == 1000);
    CHECK(mc.seed == 2060);
    CHECK(design_of("{kind: lhs, samples: 10, seed: 0}").kind == DesignKind::lhs);
    const auto sobol = design_of("{kind: sobol, samples: 1024, seed: 1, scramble: 3}");
    CHECK(sobol.kind == DesignKind::sobol);
    CHECK(sobol.scramble == 3);
    CHECK(design_of("{kind: grid, levels: 5}").levels == 5);
    CHECK(design_of("{kind: grid}").levels == 4);
    CHECK(design_of("{kind: morris, trajectories: 10, seed: 1}").trajectories == 10);
    const auto saltelli = design_of("{kind: saltelli, samples: 64, seed: 1, second-order: true}");
    CHECK(saltelli.kind == DesignKind::saltelli);
    CHECK(saltelli.second_order);
}

TEST_CASE("A seed may have 63 bits") {
    CHECK(design_of("{kind: mc, samples: 1, seed: 9223372036854775807}").seed ==
          9223372036854775807U);
}

TEST_CASE("The other parts of a study are read") {
    const study::Study study = study_at("tests/data/studies/quick.yaml");

    CHECK(study.id == "quick");
    CHECK(study.title.zh == "快速研究");
    REQUIRE(study.scenarios.size() == 2);
    CHECK(study.scenarios[1].id == "mini-mandate");
    REQUIRE(study.correlations.size() == 1);
    CHECK(study.correlations[0].first.text == "fuel-use");
    CHECK(study.correlations[0].second.text == "grid");
    CHECK(study.correlations[0].rank == 0.6);
    REQUIRE(study.groups.size() == 1);
    CHECK(study.groups[0].id.text == "fuel");
    CHECK(study.groups[0].members.size() == 2);
    REQUIRE(study.condition);
    CHECK(study.condition->by == study::Conditioning::weights);
    REQUIRE(study.condition->statistics.size() == 1);
    CHECK(study.condition->statistics[0].years == std::vector<int>{2020, 2021});
    CHECK(study.condition->statistics[0].error == 0.05);
    CHECK(study.keep.summaries == std::vector<std::string>{"all"});
    CHECK(study.keep.series == std::vector<std::string>{"co2_by_boundary", "nev_sales_share_auto"});
    CHECK(study.keep.inputs);
    CHECK(study.fail_above == 0.001);
    // The files that it was read from: two scenarios, one of them twice, and the pack twice.
    CHECK(study.files.size() > 20);
}

TEST_CASE("Shares are written as percent or as numbers") {
    const std::string ppp = "  drivers.ppp: {uniform: [3, 5]" + kLabel;
    const std::string mc = "{kind: mc, samples: 1, seed: 1}";
    CHECK(study_of(ppp, "", "", mc, "fail-above: 2 %\n").fail_above == 0.02);
    CHECK(study_of(ppp, "", "", mc, "fail-above: 0.02\n").fail_above == 0.02);
    CHECK(study_of(ppp, "", "", mc, "fail-above: 0\n").fail_above == 0.0);
}

TEST_CASE("What is kept may be nothing") {
    const auto study = study_of("  drivers.ppp: {uniform: [3, 5]" + kLabel, "", "",
                                "{kind: mc, samples: 1, seed: 1}",
                                "keep: {summaries: [], series: [], inputs: false}\n");
    CHECK(study.keep.summaries.empty());
    CHECK(study.keep.series.empty());
    CHECK_FALSE(study.keep.inputs);
}

TEST_CASE("The shipped study loads and every input lands somewhere") {
    const study::Study study = study_at("scenarios/china/uncertainty.yaml");
    const study::DrawPlan plan = study::plan_draws(study);

    std::vector<std::string> idle;
    for (const auto& input : study.inputs) {
        bool lands = !input.same_as.empty();
        for (const auto& dimension : plan.dimensions) lands |= dimension.input == input.id;
        if (!lands) idle.push_back(input.id);
    }
    CHECK(idle.empty());
    CHECK(plan.dimensions.size() >= 100);
}

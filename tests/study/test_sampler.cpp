// The quantiles of a study, sample by sample.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <numeric>

#include "study/sampler.hpp"
#include "support/studies.hpp"

using namespace tanlu;
using namespace tanlu::test;

namespace {

const std::string kC = "source: test, grade: C}\n";
const std::string kPpp = "  drivers.ppp: {uniform: [4, 5], unit: CNY2020/int$2017, " + kC;
const std::string kTime = "  passenger.time-value: {from-range: uniform, " + kC;
const std::string kCar = "  passenger.modes.car.local-share: {from-range: uniform, " + kC;

using Columns = std::map<std::string, std::vector<double>>;

/// Quantiles of all samples by dimension.
Columns quantiles_of(const study::Study& study) {
    const auto plan = study::plan_draws(study);
    const study::Sampler sampler(study, plan);
    std::vector<Lanes> batch(sampler.dimensions()), scratch;
    Columns columns;
    for (std::uint64_t first = 0; first < sampler.size(); first += kLaneCount) {
        sampler.draw(first, batch, scratch);
        for (std::size_t d = 0; d < batch.size(); ++d) {
            auto& column = columns[plan.dimensions[d].id];
            for (int i = 0; i < kLaneCount && column.size() < sampler.size(); ++i) {
                column.push_back(batch[d][i]);
            }
        }
    }
    return columns;
}

Columns quantiles_of(const std::string& inputs, const std::string& design,
                     const std::string& rest = {}) {
    return quantiles_of(study_of(inputs, "", "", design, rest));
}

std::vector<double> ranks(const std::vector<double>& numbers) {
    std::vector<std::size_t> order(numbers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
    std::vector<double> result(numbers.size());
    for (std::size_t r = 0; r < order.size(); ++r) result[order[r]] = static_cast<double>(r);
    return result;
}

double rank_correlation(const std::vector<double>& a, const std::vector<double>& b) {
    const auto x = ranks(a);
    const auto y = ranks(b);
    const double middle = static_cast<double>(x.size() - 1) / 2.0;
    double product = 0.0;
    double squares = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        product += (x[i] - middle) * (y[i] - middle);
        squares += (x[i] - middle) * (x[i] - middle);
    }
    return product / squares;
}

}  // namespace

TEST_CASE("Another input or another order does not change the draws of an input") {
    const auto design =
        GENERATE("{kind: mc, samples: 100, seed: 5}", "{kind: lhs, samples: 100, seed: 5}");
    CAPTURE(design);
    const auto two = quantiles_of(kPpp + kTime, design);
    CHECK(quantiles_of(kPpp, design).at("drivers.ppp") == two.at("drivers.ppp"));
    const auto three = quantiles_of(kCar + kTime + kPpp, design);
    CHECK(three.at("drivers.ppp") == two.at("drivers.ppp"));
    CHECK(three.at("passenger.time-value") == two.at("passenger.time-value"));
    CHECK(two.at("drivers.ppp") != two.at("passenger.time-value"));
}

TEST_CASE("More samples of a Monte Carlo design begin with the same ones") {
    const auto few = quantiles_of(kPpp, "{kind: mc, samples: 50, seed: 5}").at("drivers.ppp");
    const auto many = quantiles_of(kPpp, "{kind: mc, samples: 500, seed: 5}").at("drivers.ppp");
    CHECK(std::equal(few.begin(), few.end(), many.begin()));
    CHECK(quantiles_of(kPpp, "{kind: mc, samples: 50, seed: 6}").at("drivers.ppp") != few);
}

TEST_CASE("A Latin hypercube has one point in each stratum of each input") {
    for (const auto& [id, column] :
         quantiles_of(kPpp + kTime, "{kind: lhs, samples: 100, seed: 5}")) {
        CAPTURE(id);
        std::vector<int> counts(100, 0);
        for (const double u : column) ++counts[static_cast<std::size_t>(100.0 * u)];
        CHECK(counts == std::vector<int>(100, 1));
    }
}

TEST_CASE("A scrambled Sobol sequence has one point in each dyadic stratum") {
    for (const auto& [id, column] :
         quantiles_of(kPpp + kTime, "{kind: sobol, samples: 64, seed: 5}")) {
        CAPTURE(id);
        std::vector<int> counts(64, 0);
        for (const double u : column) ++counts[static_cast<std::size_t>(64.0 * u)];
        CHECK(counts == std::vector<int>(64, 1));
    }
}

TEST_CASE("A grid has every combination of its levels") {
    const auto columns = quantiles_of(kPpp + kTime, "{kind: grid, levels: 3}");
    // (l + 1/2) / 3, the last dimension fastest.
    CHECK(columns.at("drivers.ppp").size() == 9);
    CHECK(columns.at("drivers.ppp")[3] == Approx(0.5));
    CHECK(columns.at("passenger.time-value")[1] == Approx(0.5));
    CHECK(columns.at("passenger.time-value")[2] == Approx(5.0 / 6.0));
}

TEST_CASE("Rank correlations are as asked for and leave the others alone") {
    const std::string design = "{kind: mc, samples: 4096, seed: 5}";
    const auto free = quantiles_of(kPpp + kTime + kCar, design);
    const auto bound = quantiles_of(
        kPpp + kTime + kCar, design,
        "correlations:\n  - {between: [drivers.ppp, passenger.time-value], rank: -0.8, source: "
        "test, grade: U}\n");
    // Standard error of a rank correlation of 0.8 from 4096 samples: about 0.36 / 64 = 0.006.
    CHECK(rank_correlation(bound.at("drivers.ppp"), bound.at("passenger.time-value")) ==
          Approx(-0.8).margin(0.025));
    CHECK(rank_correlation(free.at("drivers.ppp"), free.at("passenger.time-value")) ==
          Approx(0.0).margin(0.06));
    const std::string other = "passenger.modes.car.local-share";
    CHECK(bound.at(other) == free.at(other));
    CHECK(bound.at("drivers.ppp") == free.at("drivers.ppp"));  // the first keeps its numbers
}

TEST_CASE("Correlations that cannot all be are moved with a warning") {
    const auto study = study_of(
        kPpp + kTime + kCar, "", "", "{kind: mc, samples: 8, seed: 5}",
        "correlations:\n"
        "  - {between: [drivers.ppp, passenger.time-value], rank: 0.9, source: test, grade: U}\n"
        "  - {between: [drivers.ppp, passenger.modes.car.local-share], rank: 0.9, source: test, "
        "grade: U}\n"
        "  - {between: [passenger.time-value, passenger.modes.car.local-share], rank: -0.9, "
        "source: "
        "test, grade: U}\n");
    const auto plan = study::plan_draws(study);
    const study::Sampler sampler(study, plan);
    REQUIRE(sampler.warnings().size() == 1);
    CHECK_THAT(sampler.warnings()[0], Catch::Contains("passenger.time-value"));
}

TEST_CASE("Elementary effects move one input at a time") {
    const auto columns = quantiles_of(kPpp + kTime, "{kind: morris, trajectories: 5, seed: 5}");
    const auto& a = columns.at("drivers.ppp");
    const auto& b = columns.at("passenger.time-value");
    REQUIRE(a.size() == 5 * 3);
    for (std::size_t row = 0; row < a.size(); ++row) {
        if (row % 3 == 0) continue;
        CHECK((a[row] != a[row - 1]) != (b[row] != b[row - 1]));
    }
}

TEST_CASE("Pairs of rows for variance-based indices swap inputs by group") {
    // A, AB of each group, B: four rows with two inputs, three where they are one group.
    const std::string design = "{kind: saltelli, samples: 4, seed: 5}";
    const auto alone = quantiles_of(kPpp + kTime, design);
    const auto& a = alone.at("drivers.ppp");
    const auto& b = alone.at("passenger.time-value");
    REQUIRE(a.size() == 16);
    CHECK(a[1] == a[3]);  // AB_1 has the first input from B
    CHECK(a[2] == a[0]);
    CHECK(b[1] == b[0]);
    CHECK(b[2] == b[3]);
    const auto together =
        quantiles_of(kPpp + kTime, design, "groups:\n  all: [drivers.ppp, passenger.time-value]\n");
    CHECK(together.at("drivers.ppp").size() == 12);
}

TEST_CASE("A table of quantiles is taken by the names of its columns") {
    auto study = study_of(kPpp + kTime, "", "", "{kind: file, file: table.csv}");
    study.design.table = "passenger.time-value,drivers.ppp,more\n0.1,0.2,9\n\n0.3,1,9\n";
    const auto columns = quantiles_of(study);
    CHECK(columns.at("drivers.ppp") == std::vector<double>{0.2, 1.0});
    CHECK(columns.at("passenger.time-value") == std::vector<double>{0.1, 0.3});
}

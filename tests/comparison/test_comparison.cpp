// Comparisons, worked out by hand.
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "comparison/factors.hpp"
#include "comparison/income.hpp"
#include "comparison/paired.hpp"
#include "comparison/places.hpp"
#include "comparison/ranks.hpp"
#include "comparison/samples.hpp"

using namespace tanlu::comparison;
using tanlu::indicators::AnnualSeries;

namespace {

const double kNone = std::nan("");
using Numbers = std::vector<double>;

AnnualSeries from_2019(const Numbers& values) {
    return {.first_year = 2019, .values = values};
}

/// A branch by its factors after the population: travel per head 1, share, load, energy, carbon 1.
Branch branch(const std::string& id, double people, double share, double load, double energy) {
    const double activity = people * share;
    return {
        id, people, activity, activity * load, activity * load * energy, activity * load * energy};
}

double sum_of(const std::array<double, kFactorCount>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

}  // namespace

TEST_CASE("Kendall's tau counts pairs in order against pairs out of order") {
    // Of six pairs one (3, 2) is turned round: (5 - 1) / 6.
    CHECK(kendall_tau(Numbers{1, 2, 3, 4}, Numbers{1, 3, 2, 4}) == Approx(4.0 / 6.0));
    CHECK(kendall_tau(Numbers{1, 2, 3}, Numbers{30, 20, 10}) == Approx(-1.0));
    // Tied in the first list: one of three pairs. Two agree: 2 / sqrt(2 * 3).
    CHECK(kendall_tau(Numbers{1, 1, 2}, Numbers{1, 2, 3}) == Approx(2.0 / std::sqrt(6.0)));
    CHECK(std::isnan(kendall_tau(Numbers{1, 1}, Numbers{1, 2})));
    CHECK(std::isnan(kendall_tau(Numbers{1, kNone}, Numbers{1, 2})));
}

TEST_CASE("Ties share the ranks that they span") {
    Numbers matrix(9, 0.0);
    count_ranks(Numbers{3, 1, 3}, matrix);
    CHECK(matrix == Numbers{0, 0.5, 0.5, 1, 0, 0, 0, 0.5, 0.5});
}

TEST_CASE("The order of samples is held against that of the medians") {
    // Medians (rank ceil(n / 2) of three): 1 and 2. Orders: as the medians, turned round, as they.
    const auto ranks = rank_stability({{1, 2, 1, 9}, {2, 1, 2, kNone}});
    CHECK(ranks.samples == 3);
    CHECK(ranks.median == Numbers{1, 2});
    CHECK(ranks.probability[0] == Approx(2.0 / 3.0));
    CHECK(ranks.probability[1] == Approx(1.0 / 3.0));
    CHECK(ranks.probability[2] == Approx(1.0 / 3.0));
    CHECK(ranks.tau_mean == Approx(1.0 / 3.0));
    CHECK(ranks.tau_p05 == Approx(-1.0));
    CHECK(ranks.tau_p95 == Approx(1.0));
    CHECK(rank_stability({{kNone}, {1}}).samples == 0);
}

TEST_CASE("Differences are taken within a sample") {
    // -1, 0, -2. Variances about the means 2, 3 and -1: 2/3, 2 and 2/3; (2/3) / (2/3 + 2) = 1/4.
    const auto paired = paired_difference(Numbers{1, 2, 3, kNone}, Numbers{2, 2, 5, 1});
    CHECK(paired.difference.count == 3);
    CHECK(paired.difference.mean == Approx(-1.0));
    CHECK(paired.difference.p05 == Approx(-2.0));
    CHECK(paired.difference.p50 == Approx(-1.0));
    CHECK(paired.difference.p95 == Approx(0.0));
    CHECK(paired.below == Approx(2.0 / 3.0));
    CHECK(paired.equal == Approx(1.0 / 3.0));
    CHECK(paired.variance_ratio == Approx(0.25));
    // The same numbers: nothing is left; opposite ones: twice what independent draws give.
    CHECK(paired_difference(Numbers{1, 2}, Numbers{1, 2}).variance_ratio == 0.0);
    CHECK(paired_difference(Numbers{1, 2}, Numbers{2, 1}).variance_ratio == Approx(2.0));
    CHECK(std::isnan(paired_difference(Numbers{1, 1}, Numbers{2, 2}).variance_ratio));
    CHECK(relative_changes(Numbers{3, 1}, Numbers{2, 4}) == Numbers{0.5, -0.75});
    CHECK(std::isnan(relative_changes(Numbers{3}, Numbers{0}).front()));
}

TEST_CASE("Paths are aligned by income, linear between years") {
    // GDP per head 40, 50, 70: 60 is passed half way through 2020. The value there: (2 + 4) / 2.
    const Numbers income{40, 50, 70};
    const Numbers values{1, 2, 4};
    CHECK(passing_time(from_2019(income), 60.0) == 2020.5);
    CHECK(value_at(from_2019(values), 2020.5) == 3.0);
    CHECK(passing_time(from_2019(income), 40.0) == 2019.0);
    CHECK(passing_time(from_2019(income), 70.0) == 2021.0);
    CHECK_FALSE(passing_time(from_2019(income), 30.0));
    CHECK_FALSE(passing_time(from_2019(income), 70.1));
    CHECK_FALSE(value_at(from_2019(values), 2021.5));
    CHECK(value_at(from_2019(values), 2021.0) == 4.0);
    // A fall and a second rise: the first passing counts.
    CHECK(passing_time(from_2019(Numbers{40, 60, 50, 70}), 55.0) == 2019.75);

    CHECK(income_levels(42, 78) == Numbers{45, 50, 55, 60, 65, 70, 75});
    CHECK(income_levels(60000, 260000) == Numbers{100000, 150000, 200000, 250000});
    CHECK(income_levels(5, 5).empty());
}

TEST_CASE("Distance of pathways is a root mean square over common years") {
    // 2020 and 2021 are common: 2 - 3 and 3 - 5; sqrt((1 + 4) / 2).
    const Numbers a{1, 2, 3};
    const Numbers b{3, 5};
    const AnnualSeries later{.first_year = 2020, .values = b};
    CHECK(pathway_distance(from_2019(a), later) == Approx(std::sqrt(2.5)));
    CHECK(pathway_distance(from_2019(a), from_2019(a)) == 0.0);
    const AnnualSeries apart{.first_year = 2050, .values = b};
    CHECK(std::isnan(pathway_distance(from_2019(a), apart)));
}

TEST_CASE("The worked example of the decomposition is reproduced in space") {
    // Model specification §12.1: population, share, load and energy intensity.
    const Place before{100,
                       {branch("car", 100, 0.7, 2, 0.5), branch("bus", 100, 0.3, 1, 0.8),
                        branch("metro", 100, 0, 0.5, 0.6)}};
    const Place after{130,
                      {branch("car", 130, 0.5, 1.8, 0.5), branch("bus", 130, 0.3, 0.9, 0.7),
                       branch("metro", 130, 0.2, 0.45, 0.3)}};
    const auto effects = spatial_effects(after, before);
    const auto& d = effects.difference;
    CHECK(d[0] == Approx(23.183027646299).margin(1e-10));
    CHECK(d[1] == Approx(0.0).margin(1e-10));
    CHECK(d[2] == Approx(-18.050502171317).margin(1e-10));
    CHECK(d[3] == Approx(-9.309864482807).margin(1e-10));
    CHECK(d[4] == Approx(-3.242660992174).margin(1e-10));
    CHECK(d[5] == Approx(0.0).margin(1e-10));
    CHECK(sum_of(d) == Approx(-7.42).margin(1e-10));
    double product = 1.0;
    for (const double ratio : effects.ratio) product *= ratio;
    CHECK(product == Approx(86.58 / 94.0));
    // Turned round, every factor changes its sign.
    const auto back = spatial_effects(before, after);
    for (std::size_t j = 0; j < kFactorCount; ++j) CHECK(back.difference[j] == Approx(-d[j]));
}

TEST_CASE("Effects against the mean place add up to each difference and to nothing in all") {
    const std::vector<Place> places{
        {100, {branch("car", 150, 0.7, 2, 0.5), branch("bus", 150, 0.3, 1, 0.8)}},
        {300, {branch("car", 200, 0.9, 1.5, 0.7), {"pipeline", 40, 40, 40, 40, 12}}},
        // Kilometres without passengers: told apart by energy only.
        {50, {branch("car", 60, 0.5, 1, 0.6), {"bus", 60, 0, 5, 9, 4}, {"ship"}}}};
    const Place mean = mean_place(places);
    CHECK(mean.population == Approx(150.0));
    const double all = places[0].emission() + places[1].emission() + places[2].emission();
    CHECK(mean.emission() == Approx(all / 3.0));
    for (const Place& place : places) {
        const auto effects = spatial_effects(place, mean);
        CHECK(sum_of(effects.difference) == Approx(place.emission() - mean.emission()));
        double product = 1.0;
        for (const double ratio : effects.ratio) product *= ratio;
        CHECK(product == Approx(place.emission() / mean.emission()));
    }
    for (const double d : spatial_effects(places[0], places[0]).difference) CHECK(d == 0.0);
}

TEST_CASE("What one place lacks shows in the modal split alone") {
    const Place with{10, {branch("car", 10, 0.5, 1, 1), branch("metro", 10, 0.5, 1, 0.2)}};
    const Place without{10, {branch("car", 10, 0.5, 1, 1), branch("metro", 10, 0, 1, 0)}};
    const auto effects = spatial_effects(with, without);
    CHECK(effects.difference[2] == Approx(1.0));  // 10 * 0.5 * 0.2
    CHECK(effects.difference[4] == 0.0);
}

TEST_CASE("Changes are taken against the reference of the same region, in years and in samples") {
    const auto subject = [](const std::string& region, const std::string& scenario, double now) {
        Subject made;
        made.region = region;
        made.scenario = scenario;
        made.label = region;
        made.paths = {{"total", "ttw", "kg/yr", 2030, {now}}};
        return made;
    };
    const auto section = transfer({subject("a", "reference", 200), subject("a", "metro", 150),
                                   subject("b", "reference", 80), subject("b", "metro", 88)},
                                  "reference", {2030});
    REQUIRE(section.records.size() == 4);
    CHECK(section.records[0].value == -50.0);
    CHECK(section.records[1].value == Approx(-0.25));
    CHECK(section.records[3].region == "b");
    CHECK(section.records[3].value == Approx(0.1));

    Section samples;
    add_transfer(samples, {{"a", "reference", ""}, {"a", "metro", ""}}, "reference",
                 {"cumulative", "ttw", "", "kg", {{10, 20, 40}, {9, 10, 50}}});
    // Differences -1, -10, 10; relative -0.1, -0.5, 0.25. Medians: the second of three.
    REQUIRE(samples.records.size() == 6);
    CHECK(samples.records[1].value == -1.0);
    CHECK(samples.records[4].statistic == "relative-p50");
    CHECK(samples.records[4].value == Approx(-0.1));
}

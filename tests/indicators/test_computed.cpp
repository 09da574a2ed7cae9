// Emission indicators on a result, with the working shown.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "indicators/families.hpp"
#include "indicators/summary.hpp"
#include "sample_result.hpp"

namespace tanlu::indicators {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kMt = 1e9;  // kg

View policy(const Dataset& result) {
    return View(result, kPolicy, 0);
}

double at(const Dataset& result, const Outcome& outcome, int year) {
    return outcome.by_year.at(result.index("year", std::to_string(year)));
}

/// Road rises by 10 Mt/yr from 900 in 2019 to 990 in 2028 and falls by 30 Mt/yr after, to 30 in
/// 2060; rail is 10 throughout. Total: 1000 in 2028, 940 in 2030, 40 in 2060.
Dataset tent_result() {
    Dataset result = empty_result();
    for (const auto* boundary : {"ttw", "ttw_grid", "wtw"}) {
        set(result, "emissions", {"road", boundary}, [](int year) {
            return kMt *
                   (year <= 2028 ? 990.0 - 10.0 * (2028 - year) : 990.0 - 30.0 * (year - 2028));
        });
        set(result, "emissions", {"rail", boundary}, 10.0 * kMt);
    }
    return result;
}

TEST_CASE("computed: level, year and status of the peak sum over subsectors") {
    const Dataset result = tent_result();
    CHECK(*peak_level(policy(result), "ttw").front().value == Approx(1000.0));
    CHECK(*peak_year(policy(result), "ttw").front().value == 2028.0);
    CHECK(peak_status(policy(result), "ttw").front().text == "peaked");
    CHECK(*decline_onset_year(policy(result), "ttw").front().value == 2029.0);
    CHECK(before_2030_strict(policy(result), "ttw").front().text == "yes");
    CHECK(*residual_2060(policy(result), "ttw").front().value == Approx(40.0));
}

TEST_CASE("computed: the plateau holds the years within 2 % of the peak") {
    // 98 % of 1000 is 980: 2026 (980), 2027 (990), 2028 (1000); 2029 has 970.
    const Dataset result = tent_result();
    CHECK(*plateau_start(policy(result), "ttw").front().value == 2026.0);
    CHECK(*plateau_end(policy(result), "ttw").front().value == 2028.0);
    CHECK(*plateau_length(policy(result), "ttw").front().value == 3.0);
    CHECK(*band_years(policy(result), "ttw").front().value == 3.0);
}

TEST_CASE("computed: decline to 2060 and cumulative emissions") {
    const Dataset result = tent_result();
    // (1000 - 40)/(1000 32) = 3 % of the peak per year.
    CHECK(*decline_linear(policy(result), "ttw").front().value == Approx(3.0));
    CHECK(*max_drop(policy(result), "ttw").front().value == Approx(3.0));
    // 2020-2028: 9 values around 960 = 8640; 2029-2060: 32 values around (970+40)/2 = 505: 16160.
    CHECK(*cumulative(policy(result), "ttw").front().value == Approx((8640.0 + 16160.0) / 1000.0));
    // At or below 500 from 1000 - 30 n <= 500, n = 17: 2045.
    CHECK(*half_peak(policy(result), "ttw").front().value == 2045.0);
    // 10 %: 1000 - 30 n <= 100, n = 30: 2058. 5 %: n = 32: 2060 (40).
    CHECK(*near_zero_year_10(policy(result), "ttw").front().value == 2058.0);
    CHECK(*near_zero_year_5(policy(result), "ttw").front().value == 2060.0);
    const Outcome zero = net_zero_year(policy(result), "ttw").front();
    CHECK_FALSE(zero.value);
    CHECK(zero.text == "not by 2060");
    CHECK(zero.switches == std::vector<Switch>{{"removals", "0 (default)"}});
}

TEST_CASE("computed: near zero is 10 % and 5 % of the peak, in the rows of these names") {
    Dataset result = empty_result();
    set(result, "emissions", {"road", "ttw"}, [](int year) {
        return year < 2040   ? 100.0
               : year < 2045 ? 11.0
               : year < 2050 ? 10.0
               : year < 2055 ? 5.1
                             : 5.0;
    });
    CHECK(*near_zero_year_10(policy(result), "ttw").front().value == 2045.0);
    CHECK(*near_zero_year_5(policy(result), "ttw").front().value == 2055.0);
}

TEST_CASE("computed: reductions against the peak and against 2020, with its neighbours") {
    const Dataset result = tent_result();
    const Outcomes all = reduction(policy(result), "ttw");
    REQUIRE(all.size() == 5);
    CHECK(all[0].variant == "versus the peak");
    CHECK(at(result, all[0], 2060) == Approx(96.0));  // 1 - 40/1000
    CHECK(all[2].variant == "versus 2020");
    CHECK(at(result, all[2], 2060) == Approx(100.0 * (1.0 - 40.0 / 920.0)));
    CHECK(all[4].variant == "versus 2005");
    CHECK_FALSE(all[4].missing.empty());
}

TEST_CASE("computed: CO2 per GDP and per head") {
    Dataset result = tent_result();
    set(result, "gdp", {}, 94e12);  // CNY
    set(result, "population", {}, 1.41e9);
    // 940e9 kg / 94e12 CNY = 0.01 kg/CNY = 10 kg/1000 CNY = 0.1 t/10^4 CNY in 2030.
    CHECK(at(result, co2_per_gdp(policy(result), "ttw").front(), 2030) == Approx(10.0));
    CHECK(at(result, transport_co2_per_gdp(policy(result), "ttw").front(), 2030) == Approx(0.1));
    // 940e6 t / 1.41e9 = 0.6667 t.
    CHECK(at(result, per_capita(policy(result), "ttw").front(), 2030) == Approx(2.0 / 3.0));
    // 940e6 t = 94000 times 10^4 t.
    CHECK(at(result, transport_co2(policy(result), "ttw").front(), 2030) == Approx(94000.0));
}

TEST_CASE("computed: a zero denominator is undefined and counted, in its years only") {
    Dataset result = tent_result();
    set(result, "gdp", {}, [](int year) { return year < 2022 ? 0.0 : 1e14; });
    const Outcome outcome = co2_per_gdp(policy(result), "ttw").front();
    CHECK(outcome.undefined == 3);  // 2019, 2020, 2021
    CHECK(std::isnan(at(result, outcome, 2021)));
    CHECK(at(result, outcome, 2022) == Approx(9.4));  // 940e9 / 1e14 1000
}

TEST_CASE("computed: NaN in some years makes the total undefined, in all years it is no cell") {
    Dataset result = tent_result();
    set(result, "emissions", {"rail", "ttw"}, kNaN);  // rail does not exist
    CHECK(*peak_level(policy(result), "ttw").front().value == Approx(990.0));
    set(result, "emissions", {"rail", "ttw"}, [](int year) { return year > 2050 ? kNaN : 0.0; });
    const Outcome level = peak_level(policy(result), "ttw").front();
    CHECK_FALSE(level.value);
    CHECK(level.undefined == 10);
    CHECK(level.text == "undefined: no number in 10 of 42 years");
    CHECK(peak_status(policy(result), "ttw").front().undefined == 10);
    CHECK_FALSE(before_2030_strict(policy(result), "ttw").front().value);
}

TEST_CASE("computed: decoupling is the ratio of growth rates, undefined without growth") {
    Dataset result = tent_result();
    set(result, "gdp", {},
        [](int year) { return year <= 2030 ? 1e14 * (1 + 0.05 * (year - 2019)) : 1.55e14; });
    const Outcomes periods = decoupling(policy(result), "ttw");
    REQUIRE(periods.size() == 2);
    // Emissions 910 to 940: 3.2967 %; GDP + 55 %: 0.05994.
    CHECK(periods[0].variant == "2019-2030");
    CHECK(*periods[0].value == Approx((940.0 / 910.0 - 1.0) / 0.55));
    CHECK_FALSE(periods[1].value);
    CHECK(periods[1].text == "GDP hardly changes");
}

TEST_CASE("computed: the gap between boundaries is one of years") {
    Dataset result = tent_result();
    set(result, "emissions", {"road", "wtw"},
        [](int year) { return kMt * (1000.0 - std::abs(year - 2033)); });
    const Outcome gap = wtw_ttw_gap(policy(result), "").front();
    CHECK(*gap.value == 5.0);
    set(result, "emissions", {"road", "wtw"}, [](int year) { return kMt * year; });
    CHECK(wtw_ttw_gap(policy(result), "").front().text == "wtw not_peaked, ttw peaked");
}

TEST_CASE("computed: savings are counted against the reference scenario of the same result") {
    Dataset result = tent_result();
    const auto same = [](int year) {
        return kMt * (year <= 2028 ? 990.0 - 10.0 * (2028 - year) : 990.0 - 30.0 * (year - 2028));
    };
    set(result, "emissions", {"road", "ttw"}, same, "reference");
    set(result, "emissions", {"rail", "ttw"}, 60.0 * kMt, "reference");
    // 50 Mt more in each of 41 years.
    CHECK(*cumulative_saving(policy(result), "ttw").front().value == Approx(2.05));
    result.attributes["reference_scenario"] = "base";
    CHECK_THROWS_AS(cumulative_saving(policy(result), "ttw"), MissingInput);
}

TEST_CASE("computed: energy peaks and the share of electricity") {
    Dataset result = empty_result();
    set(result, "energy", {"road", "gasoline"},
        [](int year) { return 300.0 - std::abs(year - 2027); });
    set(result, "energy", {"rail", "diesel"}, 100.0);
    set(result, "energy", {"rail", "electricity"}, [](int year) { return year * 1.0; });
    CHECK(*oil_peak_year(policy(result), "").front().value == 2027.0);
    // Electricity rises by 1 a year, gasoline falls by 1: the total is flat from 2027 on.
    CHECK(energy_peak_year(policy(result), "").front().text == "not_peaked");
    // 2030: 2030 / (2030 + 297 + 100).
    CHECK(at(result, elec_share(policy(result), "").front(), 2030) == Approx(203000.0 / 2427.0));
    result.attributes.erase("petroleum_carriers");
    CHECK_THROWS_WITH(oil_peak_year(policy(result), ""), "attribute petroleum_carriers");
}

TEST_CASE("summary: peak, tests and values by boundary") {
    const Dataset result = tent_result();
    const TrajectorySummary summary = summarise(result, kPolicy, 0);
    CHECK(summary.scenario == "policy");
    CHECK(summary.region == "china");
    CHECK(summary.first_year == 2019);
    REQUIRE(summary.boundaries.size() == 3);
    const BoundarySummary& ttw = summary.boundaries[0];
    CHECK(ttw.boundary == "ttw");
    CHECK(ttw.peak.year == 2028);
    CHECK(ttw.peak.level == Approx(1000.0 * kMt));
    CHECK(ttw.before_2030_strict == true);
    CHECK(ttw.in_2030 == Approx(940.0 * kMt));
    CHECK(ttw.in_2035 == Approx(790.0 * kMt));
    CHECK(ttw.in_2060 == Approx(40.0 * kMt));
    CHECK(ttw.gross_zero_2060 == true);  // 40 <= 5 % of 1000
    CHECK(summary.boundaries[2].gases == "co2e (AR6 GWP100)");
    CHECK(std::isnan(summarise(empty_result(2019, 2030), kPolicy, 0).boundaries[0].in_2060));
}

}  // namespace
}  // namespace tanlu::indicators

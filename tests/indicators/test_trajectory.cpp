// What the reference cases leave open: readings of "before 2030", near zero, undefined years.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "indicators/trajectory.hpp"

namespace tanlu::indicators {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

AnnualSeries from(int first_year, const std::vector<double>& values) {
    return {.first_year = first_year, .values = values};
}

/// 10 per year less on both sides of a peak of 100.
std::vector<double> tent(int first_year, int peak_year, int last_year) {
    std::vector<double> values;
    for (int year = first_year; year <= last_year; ++year) {
        values.push_back(100.0 - 10.0 * std::abs(year - peak_year));
    }
    return values;
}

TEST_CASE("trajectory: before 2030 strict and inclusive differ in 2030 alone") {
    for (const int peak_year : {2028, 2029, 2030, 2031}) {
        CAPTURE(peak_year);
        const auto values = tent(2024, peak_year, 2036);
        const Peak peak = find_peak(from(2024, values));
        REQUIRE(peak.year == peak_year);
        CHECK(peaked_before_2030(peak, Reading::strict) == (peak_year <= 2029));
        CHECK(peaked_before_2030(peak, Reading::inclusive) == (peak_year <= 2030));
    }
}

TEST_CASE("trajectory: the last tied year decides whether the peak is before 2030") {
    // 2028 and 2030 tie within 1e-9: first 2028, last 2030.
    const std::vector<double> values{90, 100, 99, 100 * (1 - 0.5e-9), 90, 80, 70, 60};
    const Peak peak = find_peak(from(2027, values));
    CHECK(peak.year == 2028);
    CHECK(peak.last_year == 2030);
    CHECK(peak.decline_onset() == 2031);
    CHECK(peaked_before_2030(peak, Reading::strict) == false);
    CHECK(peaked_before_2030(peak, Reading::inclusive) == true);
}

TEST_CASE("trajectory: values just outside the tie tolerance do not tie") {
    const std::vector<double> values{90, 100, 99, 100 * (1 - 2e-9), 90, 80, 70, 60};
    CHECK(find_peak(from(2027, values)).last_year == 2028);
}

TEST_CASE("trajectory: the edge of the plateau band has the tolerance of ties") {
    const std::vector<double> values{98 * (1 - 0.5e-9), 100, 98 * (1 - 2e-9), 90, 80, 70, 60};
    const auto plateau = find_plateau(from(2024, values));
    REQUIRE(plateau);
    CHECK(plateau->start == 2024);
    CHECK(plateau->end == 2025);
    CHECK(plateau->band_years == 2);
}

TEST_CASE("trajectory: a flat series has not peaked, before 2030 or ever") {
    const std::vector<double> values(10, 7.0);
    const Peak peak = find_peak(from(2015, values));
    CHECK(peak.status == PeakStatus::not_peaked);
    CHECK_FALSE(peak.year);
    CHECK_FALSE(peak.decline_onset());
    CHECK(peaked_before_2030(peak, Reading::inclusive) == false);
    const auto plateau = find_plateau(from(2015, values));
    REQUIRE(plateau);
    CHECK(plateau->length() == 10);
    CHECK(plateau->censored);
}

TEST_CASE("trajectory: a peak is confirmed by five later years, not by four") {
    const auto four = tent(2020, 2024, 2028);
    const auto five = tent(2020, 2024, 2029);
    CHECK(find_peak(from(2020, four)).status == PeakStatus::provisional);
    CHECK(find_peak(from(2020, five)).status == PeakStatus::peaked);
}

TEST_CASE("trajectory: an undefined year leaves nothing defined, and is counted") {
    const std::vector<double> values{90, 100, kNaN, 80, std::numeric_limits<double>::infinity(),
                                     60, 50};
    const AnnualSeries series = from(2024, values);
    CHECK(count_undefined(series) == 2);
    const Peak peak = find_peak(series);
    CHECK(peak.status == PeakStatus::undefined);
    CHECK(std::isnan(peak.level));
    CHECK_FALSE(peak.year);
    CHECK_FALSE(peaked_before_2030(peak, Reading::strict).has_value());
    CHECK_FALSE(find_plateau(series));
    CHECK(std::isnan(rebound(series)));
    CHECK(std::isnan(linear_decline(series, 2030)));
    CHECK(std::isnan(compound_decline(series, 2030)));
    CHECK(std::isnan(steepest_fall(series)));
    CHECK_FALSE(half_peak_year(series));
    CHECK_FALSE(near_zero_year(series, 0.1));
    CHECK_FALSE(is_gross_zero(series, 2030).has_value());
    CHECK_FALSE(find_net_zero(series).year);
    CHECK(std::isnan(sum_years(series, 2024, 2030)));
    CHECK(sum_years(series, 2024, 2025) == 190.0);
}

TEST_CASE("trajectory: an empty series is undefined") {
    const std::vector<double> none;
    CHECK(find_peak(from(2020, none)).status == PeakStatus::undefined);
    CHECK_FALSE(find_plateau(from(2020, none)));
}

TEST_CASE("trajectory: sums need every year and count both ends in full") {
    const std::vector<double> ones(41, 1.0);
    CHECK(sum_years(from(2020, ones), 2020, 2060) == 41.0);  // trapezoids would give 40
    CHECK(std::isnan(sum_years(from(2020, ones), 2019, 2060)));
    CHECK(std::isnan(sum_years(from(2020, ones), 2020, 2061)));
}

TEST_CASE("trajectory: near-zero years are where the series stays at or below the share") {
    // 10 % of 100 is reached in 2022, left in 2023, reached for good in 2024; 5 % in 2026.
    const std::vector<double> values{100, 40, 9, 12, 10, 8, 5, 4};
    const AnnualSeries series = from(2020, values);
    CHECK(near_zero_year(series, 0.10) == 2024);
    CHECK(near_zero_year(series, 0.05) == 2026);
    CHECK_FALSE(near_zero_year(series, 0.03));
    CHECK(half_peak_year(series) == 2021);
    CHECK(is_gross_zero(series, 2026) == true);
    CHECK(is_gross_zero(series, 2025) == false);
    CHECK_FALSE(is_gross_zero(series, 2060).has_value());
}

TEST_CASE("trajectory: declines are stated for years after the peak that the series covers") {
    const auto values = tent(2020, 2022, 2030);  // 20 in 2030
    const AnnualSeries series = from(2020, values);
    // (100 - 20)/(100 8) = 10 %; 1 - 0.2^(1/8) = 1 - exp(-1.6094379124/8) = 18.2236 %
    CHECK(linear_decline(series, 2030) == Approx(10.0));
    CHECK(compound_decline(series, 2030) == Approx(18.2236).epsilon(1e-5));
    CHECK(std::isnan(linear_decline(series, 2060)));
    CHECK(std::isnan(linear_decline(series, 2022)));
    CHECK(std::isnan(linear_decline(series, 2021)));
}

TEST_CASE("trajectory: the steepest fall is the largest step down") {
    CHECK(steepest_fall(from(2020, std::vector<double>{50, 100, 90, 65, 60})) == Approx(25.0));
    CHECK(steepest_fall(from(2020, std::vector<double>{50, 60, 80})) == Approx(-12.5));
}

TEST_CASE("trajectory: a milestone counts from where the series stays above it") {
    const std::vector<double> share{40, 55, 45, 50, 60};
    CHECK(first_year_staying_at_or_above(from(2020, share), 50.0) == 2023);
    CHECK_FALSE(first_year_staying_at_or_above(from(2020, share), 61.0));
}

TEST_CASE("trajectory: a zero reached in the last year is flagged") {
    const NetZero zero = find_net_zero(from(2050, std::vector<double>{10, 5, 0}));
    CHECK(zero.year == 2052);
    CHECK(zero.single_year);
    CHECK_FALSE(find_net_zero(from(2050, std::vector<double>{10, 0, -1})).single_year);
}

}  // namespace
}  // namespace tanlu::indicators

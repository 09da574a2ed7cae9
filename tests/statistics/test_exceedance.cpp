#include "statistics/exceedance.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "statistics/samples.hpp"

using namespace tanlu;

TEST_CASE("numbers are counted below and at and above a threshold") {
    const double infinity = std::numeric_limits<double>::infinity();
    const std::vector<double> values = {1, 2, 3, 3, std::nan(""), infinity, -infinity, 4};

    const ThresholdCounts counts = compare_with(3.0, values);
    CHECK(counts == ThresholdCounts{3, 2, 2, 1});
    CHECK(counts.total() == 7);

    const std::vector<std::uint32_t> weights = {10, 0, 1, 2, 5, 3, 4, 1000};
    CHECK(compare_with(3.0, values, weights) == ThresholdCounts{14, 3, 1003, 5});
}

TEST_CASE("neighbours of a threshold are told apart") {
    const double threshold = 0.95;
    const std::vector<double> values = {std::nextafter(threshold, 0.0), threshold,
                                        std::nextafter(threshold, 1.0)};
    CHECK(compare_with(threshold, values) == ThresholdCounts{1, 1, 1, 0});
}

TEST_CASE("counts of parts add up to those of the whole") {
    const auto samples = test::awkward_samples(1000, 3);
    ThresholdCounts sum;
    for (std::size_t i = 0; i < samples.size(); i += 125) {
        sum += compare_with(1.0, std::span(samples).subspan(i, 125));
    }
    CHECK(sum == compare_with(1.0, samples));
    CHECK(sum.total() + sum.undefined == 1000);
}

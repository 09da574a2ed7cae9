#include "sampling/sobol.hpp"

#include <catch2/catch.hpp>

#include "sampling/design_points.hpp"

namespace tanlu::sampling {
namespace {

using test::points_of;
using test::streams;

TEST_CASE("sobol: direction numbers by hand") {
    const auto v = sobol_directions(3, 5);
    // v_j = m_j / 2^j, as top bits of 64: m << (64 - j).
    const auto m = [&v](std::size_t dimension, std::size_t j) {
        return v[dimension * 5 + j - 1] >> (64 - j);
    };
    for (std::size_t j = 1; j <= 5; ++j) {
        CHECK(m(0, j) == 1);  // van der Corput
    }
    // Dimension 2: polynomial x + 1, m_1 = 1, m_j = 2 m_(j-1) xor m_(j-1): 1, 3, 5, 15, 17.
    CHECK(m(1, 1) == 1);
    CHECK(m(1, 2) == 3);
    CHECK(m(1, 3) == 5);
    CHECK(m(1, 4) == 15);
    CHECK(m(1, 5) == 17);
    // Dimension 3: x^2 + x + 1, m = 1, 3; m_j = 2 m_(j-1) xor 4 m_(j-2) xor m_(j-2):
    // m_3 = 6 xor 4 xor 1 = 3, m_4 = 6 xor 12 xor 3 = 9,
    // m_5 = 18 xor 12 xor 3 = 29.
    CHECK(m(2, 1) == 1);
    CHECK(m(2, 2) == 3);
    CHECK(m(2, 3) == 3);
    CHECK(m(2, 4) == 9);
    CHECK(m(2, 5) == 29);
}

/// Dimension `d` (from 1) of point `index`, as a fraction of 2^30.
std::uint64_t in_30_bits(const std::vector<std::uint64_t>& directions, std::size_t bits,
                         std::size_t d, std::uint64_t index) {
    return sobol_point(std::span(directions).subspan((d - 1) * bits, bits), index) >> 34U;
}

TEST_CASE("sobol: first points of dimensions 1 to 10") {
    // python3 -c "from scipy.stats import qmc; print(qmc.Sobol(10, scramble=False).random(8))"
    // (scipy 1.10.1, direction numbers new-joe-kuo-6.21201 of [S:JoeKuo08]).
    const std::vector<std::vector<double>> expected = {
        {0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5},
        {0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.25, 0.75, 0.75, 0.75},
        {0.25, 0.75, 0.75, 0.75, 0.25, 0.25, 0.75, 0.25, 0.25, 0.25},
        {0.375, 0.375, 0.625, 0.875, 0.375, 0.125, 0.375, 0.875, 0.875, 0.625},
        {0.875, 0.875, 0.125, 0.375, 0.875, 0.625, 0.875, 0.375, 0.375, 0.125},
        {0.625, 0.125, 0.875, 0.625, 0.625, 0.875, 0.125, 0.125, 0.125, 0.375},
        {0.125, 0.625, 0.375, 0.125, 0.125, 0.375, 0.625, 0.625, 0.625, 0.875}};
    const auto directions = sobol_directions(10, 8);
    for (std::size_t row = 0; row < 8; ++row) {
        for (std::size_t d = 1; d <= 10; ++d) {
            INFO("point " << row << ", dimension " << d);
            const auto bits = static_cast<double>(in_30_bits(directions, 8, d, row));
            CHECK(bits * 0x1p-30 == expected[row][d - 1]);
        }
    }
}

TEST_CASE("sobol: points of high dimensions") {
    // p = qmc.Sobol(3667, scramble=False, bits=30).random(1024); p[[1, 2, 5, 100, 777, 1023], d -
    // 1] times 2^30 (scipy 1.10.1).
    const std::vector<std::uint64_t> rows = {1, 2, 5, 100, 777, 1023};
    const std::vector<std::pair<std::size_t, std::vector<std::uint64_t>>> expected = {
        {21, {536870912, 268435456, 671088640, 813694976, 254803968, 930086912}},
        {40, {536870912, 268435456, 402653184, 142606336, 384827392, 749731840}},
        {100, {536870912, 805306368, 402653184, 947912704, 548405248, 569376768}},
        {1000, {536870912, 805306368, 671088640, 981467136, 412090368, 919601152}},
        {2000, {536870912, 268435456, 939524096, 629145600, 514850816, 326107136}},
        {3667, {536870912, 268435456, 134217728, 545259520, 351272960, 523239424}}};
    const auto directions = sobol_directions(3667, 10);
    for (const auto& [d, numbers] : expected) {
        for (std::size_t k = 0; k < rows.size(); ++k) {
            INFO("point " << rows[k] << ", dimension " << d);
            CHECK(in_30_bits(directions, 10, d, rows[k]) == numbers[k]);
        }
    }
    // All dimensions of point 1000: FNV-1a over the 3667 whole numbers.
    std::uint64_t hash = 0xcbf29ce484222325;
    for (std::size_t d = 1; d <= 3667; ++d) {
        hash = (hash ^ in_30_bits(directions, 10, d, 1000)) * 0x100000001b3;
    }
    CHECK(hash == 0xe09acfb591160477);
}

/// Number of points in each of 2^a by 2^b boxes of dimensions x and y.
std::vector<int> boxes(const std::vector<std::vector<double>>& points, std::size_t x, std::size_t y,
                       int a, int b) {
    const int columns = 1 << b;
    std::vector<int> count(static_cast<std::size_t>((1 << a) * columns), 0);
    for (const auto& p : points) {
        const int i =
            static_cast<int>(p[x] * (1 << a)) * columns + static_cast<int>(p[y] * columns);
        ++count[static_cast<std::size_t>(i)];
    }
    return count;
}

TEST_CASE("sobol: scrambled points still fill binary boxes equally") {
    const auto points = points_of(*make_sobol(256, 5, 8));
    for (std::size_t d = 0; d < 8; ++d) {  // one point in each of 256 strata
        CHECK(boxes(points, d, d == 0 ? 1 : 0, 8, 0) == std::vector<int>(256, 1));
    }
    for (int a = 0; a <= 8; ++a) {  // dimensions 1 and 2 are a (0, 8, 2)-net
        CHECK(boxes(points, 0, 1, a, 8 - a) == std::vector<int>(256, 1));
    }
}

TEST_CASE("sobol: scrambles differ by number and by seed and are uniform") {
    const auto one = points_of(*make_sobol(64, 5, 3, 0));
    CHECK(one == points_of(*make_sobol(64, 5, 3, 0)));
    CHECK(one != points_of(*make_sobol(64, 5, 3, 1)));
    CHECK(one != points_of(*make_sobol(64, 6, 3, 0)));
    // The first point over many scrambles: mean 1/2, variance 1/12.
    double sum = 0.0, squares = 0.0;
    std::vector<Lanes> u(1);
    for (std::uint32_t scramble = 0; scramble < 2000; ++scramble) {
        make_sobol(8, 5, 1, scramble)->draw(0, u);
        sum += u[0][0] / 2000.0;
        squares += (u[0][0] - 0.5) * (u[0][0] - 0.5) / 2000.0;
    }
    CHECK(sum == Approx(0.5).margin(0.026));  // 4 standard errors
    CHECK(squares == Approx(1.0 / 12.0).margin(0.007));
}

TEST_CASE("sobol: a single point and a single dimension") {
    const auto points = points_of(*make_sobol(1, 5, 2));
    REQUIRE(points.size() == 1);
    CHECK(points[0][0] > 0.0);
    CHECK(points[0][0] < 1.0);
}

TEST_CASE("sobol: the mean of the Ishigami function has a third of the error of random points") {
    const auto error = [](const Design& design) {
        double sum = 0.0;
        for (const auto& point : points_of(design)) sum += test::ishigami(point);
        return sum / static_cast<double>(design.size()) - 3.5;
    };
    double sobol = 0.0, random = 0.0;
    for (std::uint32_t k = 0; k < 32; ++k) {
        sobol += std::pow(error(*make_sobol(4096, 1, 3, k)), 2);
        random += std::pow(error(*make_mc(4096, k, streams(3))), 2);
    }
    CAPTURE(std::sqrt(sobol / 32), std::sqrt(random / 32));
    CHECK(std::sqrt(sobol) < std::sqrt(random) / 3.0);
    // Variance 13.844588: random points have an error of sqrt(13.84 / 4096) = 0.058.
    CHECK(std::sqrt(random / 32) == Approx(0.058).margin(0.025));
}

}  // namespace
}  // namespace tanlu::sampling

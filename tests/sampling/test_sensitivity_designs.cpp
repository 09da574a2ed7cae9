// The designs of sensitivity analysis: elementary effects and crossed matrices.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "sampling/design_points.hpp"
#include "sampling/morris.hpp"
#include "sampling/philox.hpp"

namespace tanlu::sampling {
namespace {

using test::points_of;

TEST_CASE("morris: each step moves one input by two thirds") {
    constexpr std::size_t kDimensions = 7;
    const auto design = make_morris(20, 3, kDimensions);
    REQUIRE(design->size() == 160);
    const auto points = points_of(*design);
    for (std::size_t trajectory = 0; trajectory < 20; ++trajectory) {
        std::vector<int> moves(kDimensions, 0);
        CHECK(design->place(trajectory * 8) == Place{trajectory, Block::kStart, kNoColumn});
        for (std::size_t step = 1; step <= kDimensions; ++step) {
            const std::size_t row = trajectory * 8 + step;
            const Place place = design->place(row);
            CHECK(place.base == trajectory);
            CHECK(place.block == Block::kStep);
            for (std::size_t d = 0; d < kDimensions; ++d) {
                const double change = std::abs(points[row][d] - points[row - 1][d]);
                CHECK(change == Approx(d == place.column ? 2.0 / 3.0 : 0.0).margin(1e-15));
                const double level = 3.0 * points[row][d];
                CHECK(level == Approx(std::round(level)).margin(1e-14));
            }
            ++moves[place.column];
        }
        CHECK(moves == std::vector<int>(kDimensions, 1));
    }
}

TEST_CASE("morris: elementary effects of a linear function are its coefficients") {
    const std::vector<double> c = {3.0, -1.0, 0.0, 7.5};
    const auto design = make_morris(10, 1, 4);
    const auto points = points_of(*design);
    for (std::uint64_t row = 1; row < design->size(); ++row) {
        const Place place = design->place(row);
        if (place.block != Block::kStep) continue;
        const auto f = [&](std::uint64_t r) {
            return std::inner_product(c.begin(), c.end(), points[r].begin(), 0.0);
        };
        const double step = points[row][place.column] - points[row - 1][place.column];
        CHECK((f(row) - f(row - 1)) / step == Approx(c[place.column]).epsilon(1e-12).margin(1e-12));
    }
}

TEST_CASE("morris: a tail keeps levels away from the ends") {
    for (const auto& point : points_of(*make_morris(4, 1, 3, 0.02))) {
        for (const double u : point) {
            const bool is_level = std::abs(u - 0.02) < 1e-15 || std::abs(u - 0.34) < 1e-15 ||
                                  std::abs(u - 0.66) < 1e-15 || std::abs(u - 0.98) < 1e-15;
            CHECK(is_level);
        }
    }
}

TEST_CASE("morris: trajectories start everywhere and go both ways") {
    std::vector<int> starts(4, 0);
    std::vector<int> first(3, 0);
    for (std::uint64_t i = 0; i < 1200; ++i) {
        const Trajectory trajectory = random_trajectory(5, i, 3);
        ++starts[static_cast<std::size_t>(trajectory.start[1])];
        ++first[trajectory.order[0]];
    }
    for (const int count : starts) CHECK(std::abs(count - 300) < 60);  // standard error 15
    for (const int count : first) CHECK(std::abs(count - 400) < 66);   // standard error 16
}

TEST_CASE("morris: distance between trajectories by hand") {
    // One input: points 0, 2 and 1, 3 (in levels): |0-1| + |0-3| + |2-1| + |2-3| = 6.
    CHECK(distance({{0}, {0}}, {{1}, {0}}) == 6.0);
    CHECK(distance({{1}, {0}}, {{1}, {0}}) == 0.0);
    // Two inputs: (0,0) (2,0) (2,2) and (0,0) (0,2) (2,2):
    // 0 + 2 + sqrt 8, 2 + sqrt 8 + 2, sqrt 8 + 2 + 0.
    CHECK(distance({{0, 0}, {0, 1}}, {{0, 0}, {1, 0}}) == Approx(8.0 + 3.0 * std::sqrt(8.0)));
}

TEST_CASE("morris: distance is symmetric and that of the definition") {
    for (std::uint64_t i = 0; i < 20; i += 2) {
        const Trajectory a = random_trajectory(1, i, 6);
        const Trajectory b = random_trajectory(1, i + 1, 6);
        double sum = 0.0;
        for (std::size_t p = 0; p <= 6; ++p) {
            for (std::size_t q = 0; q <= 6; ++q) {
                const std::vector<int> x = a.levels(p);
                const std::vector<int> y = b.levels(q);
                double squares = 0.0;
                for (std::size_t d = 0; d < 6; ++d) squares += std::pow(x[d] - y[d], 2);
                sum += std::sqrt(squares);
            }
        }
        CHECK(distance(a, b) == Approx(sum).epsilon(1e-13));
        CHECK(distance(a, b) == Approx(distance(b, a)).epsilon(1e-13));
    }
}

/// Sum over pairs of squared distances.
double spread(const std::vector<std::size_t>& chosen, const std::vector<double>& distances,
              std::size_t n) {
    double sum = 0.0;
    for (const std::size_t a : chosen) {
        for (const std::size_t b : chosen) sum += 0.5 * std::pow(distances[a * n + b], 2);
    }
    return sum;
}

TEST_CASE("morris: the search comes near the best choice and beats the first ones") {
    constexpr std::size_t kPool = 12;
    double worst = 1.0;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        std::vector<Trajectory> pool;
        for (std::uint64_t i = 0; i < kPool; ++i) pool.push_back(random_trajectory(seed, i, 4));
        std::vector<double> distances(kPool * kPool);
        for (std::size_t a = 0; a < kPool; ++a) {
            for (std::size_t b = 0; b < kPool; ++b) {
                distances[a * kPool + b] = distance(pool[a], pool[b]);
            }
        }
        for (const std::size_t count : {2U, 4U, 5U}) {
            const auto chosen = far_apart(distances, kPool, count);
            REQUIRE(chosen.size() == count);
            CHECK(std::is_sorted(chosen.begin(), chosen.end()));
            // All choices, by the bits of a number.
            double best = 0.0, mean = 0.0;
            int choices = 0;
            for (unsigned bits = 0; bits < 1U << kPool; ++bits) {
                std::vector<std::size_t> indices;
                for (std::size_t i = 0; i < kPool; ++i) {
                    if ((bits >> i & 1U) != 0) indices.push_back(i);
                }
                if (indices.size() != count) continue;
                const double here = spread(indices, distances, kPool);
                best = std::max(best, here);
                mean += here;
                ++choices;
            }
            const double found = spread(chosen, distances, kPool);
            if (count == 2) CHECK(found == Approx(best).epsilon(1e-14));
            CHECK(found > mean / choices);
            worst = std::min(worst, found / best);
        }
    }
    CHECK(worst > 0.97);
}

TEST_CASE("saltelli: rows are A, AB, BA, B of the base points") {
    const std::vector<std::size_t> each = {0, 1, 2};
    const auto design = make_saltelli(16, 4, each, SecondOrder::kYes, 2);
    const auto base = points_of(*make_sobol(16, 4, 6, 2));
    const auto points = points_of(*design);
    REQUIRE(points.size() == 16 * 8);
    for (std::uint64_t n = 0; n < 16; ++n) {
        const std::vector<double> a(base[n].begin(), base[n].begin() + 3);
        const std::vector<double> b(base[n].begin() + 3, base[n].end());
        CHECK(points[8 * n] == a);
        CHECK(points[8 * n + 7] == b);
        CHECK(design->place(8 * n) == Place{n, Block::kA, kNoColumn});
        CHECK(design->place(8 * n + 7) == Place{n, Block::kB, kNoColumn});
        for (std::size_t i = 0; i < 3; ++i) {
            std::vector<double> ab = a;
            std::vector<double> ba = b;
            std::swap(ab[i], ba[i]);
            CHECK(points[8 * n + 1 + i] == ab);
            CHECK(points[8 * n + 4 + i] == ba);
            CHECK(design->place(8 * n + 1 + i) == Place{n, Block::kAB, i});
            CHECK(design->place(8 * n + 4 + i) == Place{n, Block::kBA, i});
        }
    }
}

TEST_CASE("saltelli: the columns of a group change together") {
    const auto design = make_saltelli(8, 4, {0, 1, 0}, SecondOrder::kNo);
    REQUIRE(design->size() == 8 * 4);  // A, AB_0, AB_1, B
    const auto points = points_of(*design);
    for (std::size_t n = 0; n < 8; ++n) {
        const auto& a = points[4 * n];
        const auto& b = points[4 * n + 3];
        CHECK(points[4 * n + 1] == std::vector<double>{b[0], a[1], b[2]});
        CHECK(points[4 * n + 2] == std::vector<double>{a[0], b[1], a[2]});
    }
}

TEST_CASE("saltelli: indices of the Ishigami function come out") {
    // Estimators of Saltelli et al. 2010 (first order) and Jansen (total), 2^14 rows.
    const auto design = make_saltelli(1U << 14U, 1, {0, 1, 2}, SecondOrder::kNo);
    std::vector<double> f;
    for (const auto& point : points_of(*design)) f.push_back(test::ishigami(point) - 3.5);
    const double rows = 1U << 14U;
    double variance = 0.0;
    std::vector<double> first(3, 0.0), total(3, 0.0);
    for (std::size_t n = 0; n < f.size(); n += 5) {
        const double a = f[n];
        const double b = f[n + 4];
        variance += (a * a + b * b) / (2.0 * rows);
        for (std::size_t i = 0; i < 3; ++i) {
            first[i] += b * (f[n + 1 + i] - a) / rows;
            total[i] += (a - f[n + 1 + i]) * (a - f[n + 1 + i]) / (2.0 * rows);
        }
    }
    CHECK(variance == Approx(13.844587940719).epsilon(0.01));
    const std::vector<double> expected_first = {0.313905191148, 0.442411144790, 0.0};
    const std::vector<double> expected_total = {0.557588855210, 0.442411144790, 0.243683664062};
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(first[i] / variance == Approx(expected_first[i]).margin(0.02));
        CHECK(total[i] / variance == Approx(expected_total[i]).margin(0.02));
    }
}

}  // namespace
}  // namespace tanlu::sampling

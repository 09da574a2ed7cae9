#include "sampling/design.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "sampling/design_points.hpp"
#include "sampling/permutation.hpp"
#include "sampling/philox.hpp"
#include "tanlu/error.hpp"

namespace tanlu::sampling {
namespace {

using test::points_of;
using test::streams;

TEST_CASE("design: random points are the generator's draws") {
    const auto design = make_mc(20, 7, {{stream_id("a"), 0}, {stream_id("b"), 3}, {5, 2}});
    const auto points = points_of(*design);
    REQUIRE(points.size() == 20);
    for (std::uint64_t i = 0; i < 20; ++i) {
        CHECK(points[i][0] == uniform(random_bits(7, i, stream_id("a"), 0)));
        CHECK(points[i][1] == uniform(random_bits(7, i, stream_id("b"), 3)));
        CHECK(points[i][2] == uniform(random_bits(7, i, 5, 2)));
    }
}

TEST_CASE("design: another dimension moves no other and more rows move no row") {
    const auto narrow = points_of(*make_mc(16, 7, {{11, 0}, {11, 1}, {12, 0}}));
    const auto wide = points_of(*make_mc(40, 7, {{11, 0}, {13, 0}, {11, 1}, {12, 0}}));
    for (std::size_t i = 0; i < 16; ++i) {
        CHECK(narrow[i][0] == wide[i][0]);
        CHECK(narrow[i][1] == wide[i][2]);
        CHECK(narrow[i][2] == wide[i][3]);
    }
}

/// Every design, of at least 8 rows and 3 dimensions.
std::vector<std::unique_ptr<Design>> every_design() {
    std::vector<std::unique_ptr<Design>> designs;
    designs.push_back(make_mc(21, 1, streams(3)));
    designs.push_back(make_lhs(21, 1, streams(3)));
    designs.push_back(make_sobol(32, 1, 3));
    designs.push_back(make_grid({3, 4, 2}));
    designs.push_back(make_morris(5, 1, 3));
    designs.push_back(make_saltelli(8, 1, {0, 1, 2}, SecondOrder::kYes));
    designs.push_back(make_saltelli(8, 1, {0, 1, 0}, SecondOrder::kNo));
    std::vector<double> numbers;
    for (int i = 0; i < 30; ++i) numbers.push_back(i / 30.0);
    designs.push_back(make_table(numbers, 3, Numbers::kProbabilities));
    designs.push_back(make_side_by_side(make_sobol(16, 1, 2), make_mc(16, 1, streams(1))));
    return designs;
}

TEST_CASE("design: a row is the same wherever its batch begins") {
    for (const auto& design : every_design()) {
        REQUIRE(design->dimensions() == 3);
        const auto points = points_of(*design);
        std::vector<Lanes> u(3);
        for (std::uint64_t first = 0; first < design->size() + 3; ++first) {
            design->draw(first, u);
            for (std::uint64_t i = 0; i < kLaneCount; ++i) {
                const std::uint64_t row = std::min(first + i, design->size() - 1);
                for (std::size_t d = 0; d < 3; ++d) {
                    CHECK(u[d][static_cast<int>(i)] == points[row][d]);
                }
            }
        }
    }
}

TEST_CASE("design: two threads draw what one does") {
    for (const auto& design : every_design()) {
        const auto alone = points_of(*design);
        std::vector<std::vector<double>> first, second;
        std::thread other([&] { first = points_of(*design); });
        second = points_of(*design);
        other.join();
        CHECK(first == alone);
        CHECK(second == alone);
    }
}

TEST_CASE("design: the keyed order is a permutation") {
    for (const std::uint64_t size : {1, 2, 3, 5, 7, 64, 100, 1000, 4097}) {
        for (const std::uint64_t seed : {0, 1, 2}) {
            const Permutation order(size, seed, 17, 0);
            std::set<std::uint64_t> seen;
            for (std::uint64_t i = 0; i < size; ++i) seen.insert(order(i));
            INFO("size " << size << ", seed " << seed);
            CHECK(seen.size() == size);
            CHECK(*seen.rbegin() == size - 1);
        }
    }
}

TEST_CASE("design: keyed orders are spread evenly and differ by stream and draw") {
    // Where 0 of 5 goes, over 5000 seeds: 1000 times each, standard error 28.
    std::vector<int> count(5, 0);
    for (std::uint64_t seed = 0; seed < 5000; ++seed) ++count[Permutation(5, seed, 3, 0)(0)];
    for (const int c : count) CHECK(std::abs(c - 1000) < 120);
    // Images of equal indices under different keys agree once in 1000.
    for (const Permutation& other : {Permutation(1000, 1, 4, 0), Permutation(1000, 1, 3, 1)}) {
        const Permutation order(1000, 1, 3, 0);
        int equal = 0;
        for (std::uint64_t i = 0; i < 1000; ++i) equal += order(i) == other(i) ? 1 : 0;
        CHECK(equal < 10);
    }
}

TEST_CASE("design: Latin hypercube has one sample in each stratum of each dimension") {
    for (const std::uint64_t size : {1U, 2U, 7U, 64U, 1000U}) {
        const auto points = points_of(*make_lhs(size, 3, streams(4)));
        for (std::size_t d = 0; d < 4; ++d) {
            std::set<std::uint64_t> strata;
            for (const auto& point : points) {
                CHECK(point[d] > 0.0);
                CHECK(point[d] < 1.0);
                // In long double: u * size does not round up to the next stratum.
                const long double place = static_cast<long double>(point[d]) * size;
                strata.insert(static_cast<std::uint64_t>(place));
            }
            CHECK(strata.size() == size);
        }
    }
}

TEST_CASE("design: Latin hypercube halves no mean but shrinks its error for sums") {
    // f = u1 + u2 + u3: variance 1/4 a sample. By strata the error of the mean of 256 samples is
    // sqrt(1/4) / 256^(3/2) = 0.00012; at random 0.031.
    double squares = 0.0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        double sum = 0.0;
        for (const auto& p : points_of(*make_lhs(256, seed, streams(3)))) sum += p[0] + p[1] + p[2];
        squares += (sum / 256.0 - 1.5) * (sum / 256.0 - 1.5) / 20.0;
    }
    CHECK(std::sqrt(squares) < 0.0005);
    CHECK(std::sqrt(squares) > 0.00003);
}

TEST_CASE("design: grid runs through all levels, the last dimension fastest") {
    const std::vector<std::size_t> levels = {2, 3};
    const auto design = make_grid(levels);
    REQUIRE(design->size() == 6);
    const std::vector<std::vector<double>> expected = {{0.25, 1.0 / 6}, {0.25, 0.5},
                                                       {0.25, 5.0 / 6}, {0.75, 1.0 / 6},
                                                       {0.75, 0.5},     {0.75, 5.0 / 6}};
    CHECK(points_of(*design) == expected);
    CHECK(grid_levels(levels, 0) == std::vector<std::size_t>{0, 0});
    CHECK(grid_levels(levels, 4) == std::vector<std::size_t>{1, 1});
    CHECK(design->place(4) == Place{4, Block::kSample, kNoColumn});
}

TEST_CASE("design: a table is handed out as it is") {
    const auto design = make_table({5.0, -1.0, 7.5, 2.0}, 2, Numbers::kValues);
    CHECK(design->size() == 2);
    CHECK(design->numbers() == Numbers::kValues);
    CHECK(points_of(*design) == std::vector<std::vector<double>>{{5.0, -1.0}, {7.5, 2.0}});
}

TEST_CASE("design: blocks have names") {
    CHECK(name_of(Block::kSample) == "sample");
    CHECK(name_of(Block::kAB) == "AB");
    CHECK(name_of(Block::kStep) == "step");
}

TEST_CASE("design: what cannot be made is refused") {
    CHECK_THROWS_AS(make_mc(0, 1, streams(1)), InputError);
    CHECK_THROWS_AS(make_lhs(0, 1, streams(1)), InputError);
    CHECK_THROWS_WITH(make_sobol(1000, 1, 3),
                      "a Sobol' design needs a power of 2 of samples, 2^31 at most");
    CHECK_THROWS_WITH(make_sobol(1024, 1, 3668), "a Sobol' design has from 1 to 3667 dimensions");
    CHECK_THROWS_AS(make_sobol(0, 1, 3), InputError);
    CHECK_THROWS_AS(make_grid({3, 0}), InputError);
    CHECK_THROWS_AS(make_grid(std::vector<std::size_t>(54, 2)), InputError);
    CHECK_THROWS_AS(make_table({1.0, 0.5, 0.2}, 2, Numbers::kValues), InputError);
    CHECK_THROWS_AS(make_table({1.5}, 1, Numbers::kProbabilities), InputError);
    CHECK_THROWS_AS(make_morris(1, 1, 3), InputError);
    CHECK_THROWS_AS(make_morris(4, 1, 3, 0.5), InputError);
    CHECK_THROWS_AS(make_saltelli(12, 1, {0, 1}, SecondOrder::kNo), InputError);
    CHECK_THROWS_AS(make_saltelli(16, 1, {0, 2}, SecondOrder::kNo), InputError);
    CHECK_THROWS_AS(make_saltelli(16, 1, {}, SecondOrder::kNo), InputError);
    CHECK_THROWS_AS(make_side_by_side(make_sobol(8, 1, 2), make_mc(9, 1, streams(1))), InputError);
}

}  // namespace
}  // namespace tanlu::sampling

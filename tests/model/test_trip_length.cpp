#include "model/trip_length.hpp"

#include <array>
#include <cmath>

#include "component_check.hpp"

namespace tanlu::model {
namespace {

constexpr std::array<double, 9> kEdges{0, 1, 2, 3, 5, 8, 12, 20, 40};
using Bands = std::array<double, 9>;

struct Trips {
    Bands weights;
    Bands distances;

    double mean() const {
        double sum = 0.0;
        for (std::size_t b = 0; b < weights.size(); ++b) sum += weights[b] * distances[b];
        return sum;
    }
};

Trips trips(double mean_length, double shape) {
    Trips result{};
    trip_bands<double>(mean_length, gamma_shape(shape), kEdges, result.weights, result.distances);
    return result;
}

TEST_CASE("trip length: reference weights for a mean of 8 km and shape 1.2") {
    const Bands expected{.085912, .096434, .092176, .161824, .184573,
                         .159692, .148138, .067274, .003978};
    const Trips actual = trips(8.0, 1.2);
    for (std::size_t b = 0; b < expected.size(); ++b) {
        CHECK(actual.weights[b] == Approx(expected[b]).margin(5e-7));
    }
}

TEST_CASE("trip length: weights sum to 1 and mean lengths to L") {
    for (const double shape : {0.4, 0.85, 1.0, 1.2, 2.5}) {
        for (const double length : {0.4, 1.0, 3.8, 8.0, 25.0}) {
            const Trips actual = trips(length, shape);
            INFO("shape " << shape << ", length " << length);
            CHECK(test::sum_of(actual.weights) == Approx(1.0).epsilon(1e-12));
            CHECK(actual.mean() == Approx(length).epsilon(1e-12));
        }
    }
}

TEST_CASE("trip length: shape 1 is the exponential distribution") {
    // P(D > x) = e^(-x/L);  integral of x f from x to infinity = (x + L) e^(-x/L)
    const double length = 6.0;
    const Trips actual = trips(length, 1.0);
    for (std::size_t b = 0; b < kEdges.size(); ++b) {
        const double low = kEdges[b];
        const bool open = b + 1 == kEdges.size();
        const double above_low = std::exp(-low / length);
        const double above_high = open ? 0.0 : std::exp(-kEdges[b + 1] / length);
        const double reach = open ? 0.0 : (kEdges[b + 1] + length) * above_high;
        const double weight = above_low - above_high;
        CHECK(actual.weights[b] == Approx(weight).epsilon(1e-10));
        CHECK(actual.distances[b] ==
              Approx(((low + length) * above_low - reach) / weight).epsilon(1e-9));
    }
}

TEST_CASE("trip length: mean lengths lie within their band, also where no trips are") {
    for (const double length : {0.05, 0.5, 8.0, 60.0}) {
        const Trips actual = trips(length, 1.2);
        for (std::size_t b = 0; b < kEdges.size(); ++b) {
            CHECK(actual.weights[b] >= 0.0);
            CHECK(actual.distances[b] >= kEdges[b]);
            if (b + 1 < kEdges.size()) CHECK(actual.distances[b] <= kEdges[b + 1]);
        }
    }
    CHECK(trips(0.05, 1.2).weights[8] == 0.0);
}

TEST_CASE("trip length: longer trips leave the short bands") {
    const Trips before = trips(6.0, 0.9);
    const Trips after = trips(7.0, 0.9);
    CHECK(after.weights.front() < before.weights.front());
    CHECK(after.weights.back() > before.weights.back());
}

TEST_CASE("trip length: a compact city keeps the number of trips and shortens them") {
    const Trips local = trips(1.0, 1.2);
    for (const double share : {0.0, 0.14, 0.7, 1.0}) {
        Trips city = trips(8.0, 1.2);
        shorten_trips<double>(share, local.weights, local.distances, city.weights, city.distances);
        CHECK(test::sum_of(city.weights) == Approx(1.0).epsilon(1e-12));
        CHECK(city.mean() == Approx((1.0 - share) * 8.0 + share * 1.0).epsilon(1e-12));
    }
}

TEST_CASE("trip length: strength 0 changes no bit, strength 1 gives neighbourhood trips") {
    const Trips local = trips(1.0, 1.2);
    const Trips base = trips(8.0, 1.2);
    Trips unmoved = base;
    shorten_trips<double>(0.0, local.weights, local.distances, unmoved.weights, unmoved.distances);
    Trips moved = base;
    shorten_trips<double>(1.0, local.weights, local.distances, moved.weights, moved.distances);
    for (std::size_t b = 0; b < kEdges.size(); ++b) {
        CHECK(test::same_bits(unmoved.weights[b], base.weights[b]));
        CHECK(test::same_bits(unmoved.distances[b], base.distances[b]));
        CHECK(moved.weights[b] == local.weights[b]);
        if (moved.weights[b] > 0.0) {
            CHECK(moved.distances[b] == Approx(local.distances[b]).epsilon(1e-14));
        }
    }
}

TEST_CASE("trip length: a band empty before and after stays finite") {
    const std::array<double, 2> none{0.0, 1.0};
    const std::array<double, 2> local_distance{10.0, 2.0};
    std::array<double, 2> weights{0.0, 1.0};
    std::array<double, 2> distances{12.0, 3.0};
    shorten_trips<double>(0.5, none, local_distance, weights, distances);
    CHECK(weights[0] == 0.0);
    CHECK(distances[0] == 12.0);
    CHECK(distances[1] == 2.5);  // half of the trips 3 km, half 2 km
}

TEST_CASE("trip length: batches") {
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            std::vector<Real> out(6);
            trip_bands<Real>(x[0], gamma_shape<Real>(x[1]), x.subspan(2, 3),
                             std::span(out).first(3), std::span(out).last(3));
            return out;
        },
        {7.5, 1.1, 0.1, 3.0, 12.0});
    test::check_component(
        []<class Real>(std::span<const Real> x) {
            std::vector<Real> out(x.begin() + 5, x.end());
            shorten_trips<Real>(x[0], x.subspan(1, 2), x.subspan(3, 2), std::span(out).first(2),
                                std::span(out).last(2));
            return out;
        },
        {0.3, 0.9, 0.1, 1.0, 6.0, 0.4, 0.6, 2.0, 9.0});
}

}  // namespace
}  // namespace tanlu::model

#include "model/status.hpp"

#include "component_check.hpp"

namespace tanlu::model {
namespace {

TEST_CASE("status: a problem marks the samples that have it") {
    Lanes x(1.0);
    x[2] = -1.0;
    Status<Lanes> status;
    CHECK(status.all_ok());
    status.raise(x < Lanes(0.0), Problem::domain_error);
    for (int i = 0; i < kLaneCount; ++i) {
        CHECK(status.is_ok(i) == (i != 2));
        CHECK(status.has(i, Problem::domain_error) == (i == 2));
        CHECK_FALSE(status.has(i, Problem::infeasible));
    }
    CHECK_FALSE(status.all_ok());
    CHECK(any(status.where(Problem::domain_error)));
    CHECK_FALSE(any(status.where(Problem::not_converged)));
    CHECK_FALSE(all(status.sound()));
}

TEST_CASE("status: problems add up") {
    Status<double> first;
    first.raise(true, Problem::infeasible);
    Status<double> second;
    second.raise(true, Problem::not_converged);
    second.raise(false, Problem::non_finite);
    first |= second;
    CHECK(first.has(0, Problem::infeasible));
    CHECK(first.has(0, Problem::not_converged));
    CHECK_FALSE(first.has(0, Problem::non_finite));
    CHECK(first.bits[0] == 6U);  // 2 + 4
}

TEST_CASE("status: results of a sample with a problem are NaN, those of others untouched") {
    Lanes x(0.1);
    x[4] = test::kNotANumber;
    Status<Lanes> status;
    require_finite(x, status);
    const Lanes y = or_nan(Lanes(7.25), status);
    for (int i = 0; i < kLaneCount; ++i) {
        CHECK(std::isnan(y[i]) == (i == 4));
        if (i != 4) CHECK(y[i] == 7.25);
        CHECK(status.has(i, Problem::non_finite) == (i == 4));
    }
    Status<double> plain;
    CHECK(or_nan(7.25, plain) == 7.25);
    require_finite(kInfinity, plain);
    CHECK(std::isnan(or_nan(7.25, plain)));
}

TEST_CASE("status: finite means neither NaN nor infinite") {
    CHECK(is_finite(1e308));
    CHECK(is_finite(0.0));
    CHECK_FALSE(is_finite(kNaN));
    CHECK_FALSE(is_finite(kInfinity));
    CHECK_FALSE(is_finite(-kInfinity));
}

TEST_CASE("status: a stock is below zero by rounding at most") {
    Status<double> status;
    CHECK(not_negative(2.5, status) == 2.5);
    CHECK(not_negative(-1e-10, status) == 0.0);
    CHECK(status.all_ok());
    CHECK(not_negative(-1e-8, status) == 0.0);
    CHECK(status.has(0, Problem::negative_stock));
    CHECK(std::isnan(not_negative(kNaN, status)));
}

}  // namespace
}  // namespace tanlu::model

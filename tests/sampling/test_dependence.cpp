#include "sampling/dependence.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "sampling/linear_algebra.hpp"
#include "sampling/philox.hpp"

namespace tanlu::sampling {
namespace {

/// Spearman's rank correlation of samples without ties.
double rank_correlation(const std::vector<double>& x, const std::vector<double>& y) {
    const auto ranks = [](const std::vector<double>& values) {
        std::vector<std::size_t> order(values.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(),
                  [&values](std::size_t a, std::size_t b) { return values[a] < values[b]; });
        std::vector<double> rank(values.size());
        for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<double>(i);
        return rank;
    };
    const std::vector<double> a = ranks(x);
    const std::vector<double> b = ranks(y);
    const auto n = static_cast<double>(x.size());
    double squares = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) squares += (a[i] - b[i]) * (a[i] - b[i]);
    return 1.0 - 6.0 * squares / (n * (n * n - 1.0));
}

/// Columns of dependent uniform numbers.
std::vector<std::vector<double>> columns(const GaussianCopula& copula, std::uint64_t count) {
    std::vector<std::vector<double>> result(copula.size());
    std::vector<Lanes> u(copula.size());
    for (std::uint64_t i = 0; i < count; i += kLaneCount) {
        for (std::size_t d = 0; d < u.size(); ++d) {
            u[d] = uniform_pair(5, rows_from(i, count), static_cast<std::uint32_t>(d), 0)[0];
        }
        copula.apply(u);
        for (std::size_t d = 0; d < u.size(); ++d) {
            for (int k = 0; k < kLaneCount; ++k) result[d].push_back(u[d][k]);
        }
    }
    return result;
}

TEST_CASE("dependence: correlation of normal variables from that of ranks") {
    CHECK(pearson_of_spearman(0.5) == Approx(0.5176380902).epsilon(1e-10));  // 2 sin(15 deg)
    CHECK(pearson_of_spearman(1.0) == Approx(1.0).epsilon(1e-15));
    CHECK(pearson_of_spearman(0.0) == 0.0);
    CHECK(pearson_of_spearman(-0.3) == -pearson_of_spearman(0.3));
    CHECK(spearman_of_pearson(pearson_of_spearman(0.37)) == Approx(0.37).epsilon(1e-14));
}

TEST_CASE("dependence: samples have the rank correlations asked for") {
    RankCorrelations asked = independent(3);
    set(asked, 0, 1, 0.8);
    set(asked, 1, 2, -0.3);
    const GaussianCopula copula(asked);
    CHECK_FALSE(copula.repair());
    const auto x = columns(copula, 1U << 16U);
    // Standard error at 2^16 samples: at most 1/256 = 0.004.
    CHECK(std::abs(rank_correlation(x[0], x[1]) - 0.8) < 0.01);
    CHECK(std::abs(rank_correlation(x[1], x[2]) + 0.3) < 0.01);
    CHECK(std::abs(rank_correlation(x[0], x[2])) < 0.01);
    // Each is still uniform: thirds hold a third, within 4 standard errors.
    for (const auto& column : x) {
        const auto low =
            std::count_if(column.begin(), column.end(), [](double u) { return u < 1.0 / 3.0; });
        CHECK(static_cast<double>(low) / 65536.0 == Approx(1.0 / 3.0).margin(0.0075));
    }
}

TEST_CASE("dependence: independent inputs keep their numbers and the first one its bits") {
    const GaussianCopula copula(independent(2));
    Lanes a, b;
    for (int i = 0; i < kLaneCount; ++i) {
        a[i] = 0.01 + 0.12 * i;
        b[i] = 1e-12 * std::pow(30.0, i);
    }
    std::vector<Lanes> u = {a, b};
    copula.apply(u);
    for (int i = 0; i < kLaneCount; ++i) {
        CHECK(u[0][i] == a[i]);
        CHECK(u[1][i] == Approx(b[i]).epsilon(1e-13));
    }
}

TEST_CASE("dependence: a lane has the same bits whatever its neighbours") {
    RankCorrelations asked = independent(2);
    set(asked, 0, 1, 0.6);
    const GaussianCopula copula(asked);
    std::vector<Lanes> together = {Lanes(0.2), Lanes(0.7)};
    together[0][4] = 1e-9;
    together[1][2] = std::numeric_limits<double>::quiet_NaN();
    std::vector<Lanes> alone = {Lanes(0.2), Lanes(0.7)};
    copula.apply(together);
    copula.apply(alone);
    for (const int i : {0, 1, 3, 5, 6, 7}) CHECK(together[1][i] == alone[1][i]);
    CHECK(together[1][4] != alone[1][4]);
    CHECK(std::isnan(together[1][2]));
}

TEST_CASE("dependence: numbers stay inside the unit interval however strong the correlation") {
    RankCorrelations asked = independent(2);
    set(asked, 0, 1, 0.999);
    std::vector<Lanes> u = {Lanes(1.0 - 0x1p-53), Lanes(1.0 - 0x1p-53)};
    GaussianCopula(asked).apply(u);
    CHECK(u[1][0] == 1.0 - 0x1p-53);
    CHECK(u[1][0] < 1.0);
}

TEST_CASE("dependence: impossible correlations are moved to possible ones with a warning") {
    // a like b, b like c, a against c: the determinant of r is far below 0.
    RankCorrelations asked = independent(3);
    set(asked, 0, 1, 0.9);
    set(asked, 1, 2, 0.9);
    set(asked, 0, 2, -0.9);
    const GaussianCopula copula(asked);
    REQUIRE(copula.repair());
    CHECK(copula.repair()->change_of_r > 0.02);
    const std::vector<std::string> names = {"fleet.a", "fleet.b", "fleet.c"};
    const std::string text = copula.warning(names).value_or("");
    CHECK(text.find("the rank correlation of 'fleet.") == 0);
    CHECK(text.find("the matrix is not positive definite") != std::string::npos);

    // By symmetry (swap a and c; turn b and one of them round) all three move alike: r = 0.9 sin
    // stretched to s with 1 - 2 s = 0, so |r| = 1/2, the limit of positive definiteness.
    const auto x = columns(copula, 1U << 14U);
    const double half = spearman_of_pearson(0.5);
    CHECK(rank_correlation(x[0], x[1]) == Approx(half).margin(0.02));
    CHECK(rank_correlation(x[0], x[2]) == Approx(-half).margin(0.02));
    CHECK(copula.repair()->taken ==
          Approx(std::copysign(half, copula.repair()->asked)).margin(1e-6));
}

TEST_CASE("dependence: a repair too small to matter gives no warning") {
    RankCorrelations asked = independent(2);
    set(asked, 0, 1, 1.0);  // r = 1: singular
    const GaussianCopula copula(asked);
    const std::vector<std::string> names = {"a", "b"};
    CHECK_FALSE(copula.warning(names));
    std::vector<Lanes> u = {Lanes(0.3), Lanes(0.9)};
    copula.apply(u);
    CHECK(u[1][0] == Approx(0.3).margin(1e-3));
}

TEST_CASE("dependence: nearest correlation leaves a good matrix and mends a bad one") {
    const std::vector<double> good = {1.0, 0.5, 0.5, 1.0};
    const std::vector<double> same = nearest_correlation(good, 2);
    for (std::size_t i = 0; i < 4; ++i) CHECK(same[i] == Approx(good[i]).epsilon(1e-14));

    const std::vector<double> bad = {1.0, 0.9, -0.9, 0.9, 1.0, 0.9, -0.9, 0.9, 1.0};
    CHECK_FALSE(cholesky(bad, 3));
    const std::vector<double> mended = nearest_correlation(bad, 3);
    CHECK(cholesky(mended, 3));
    for (std::size_t i = 0; i < 3; ++i) CHECK(mended[4 * i] == 1.0);
    CHECK(eigen_system(mended, 3).values.back() > 0.0);
}

TEST_CASE("dependence: eigenvalues by hand, largest first, with a fixed sign") {
    // 2 1 / 1 2: eigenvalues 3 and 1, vectors (1, 1) and (1, -1) over sqrt 2.
    const EigenSystem system = eigen_system({2.0, 1.0, 1.0, 2.0}, 2);
    CHECK(system.values[0] == Approx(3.0));
    CHECK(system.values[1] == Approx(1.0));
    const double s = std::sqrt(0.5);
    CHECK(system.vectors[0] == Approx(s));
    CHECK(system.vectors[2] == Approx(s));
    CHECK(system.vectors[1] == Approx(s));
    CHECK(system.vectors[3] == Approx(-s));
}

TEST_CASE("dependence: wrong matrices are named") {
    RankCorrelations wrong = independent(2);
    CHECK_FALSE(problem_of(wrong));
    wrong.rho[1] = 0.5;
    CHECK(problem_of(wrong).value_or("") == "correlations need a symmetric matrix");
    wrong.rho[1] = 1.5;
    CHECK(problem_of(wrong).value_or("") == "correlations need numbers from -1 to 1");
    wrong.rho[0] = 0.9;
    CHECK(problem_of(wrong).value_or("") == "correlations need 1 on the diagonal");
    wrong.rho.pop_back();
    CHECK(problem_of(wrong).value_or("") == "correlations need a square matrix");
}

}  // namespace
}  // namespace tanlu::sampling

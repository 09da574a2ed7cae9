#include "comparison/factors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/decomposition.hpp"

namespace tanlu::comparison {
namespace {

using Row = std::array<double, kFactorCount>;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// a / b; NaN for nothing of nothing, infinite for something of nothing.
double over(double a, double b) {
    return a / b;
}

Row factors_of(double population, const Branch& branch) {
    return {population,
            over(branch.market, population),
            over(branch.activity, branch.market),
            over(branch.distance, branch.activity),
            over(branch.energy, branch.distance),
            over(branch.emission, branch.energy)};
}

/// A branch whose factors would be infinite, such as kilometres without passengers: only its energy
/// is told apart then.
Branch by_energy(const Branch& branch) {
    return {branch.id, branch.energy, branch.energy, branch.energy, branch.energy, branch.emission};
}

bool is_infinite(const Row& row) {
    return std::ranges::any_of(row, [](double x) { return std::isinf(x); });
}

const Branch* find(const Place& place, const std::string& id) {
    const auto found = std::ranges::find(place.branches, id, &Branch::id);
    return found == place.branches.end() ? nullptr : &*found;
}

/// Takes from the other row the ratios that this one has none of.
void complete(Row& row, const Row& other) {
    for (std::size_t j = 0; j < kFactorCount; ++j) {
        if (std::isnan(row[j])) row[j] = std::isnan(other[j]) ? 0.0 : other[j];
    }
}

}  // namespace

double Place::emission() const {
    double sum = 0.0;
    for (const Branch& branch : branches) sum += branch.emission;
    return sum;
}

Place mean_place(std::span<const Place> places) {
    Place mean;
    const auto n = static_cast<double>(places.size());
    for (const Place& place : places) {
        mean.population += place.population / n;
        for (const Branch& branch : place.branches) {
            if (!find(mean, branch.id)) mean.branches.push_back({branch.id});
        }
    }
    for (Branch& all : mean.branches) {
        for (const Place& place : places) {
            const Branch* branch = find(place, all.id);
            if (!branch) continue;
            all.market += branch->market / n;
            all.activity += branch->activity / n;
            all.distance += branch->distance / n;
            all.energy += branch->energy / n;
            all.emission += branch->emission / n;
        }
    }
    return mean;
}

SpatialEffects spatial_effects(const Place& a, const Place& b) {
    std::vector<std::string> ids;
    for (const Place* place : {&a, &b}) {
        for (const Branch& branch : place->branches) {
            if (std::ranges::find(ids, branch.id) == ids.end()) ids.push_back(branch.id);
        }
    }
    std::vector<double> rows_a, rows_b;
    for (const std::string& id : ids) {
        Branch of_a = find(a, id) ? *find(a, id) : Branch{id};
        Branch of_b = find(b, id) ? *find(b, id) : Branch{id};
        if (is_infinite(factors_of(a.population, of_a)) ||
            is_infinite(factors_of(b.population, of_b))) {
            of_a = by_energy(of_a);
            of_b = by_energy(of_b);
        }
        Row row_a = factors_of(a.population, of_a);
        Row row_b = factors_of(b.population, of_b);
        const Row own = row_a;
        complete(row_a, row_b);
        complete(row_b, own);
        rows_a.insert(rows_a.end(), row_a.begin(), row_a.end());
        rows_b.insert(rows_b.end(), row_b.begin(), row_b.end());
    }
    const model::FactorTable from{rows_b, kFactorCount};
    const model::FactorTable to{rows_a, kFactorCount};
    SpatialEffects effects;
    effects.ratio.fill(kNone);
    if (ids.empty()) return effects;
    std::ranges::copy(model::lmdi_additive(from, to), effects.difference.begin());
    if (from.total() > 0.0 && to.total() > 0.0) {
        std::ranges::copy(model::lmdi_multiplicative(from, to), effects.ratio.begin());
    }
    return effects;
}

}  // namespace tanlu::comparison

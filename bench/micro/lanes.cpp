// Throughput of single operations, in elements a second: of the machine (vectors in registers, many
// chains), of Lanes (arrays in the first cache) and of plain double with the C library.
#include "lanes/lanes.hpp"

#include <benchmark/benchmark.h>

#include <array>

#include "yardstick/numbers.hpp"

namespace tanlu::bench {
namespace {

// --- the machine ---------------------------------------------------------------------------------

/// Chains of dependent operations in flight: two units with a latency of four or five cycles need
/// ten; sixteen registers hold twelve beside two constants.
constexpr int kChains = 12;
constexpr int kSteps = 256;

template <class Operation>
void machine(benchmark::State& state, Operation operation) {
    yardstick::Lanes x[kChains];
    for (int i = 0; i < kChains; ++i) x[i] = yardstick::all(1.0 + 0.01 * i);
    for (auto _ : state) {
        for (int step = 0; step < kSteps; ++step) {
#pragma GCC unroll 12
            for (int i = 0; i < kChains; ++i) x[i] = operation(x[i]);
        }
        benchmark::DoNotOptimize(x);
    }
    state.SetItemsProcessed(state.iterations() * kSteps * kChains * yardstick::kWidth);
}

void machine_fma(benchmark::State& state) {
    const yardstick::Lanes a = yardstick::all(0.5);
    const yardstick::Lanes b = yardstick::all(0.75);
    machine(state, [a, b](yardstick::Lanes x) { return yardstick::madd(x, a, b); });
}
void machine_divide(benchmark::State& state) {
    const yardstick::Lanes a = yardstick::all(1.5);
    machine(state, [a](yardstick::Lanes x) { return a / x; });
}
BENCHMARK(machine_fma);
BENCHMARK(machine_divide);

// --- one operation on arrays ---------------------------------------------------------------------

/// Elements of an array: four arrays of them fill half of a first cache of 32 KiB.
constexpr std::size_t kElements = 512;

/// `kElements` numbers in (0.5, 2), in batches of Real.
template <class Real>
auto numbers(double offset) {
    std::array<Real, kElements / kLanesOf<Real>> batches;
    for (std::size_t i = 0; i < batches.size(); ++i) {
        batches[i] = 0.5 + offset + static_cast<double>(i) / static_cast<double>(batches.size());
    }
    return batches;
}

template <class Real, class Operation>
void on_arrays(benchmark::State& state, Operation operation) {
    const auto a = numbers<Real>(0.1);
    const auto b = numbers<Real>(0.2);
    const auto c = numbers<Real>(0.3);
    auto result = numbers<Real>(0.0);
    for (auto _ : state) {
        for (std::size_t i = 0; i < result.size(); ++i) result[i] = operation(a[i], b[i], c[i]);
        benchmark::DoNotOptimize(result);
        benchmark::ClobberMemory();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kElements));
}

template <class Real>
void array_exp(benchmark::State& state) {
    on_arrays<Real>(state, [](const Real& x, const Real&, const Real&) { return exp(x); });
}
template <class Real>
void array_log(benchmark::State& state) {
    on_arrays<Real>(state, [](const Real& x, const Real&, const Real&) { return log(x); });
}
template <class Real>
void array_fma(benchmark::State& state) {
    on_arrays<Real>(state,
                    [](const Real& x, const Real& y, const Real& z) { return fma(x, y, z); });
}
template <class Real>
void array_divide(benchmark::State& state) {
    on_arrays<Real>(state, [](const Real& x, const Real& y, const Real&) { return x / y; });
}
template <class Real>
void array_sqrt(benchmark::State& state) {
    on_arrays<Real>(state, [](const Real& x, const Real&, const Real&) { return sqrt(x); });
}
BENCHMARK(array_exp<Lanes>);
BENCHMARK(array_exp<double>);
BENCHMARK(array_log<Lanes>);
BENCHMARK(array_log<double>);
BENCHMARK(array_fma<Lanes>);
BENCHMARK(array_fma<double>);
BENCHMARK(array_divide<Lanes>);
BENCHMARK(array_divide<double>);
BENCHMARK(array_sqrt<Lanes>);
BENCHMARK(array_sqrt<double>);

/// A sum of products as the cohorts make it, one accumulator: bound by the latency of fma.
template <class Real>
void sum_of_products(benchmark::State& state) {
    const auto a = numbers<Real>(0.1);
    const auto b = numbers<Real>(0.2);
    for (auto _ : state) {
        Real sum = 0.0;
        for (std::size_t i = 0; i < a.size(); ++i) sum = fma(a[i], b[i], sum);
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kElements));
}
BENCHMARK(sum_of_products<Lanes>);
BENCHMARK(sum_of_products<double>);

}  // namespace
}  // namespace tanlu::bench

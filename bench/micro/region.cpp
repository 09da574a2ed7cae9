// One batch of the national model, scenario `reference`: set-up and year loop, in lanes and in
// plain double. Counters: seconds per sample and per cohort-year cell.
#include <benchmark/benchmark.h>

#include "levers/lever.hpp"
#include "throughput/prepared_model.hpp"

namespace tanlu::bench {
namespace {

const config::Scenario& reference() {
    static const config::Scenario scenario =
        config::load_scenario(TANLU_SOURCE_DIR "/scenarios/china/reference.yaml", levers::specs());
    return scenario;
}

void set_per_unit(benchmark::State& state, const char* name, double units) {
    using benchmark::Counter;
    state.counters[name] = Counter(units, Counter::kIsIterationInvariantRate | Counter::kInvert);
}

template <class Real>
void year_loop(benchmark::State& state) {
    PreparedModel<Real> model(reference());
    for (auto _ : state) benchmark::DoNotOptimize(model.run_batch());
    const double samples = kLanesOf<Real>;
    set_per_unit(state, "s_per_sample", samples);
    set_per_unit(state, "s_per_cell", samples * static_cast<double>(model.cells()));
}
BENCHMARK(year_loop<Lanes>)->Unit(benchmark::kMillisecond);
BENCHMARK(year_loop<double>)->Unit(benchmark::kMillisecond);

template <class Real>
void preparation(benchmark::State& state) {
    for (auto _ : state) {
        const PreparedModel<Real> model(reference());
        benchmark::DoNotOptimize(&model);
    }
    set_per_unit(state, "s_per_sample", kLanesOf<Real>);
}
BENCHMARK(preparation<Lanes>)->Unit(benchmark::kMillisecond);
BENCHMARK(preparation<double>)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace tanlu::bench

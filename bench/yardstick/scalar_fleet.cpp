// Workload W (README.md of this folder) in C++.
//   scalar_fleet plain|lanes SAMPLES [--threads N] [--u FILE] [--out FILE]
//   scalar_fleet count
// Inputs are raw float64 SAMPLES x 40, results SAMPLES x 32 x 41; without --u inputs are made by a
// hash. Prints one line of JSON: samples, seconds and what was computed, or counts of operations.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "fleet_model.hpp"

namespace yardstick {
namespace {

struct Options {
    std::string kernel;
    long samples = 0;
    int threads = 1;
    std::string inputs, results;
};

double thread_seconds() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// A number in [0, 1) that stands for input d of sample i.
double hashed(long i, int d) {
    auto h =
        (static_cast<std::uint64_t>(i) * D + static_cast<std::uint64_t>(d)) * 0x9E3779B97F4A7C15ull;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93ull;
    h ^= h >> 32;
    return static_cast<double>(h >> 11) * 0x1p-53;
}

template <class R>
void set_lane(R& x, int l, double value) {
    if constexpr (Num<R>::kSamples == 1)
        x = value;
    else
        x[l] = value;
}
template <class R>
double lane_of(const R& x, int l) {
    if constexpr (Num<R>::kSamples == 1)
        return x;
    else
        return x[l];
}

struct Study {
    std::vector<double> u;     ///< empty: hashed inputs
    std::vector<double> cube;  ///< empty: results are not kept
    double wall_s = 0, cpu_s = 0, mean_cumulative_kg = 0;
};

/// Samples b*L to b*L + L - 1 of `samples`, the last repeated where there are no more.
template <class R, Shape shape>
double run_block(long b, long samples, Study& study, Work<R>& work) {
    constexpr int L = Num<R>::kSamples;
    R p[D];
    for (int l = 0; l < L; ++l) {
        const long i = std::min(b * L + l, samples - 1);
        for (int d = 0; d < D; ++d) {
            const double u =
                study.u.empty() ? hashed(i, d) : study.u[static_cast<std::size_t>(i * D + d)];
            set_lane(p[d], l, LO[d] + (HI[d] - LO[d]) * u);
        }
    }
    Fleet<R, shape>(p, work).run();
    double total = 0;
    for (int l = 0; l < L && b * L + l < samples; ++l) {
        for (int t = 0; t < T; ++t) total += lane_of(work.out[8][t], l);
        if (study.cube.empty()) continue;
        double* row = study.cube.data() + (b * L + l) * NOUT * T;
        for (int o = 0; o < NOUT; ++o) {
            for (int t = 0; t < T; ++t) row[o * T + t] = lane_of(work.out[o][t], l);
        }
    }
    return total;
}

template <class R, Shape shape>
void run_study(const Options& options, Study& study) {
    constexpr int L = Num<R>::kSamples;
    const long blocks = (options.samples + L - 1) / L;
    std::vector<double> totals(static_cast<std::size_t>(blocks));
    std::vector<double> cpu(static_cast<std::size_t>(options.threads));
    const auto start = std::chrono::steady_clock::now();
#pragma omp parallel for schedule(static, 1) num_threads(options.threads)
    for (int thread = 0; thread < options.threads; ++thread) {
        const double cpu_start = thread_seconds();
        const auto work = std::make_unique<Work<R>>();
        for (long b = thread; b < blocks; b += options.threads) {
            totals[static_cast<std::size_t>(b)] =
                run_block<R, shape>(b, options.samples, study, *work);
        }
        cpu[static_cast<std::size_t>(thread)] = thread_seconds() - cpu_start;
    }
    study.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    for (const double seconds : cpu) study.cpu_s += seconds;
    for (const double total : totals) study.mean_cumulative_kg += total;
    study.mean_cumulative_kg /= static_cast<double>(options.samples);
}

void count() {
    const auto work = std::make_unique<Work<Counted>>();
    Counted p[D];
    for (int d = 0; d < D; ++d) p[d] = .5 * (LO[d] + HI[d]);
    Fleet<Counted, Shape::plain>(p, *work).run();
    std::printf(
        "{\"cells\": %d, \"add\": %ld, \"mul\": %ld, \"fma\": 0, \"div\": %ld, \"exp\": %ld, "
        "\"log\": %ld, \"compare\": %ld}\n",
        V * K * A * T, Counted::add, Counted::mul, Counted::div, Counted::exp, Counted::log,
        Counted::compare);
}

std::optional<Options> parse(int argc, char** argv) {
    if (argc < 3 || argc % 2 == 0) return std::nullopt;
    Options options{.kernel = argv[1], .samples = std::atol(argv[2]), .inputs = {}, .results = {}};
    for (int i = 3; i + 1 < argc; i += 2) {
        const std::string name = argv[i];
        if (name == "--threads")
            options.threads = std::atoi(argv[i + 1]);
        else if (name == "--u")
            options.inputs = argv[i + 1];
        else if (name == "--out")
            options.results = argv[i + 1];
        else
            return std::nullopt;
    }
    const bool is_known = options.kernel == "plain" || options.kernel == "lanes";
    if (!is_known || options.samples < 1 || options.threads < 1) return std::nullopt;
    return options;
}

void run(const Options& options) {
    const auto samples = static_cast<std::size_t>(options.samples);
    Study study;
    if (!options.inputs.empty()) {
        study.u.resize(samples * D);
        const auto bytes = static_cast<std::streamsize>(study.u.size() * sizeof(double));
        std::ifstream file(options.inputs, std::ios::binary);
        if (!file.read(reinterpret_cast<char*>(study.u.data()), bytes)) {
            throw std::runtime_error("cannot read " + options.inputs);
        }
    }
    if (!options.results.empty()) study.cube.resize(samples * NOUT * T);
    if (options.kernel == "plain")
        run_study<double, Shape::plain>(options, study);
    else
        run_study<Lanes, Shape::blocked>(options, study);
    std::printf(
        "{\"program\": \"%s\", \"samples\": %ld, \"threads\": %d, \"cells\": %ld, "
        "\"wall_s\": %.9f, \"cpu_s\": %.9f, \"mean_cumulative_kg\": %.17g}\n",
        options.kernel.c_str(), options.samples, options.threads, options.samples * V * K * A * T,
        study.wall_s, study.cpu_s, study.mean_cumulative_kg);
    if (options.results.empty()) return;
    const auto bytes = static_cast<std::streamsize>(study.cube.size() * sizeof(double));
    std::ofstream file(options.results, std::ios::binary);
    if (!file.write(reinterpret_cast<const char*>(study.cube.data()), bytes).flush()) {
        throw std::runtime_error("cannot write " + options.results);
    }
}

}  // namespace
}  // namespace yardstick

int main(int argc, char** argv) {
    if (argc == 2 && std::string(argv[1]) == "count") {
        yardstick::count();
        return 0;
    }
    const auto options = yardstick::parse(argc, argv);
    if (!options) {
        std::fputs(
            "usage: scalar_fleet plain|lanes SAMPLES [--threads N] [--u FILE] [--out FILE]\n"
            "       scalar_fleet count\n",
            stderr);
        return 2;
    }
    try {
        yardstick::run(*options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "error: %s\n", error.what());
        return 3;
    }
}

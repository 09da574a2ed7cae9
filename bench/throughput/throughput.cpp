// Time of the year loop: many batches of one scenario, on one thread or several.
//   bench_throughput double|lanes SCENARIO SAMPLES THREADS
// Prints one line of JSON: samples, cells, seconds, sum of emissions. Reading the pack is timed
// apart, and so is what each thread does once: parameters and policies of its own.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "levers/lever.hpp"
#include "throughput/prepared_model.hpp"

namespace tanlu::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double thread_seconds() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// What one thread did. Threads share nothing but the scenario, which they only read.
struct Share {
    double prepare_s = 0;
    double cpu_s = 0;
    double sum = 0;
    std::size_t cells = 0;
    bool is_repeatable = true;  ///< every batch gave the same bits
    std::exception_ptr failure;
};

struct Measurement {
    std::vector<Share> shares;
    double wall_s = 0;
};

/// Runs `batches` on every thread. The clock on the wall starts when all of them are prepared.
template <class Real>
Measurement measure(const config::Scenario& scenario, long batches, int threads) {
    Measurement result;
    result.shares.resize(static_cast<std::size_t>(threads));
    std::vector<std::unique_ptr<PreparedModel<Real>>> models(result.shares.size());
#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (std::size_t i = 0; i < models.size(); ++i) {
        Share& share = result.shares[i];
        const auto start = Clock::now();
        try {
            models[i] = std::make_unique<PreparedModel<Real>>(scenario);
            share.sum = models[i]->run_batch();  // warms up
            share.cells = models[i]->cells();
        } catch (...) {
            share.failure = std::current_exception();
        }
        share.prepare_s = seconds_since(start);
    }
    for (const Share& share : result.shares) {
        if (share.failure) std::rethrow_exception(share.failure);
    }
    const auto start = Clock::now();
#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (std::size_t i = 0; i < models.size(); ++i) {
        Share& share = result.shares[i];
        const double cpu_start = thread_seconds();
        for (long batch = 0; batch < batches; ++batch) {
            if (models[i]->run_batch() != share.sum) share.is_repeatable = false;
        }
        share.cpu_s = thread_seconds() - cpu_start;
    }
    result.wall_s = seconds_since(start);
    for (const Share& share : result.shares) {
        if (!share.is_repeatable || share.sum != result.shares.front().sum) {
            throw RunError("equal batches gave different bits");
        }
    }
    return result;
}

template <class Real>
void report(const std::string& path, const char* name, long samples, int threads) {
    const auto start = Clock::now();
    const config::Scenario scenario = config::load_scenario(path, levers::specs());
    const double load_s = seconds_since(start);
    const long per_round = static_cast<long>(kLanesOf<Real>) * threads;
    const long batches = (samples + per_round - 1) / per_round;
    const Measurement measured = measure<Real>(scenario, batches, threads);
    double cpu_s = 0;
    for (const Share& share : measured.shares) cpu_s += share.cpu_s;
    const Share& first = measured.shares.front();
    const long done = batches * per_round;
    std::printf(
        "{\"program\": \"%s\", \"samples\": %ld, \"threads\": %d, \"cells\": %ld, "
        "\"wall_s\": %.9f, \"cpu_s\": %.9f, \"load_s\": %.9f, \"prepare_s\": %.9f, "
        "\"emissions\": %.17g}\n",
        name, done, threads, done * static_cast<long>(first.cells), measured.wall_s, cpu_s, load_s,
        first.prepare_s, first.sum);
}

}  // namespace
}  // namespace tanlu::bench

int main(int argc, char** argv) {
    const std::string arithmetic = argc == 5 ? argv[1] : "";
    const long samples = argc == 5 ? std::atol(argv[3]) : 0;
    const int threads = argc == 5 ? std::atoi(argv[4]) : 0;
    const bool is_known = arithmetic == "double" || arithmetic == "lanes";
    if (!is_known || samples < 1 || threads < 1) {
        std::fputs("usage: bench_throughput double|lanes SCENARIO SAMPLES THREADS\n", stderr);
        return 2;
    }
    try {
        if (arithmetic == "lanes") {
            tanlu::bench::report<tanlu::Lanes>(argv[2], "lanes", samples, threads);
        } else {
            tanlu::bench::report<double>(argv[2], "double", samples, threads);
        }
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 3;
    }
}

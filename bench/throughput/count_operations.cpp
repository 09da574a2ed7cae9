// Operations that one sample of a scenario takes in the year loop, set-up left out.
//   bench_count SCENARIO
// Prints one line of JSON. The sum of emissions is that of bench_throughput: the same model ran.
#include <cstdio>
#include <exception>

#include "../counted/operations.hpp"
#include "levers/lever.hpp"
#include "throughput/prepared_model.hpp"

namespace tanlu::bench {
namespace {

void count_scenario(const char* path) {
    const config::Scenario scenario = config::load_scenario(path, levers::specs());
    PreparedModel<Lanes> model(scenario);
    operation_counts = {};
    const double emissions = model.run_batch();
    std::printf("{\"cells\": %zu, \"emissions\": %.17g", model.cells(), emissions);
    for (std::size_t i = 0; i < operation_counts.size(); ++i) {
        std::printf(", \"%s\": %ld", kOperationNames[i], operation_counts[i]);
    }
    std::printf("}\n");
}

}  // namespace
}  // namespace tanlu::bench

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: bench_count SCENARIO\n", stderr);
        return 2;
    }
    try {
        tanlu::bench::count_scenario(argv[1]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 3;
    }
}

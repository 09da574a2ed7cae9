// The same run by other means: plain doubles and lanes, one thread and two, alone and in company,
// in any order (docs/theory §13).
#include <omp.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "support/china.hpp"

namespace tanlu::test {
namespace {

using engine::Arithmetic;

/// Cells of one scenario of a run of several, compared with its run alone, bit for bit.
std::string differences_in_company(const Dataset& company, const config::Scenario& scenario) {
    const Dataset& alone = shipped_run(scenario.id);
    std::string text;
    for (const auto& variable : alone.variables) {
        const std::size_t size = variable.data.size();
        const std::size_t first = company.index("scenario", scenario.id) * size;
        const Variable& joint = company.variable(variable.name);
        REQUIRE(joint.data.size() == size * company.axis("scenario").size());
        for (std::size_t i = 0; i < size; ++i) {
            const double a = variable.data[i];
            const double b = joint.data[first + i];
            if (a == b || (a != a && b != b)) continue;
            text += variable.name + " ";
            break;
        }
    }
    return text;
}

TEST_CASE("plain doubles and lanes agree to 1e-12 on every output") {
    for (const auto& scenario : all_shipped()) {
        INFO(scenario.id);
        const Dataset reference = run_of(scenario, Arithmetic::reference);
        // A technology at a billionth of its table has lost digits in sums over the large ones.
        CHECK(difference_text(reference, shipped_run(scenario.id),
                              {.tolerance = 1e-12, .floor = 1e-6, .ignored = {"audit"}}) == "");
        CHECK(difference_text(reference, shipped_run(scenario.id),
                              {.tolerance = 1e-9, .ignored = {"audit"}}) == "");
    }
}

TEST_CASE("a run is the same bits every time") {
    for (const auto& scenario : all_shipped()) {
        for (const auto arithmetic : {Arithmetic::lanes, Arithmetic::reference}) {
            CHECK(difference_text(run_of(scenario, arithmetic), run_of(scenario, arithmetic)) ==
                  "");
        }
    }
}

TEST_CASE("neither threads nor the order of scenarios nor their company change a bit") {
    const int threads_before = omp_get_max_threads();
    std::vector<config::Scenario> scenarios = all_shipped();
    for (const int threads : {1, 2, 7}) {
        omp_set_num_threads(threads);
        for (int order = 0; order < 3; ++order) {
            std::rotate(scenarios.begin(), scenarios.begin() + 1, scenarios.end());
            const Dataset company = engine::run(scenarios);
            for (const auto& scenario : scenarios) {
                INFO(scenario.id << " on " << threads << " threads, order " << order);
                CHECK(differences_in_company(company, scenario) == "");
            }
        }
    }
    omp_set_num_threads(threads_before);
}

}  // namespace
}  // namespace tanlu::test

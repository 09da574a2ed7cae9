// Runs a scenario from a program of one's own and prints its direct CO2, year by year.
//
//   consumer                    which Tanlu is linked: what a result should be cited with
//   consumer SCENARIO.yaml      year and direct (ttw) CO2 in Mt
#include <tanlu/tanlu.hpp>

#include <cstddef>
#include <iomanip>
#include <iostream>

namespace {

constexpr double kKilogramsPerMegatonne = 1e9;

void print_version() {
    const tanlu::BuildInfo& build = tanlu::build_info();
    std::cout << "Tanlu " << build.version << " (" << build.git_hash << ")\n"
              << build.build_type << " build by " << build.compiler << "\n"
              << build.flags << "\n";
}

void print_co2(const char* path) {
    const tanlu::Scenario scenario = tanlu::Scenario::load(path);
    const tanlu::Results results = tanlu::simulate({scenario});
    const auto co2 = results.series("co2_by_boundary", scenario.id(), {"ttw"});
    const auto years = results.years();
    std::cout << std::fixed << std::setprecision(1);
    for (std::size_t i = 0; i < years.size(); ++i) {
        std::cout << years[i] << ' ' << co2[i] / kKilogramsPerMegatonne << '\n';
    }
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (argc > 1) {
            print_co2(argv[1]);
        } else {
            print_version();
        }
        return 0;
    } catch (const tanlu::Error& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}

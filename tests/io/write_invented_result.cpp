// Writes the invented result and its tables, for the tests that open them with other programs, or
// reads a result that those have changed:
//   write_invented_result FOLDER
//   write_invented_result --read FILE
#include <fstream>
#include <iostream>

#include "io/export_csv.hpp"
#include "io/export_iamc.hpp"
#include "io/invented_result.hpp"
#include "io/result_file.hpp"

int main(int argc, char** argv) {
    if (argc == 3 && std::string(argv[1]) == "--read") {
        return tanlu::read_result(argv[2]).variables.empty() ? 2 : 0;
    }
    if (argc != 2) {
        std::cerr << "usage: write_invented_result FOLDER\n";
        return 1;
    }
    const std::string folder = argv[1];
    tanlu::write_result(tanlu::test::invented_result(), folder + "/invented.h5",
                        tanlu::Overwrite::yes);
    const tanlu::Dataset result = tanlu::read_result(folder + "/invented.h5");
    std::ofstream csv(folder + "/invented.csv");
    tanlu::export_csv(result, csv);
    std::ofstream iamc(folder + "/invented_iamc.csv");
    tanlu::export_iamc(result, iamc);
    return csv && iamc ? 0 : 2;
}

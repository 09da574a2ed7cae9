// Writes the invented result and its tables, for the tests that open them with other programs:
// write_invented_result FOLDER
#include <fstream>
#include <iostream>

#include "io/export_csv.hpp"
#include "io/export_iamc.hpp"
#include "io/invented_result.hpp"
#include "io/result_file.hpp"

int main(int argc, char** argv) {
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

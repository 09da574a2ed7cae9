// Writes files of tables along samples into a folder: plain.h5 chunk after chunk, backwards.h5 in
// reverse, stored.h5 without compression, parts in part 50%.h5 and part-2.h5, master.h5 over these.
#include <cstdio>
#include <string>

#include "io/piecewise_file.hpp"

int main(int count, char** arguments) {
    using namespace tanlu;
    if (count != 2) {
        std::fprintf(stderr, "usage: write_sample_tables FOLDER\n");
        return 1;
    }
    const std::string folder = std::string(arguments[1]) + "/";
    const test::SampleTables all{0, 1000};
    const auto deflate = h5::Compression::deflate;
    test::write_sample_file(folder + "plain.h5", all, deflate);
    test::write_sample_file(folder + "backwards.h5", all, deflate, true);
    test::write_sample_file(folder + "stored.h5", all, h5::Compression::none);
    test::write_sample_file(folder + "part 50%.h5", {0, 512}, deflate);
    test::write_sample_file(folder + "part-2.h5", {512, 488}, deflate, true);
    test::write_master_file(folder + "master.h5", all, {{"part 50%.h5", 512}, {"part-2.h5", 488}});
    return 0;
}

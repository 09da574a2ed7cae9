#include "cli/study_of_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "ensemble/shards.hpp"
#include "io/ensemble_texts.hpp"
#include "io/seal.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cli {

study::Study study_of_file(const std::string& path) {
    h5::expect_hdf5(path);
    check_seal(path);
    return read_origin(h5::Reader(path), path);
}

study::Study study_of_pieces(const std::string& folder) {
    namespace fs = std::filesystem;
    std::error_code error;
    std::vector<std::string> paths;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (ensemble::range_in_name(entry.path().filename().string())) {
            paths.push_back(entry.path().string());
        }
    }
    std::sort(paths.begin(), paths.end());
    std::string problems;
    for (const auto& path : paths) {
        try {
            return study_of_file(path);
        } catch (const Error& problem) {
            problems += fmt::format("\n  {}", problem.what());
        }
    }
    throw RunError(fmt::format(
        "no piece of a study in '{}'{}\n  hint: 'tanlu ensemble STUDY -o DIR' writes them there",
        folder, problems));
}

}  // namespace tanlu::cli

// Writes the goldens anew from the shipped scenarios: ninja update-goldens.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "config/scenario.hpp"
#include "engine/run.hpp"
#include "levers/lever.hpp"
#include "regression/golden.hpp"
#include "study/study.hpp"

namespace {

void write(const std::string& name, const std::string& text) {
    const std::string path = tanlu::test::golden_path(name);
    std::ofstream out(path);
    out << text;
    if (!out.flush()) throw std::runtime_error("cannot write " + path);
    std::cout << path << "\n";
}

}  // namespace

int main() {
    std::map<std::string, tanlu::Dataset> runs;
    for (const auto& file :
         std::filesystem::directory_iterator(TANLU_SOURCE_DIR "/scenarios/china")) {
        if (file.path().extension() != ".yaml") continue;
        if (tanlu::study::is_study_file(file.path().string())) continue;
        const std::string id = file.path().stem().string();
        const auto scenario =
            tanlu::config::load_scenario(file.path().string(), tanlu::levers::specs());
        runs[id] = tanlu::engine::run({&scenario, 1});
        write(id + ".csv", tanlu::test::to_csv(tanlu::test::key_outputs(runs[id])));
    }
    write("bits.txt", tanlu::test::to_text(runs));
}

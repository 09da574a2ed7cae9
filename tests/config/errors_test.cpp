// tests/errors/ holds bad input files, each with its exact message beside it: NAME.yaml with
// NAME.txt. To see or renew the messages: test_config "[.update-errors]", then read the difference.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "config/scenario.hpp"
#include "config/support.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using namespace tanlu::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kFolder = "tests/errors";
/// A folder whose every case would pass says nothing.
constexpr std::size_t kFewestCases = 40;

std::vector<fs::path> cases() {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(kFolder)) {
        const bool is_pack = entry.is_directory() && fs::exists(entry.path() / "pack.yaml");
        if (is_pack || entry.path().extension() == ".yaml") paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string message_of(const fs::path& path) {
    try {
        if (fs::is_directory(path)) {
            config::load_pack(path.string());
        } else {
            config::load_scenario(path.string(), test_levers());
        }
    } catch (const InputError& error) {
        return std::string(error.what()) + "\n";
    }
    return "no error\n";
}

fs::path expected_path(fs::path path) {
    return path.replace_extension(".txt");
}

}  // namespace

TEST_CASE("Every bad file gives exactly its message") {
    const AtSourceDirectory here;
    const auto paths = cases();
    CHECK(paths.size() >= kFewestCases);
    for (const auto& path : paths) {
        INFO(path.string());
        const std::string message = message_of(path);
        CHECK(message == text_of(expected_path(path)));
        CHECK(message.find(".cpp") == std::string::npos);
        CHECK(message.find(".hpp") == std::string::npos);
    }
}

TEST_CASE("Write the messages of bad files", "[.update-errors]") {
    const AtSourceDirectory here;
    for (const auto& path : cases()) {
        const std::string message = message_of(path);
        REQUIRE(message != "no error\n");
        std::ofstream(expected_path(path), std::ios::binary) << message;
    }
}

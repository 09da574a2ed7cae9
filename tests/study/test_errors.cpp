// tests/errors/study/ holds bad study files, each with its exact message beside it: NAME.yaml with
// NAME.txt. To see or renew the messages: test_study "[.update-errors]", then read the difference.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "config/support.hpp"
#include "ensemble/plan.hpp"
#include "support/studies.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using namespace tanlu::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kFolder = "tests/errors/study";
/// A folder whose every case would pass says nothing.
constexpr std::size_t kFewestCases = 60;

std::vector<fs::path> cases() {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(kFolder)) {
        if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
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
        const ensemble::Plan plan(study::load_study(path.string(), levers::specs()));
    } catch (const Error& error) {
        return std::string(error.what()) + "\n";
    }
    return "no error\n";
}

fs::path expected_path(fs::path path) {
    return path.replace_extension(".txt");
}

}  // namespace

TEST_CASE("Every bad study gives exactly its message") {
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

TEST_CASE("Write the messages of bad studies", "[.update-errors]") {
    const AtSourceDirectory here;
    for (const auto& path : cases()) {
        const std::string message = message_of(path);
        INFO(path.string());
        CHECK(message != "no error\n");
        std::ofstream(expected_path(path), std::ios::binary) << message;
    }
}

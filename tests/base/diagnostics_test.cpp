#include "base/diagnostics.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace tanlu;

namespace {

/// A file that exists as long as the object.
class TemporaryFile {
public:
    TemporaryFile(const std::string& name, const std::string& content)
        : path_((std::filesystem::temp_directory_path() / name).string()) {
        std::ofstream(path_) << content;
    }
    ~TemporaryFile() { std::remove(path_.c_str()); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace

TEST_CASE("A located error shows the line, a caret and a hint") {
    const TemporaryFile file("tanlu_diagnostics_test.yaml", "first: 1\nsecond: x\n");
    Diagnostic diagnostic;
    diagnostic.origin = Origin{file.path(), 2, 9};
    diagnostic.message = "'x' is no number";
    diagnostic.hint = "write 2";

    CHECK(to_string(diagnostic) == file.path() +
                                       ":2:9: error: 'x' is no number\n"
                                       "  second: x\n"
                                       "          ^\n"
                                       "  hint: write 2");
}

TEST_CASE("All errors are thrown together, in the order of the file") {
    Diagnostics diagnostics;
    diagnostics.error({"no-such-file.yaml", 7, 1}, "later");
    diagnostics.error({"no-such-file.yaml", 3, 1}, "sooner");
    diagnostics.warning({"no-such-file.yaml", 1, 1}, "only a warning");

    REQUIRE(diagnostics.has_errors());
    try {
        diagnostics.throw_if_errors();
        FAIL("nothing was thrown");
    } catch (const InputError& error) {
        CHECK(std::string(error.what()) ==
              "no-such-file.yaml:3:1: error: sooner\nno-such-file.yaml:7:1: error: later");
    }
}

TEST_CASE("Warnings alone are no errors") {
    Diagnostics diagnostics;
    diagnostics.warning({"file.yaml", 1, 1}, "odd");

    CHECK_FALSE(diagnostics.has_errors());
    CHECK_NOTHROW(diagnostics.throw_if_errors());
}

#include "schema/input_file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "schema/messages.hpp"
#include "support/temporary_directory.hpp"

using namespace tanlu;
using tanlu::test::messages;
using tanlu::test::TemporaryDirectory;

namespace {

std::string error_of(const std::string& path) {
    Diagnostics diagnostics;
    CHECK_FALSE(schema::read_input(path, {}, diagnostics).has_value());
    REQUIRE(diagnostics.all().size() == 1);
    return diagnostics.all().front().message;
}

}  // namespace

TEST_CASE("Text is read, its byte order mark taken off") {
    const TemporaryDirectory directory;
    Diagnostics diagnostics;

    CHECK(schema::read_input(directory.write("a", "x: 城市\n"), {}, diagnostics) == "x: 城市\n");
    CHECK(schema::read_input(directory.write("b", "\xEF\xBB\xBFx: 1\n"), {}, diagnostics) ==
          "x: 1\n");
    CHECK_FALSE(diagnostics.has_errors());
}

TEST_CASE("Only regular files within the bounds are opened") {
    const TemporaryDirectory directory;
    const std::string fifo = directory.path("fifo");
    REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);

    CHECK(error_of(directory.path("absent")).ends_with("(no such file)"));
    CHECK(error_of(directory.path()).ends_with("(it is a directory)"));
    CHECK(error_of(fifo).ends_with("(it is not a regular file)"));
    CHECK(error_of("/dev/zero").ends_with("(it is not a regular file)"));
    CHECK(error_of(directory.write("big", std::string(schema::kLargestFile + 1, ' ')))
              .ends_with("(4194305 bytes; at most 4194304 are allowed)"));
}

TEST_CASE("Bytes that are not UTF-8 text are refused with their place") {
    const auto error_in = [](const std::string& text) {
        Diagnostics diagnostics;
        CHECK_FALSE(schema::is_clean_text(text, "f", diagnostics));
        return messages(diagnostics).front();
    };

    CHECK(error_in("a: 1\nb: caf\xE9\n").starts_with("2:7: the file is not UTF-8 (byte 0xE9)"));
    CHECK(error_in("a: \xC0\xAF").starts_with("1:4: the file is not UTF-8"));      // overlong
    CHECK(error_in("a: \xED\xA0\x80").starts_with("1:4: the file is not UTF-8"));  // surrogate
    CHECK(error_in("a: \xF4\x90\x80\x80").starts_with("1:4: the file is not UTF-8"));
    CHECK(error_in("a: \xE5\x9F").starts_with("1:4: the file is not UTF-8"));  // cut short
    CHECK(error_in(std::string("a: \0", 4)).starts_with("1:4: control character 0x00"));
    CHECK(error_in("a: \x1B[2J").starts_with("1:4: control character 0x1B"));
}

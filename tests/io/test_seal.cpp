#include "io/seal.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/hash.hpp"
#include "io/temporary_folder.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using test::TemporaryFolder;

namespace {

/// Bytes that repeat nowhere near the size of the pieces that are read.
std::string content(std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>((i * i) >> 7);
    return bytes;
}

void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("a seal is the check sum of all bytes before it") {
    const TemporaryFolder folder;
    const std::string path = folder.path("a");
    // Pieces are 1 MiB: less than one, one, and some with a rest.
    for (const std::size_t size :
         {std::size_t{0}, std::size_t{5}, std::size_t{1} << 20, (std::size_t{5} << 19) + 17}) {
        const std::string bytes = content(size);
        write(path, bytes);
        append_seal(path, "a");
        CHECK(read(path) == bytes + "\ntanlu-seal sha256:" + sha256(bytes) + "\n");
        CHECK_NOTHROW(check_seal(path));
    }
}

TEST_CASE("a change in any piece breaks the seal") {
    const TemporaryFolder folder;
    const std::string path = folder.path("a");
    const std::size_t size = (std::size_t{5} << 19) + 17;
    write(path, content(size));
    append_seal(path, "a");
    const std::string sealed = read(path);
    for (const std::size_t at : {std::size_t{0}, std::size_t{1} << 20, size - 1, size + 30}) {
        std::string changed = sealed;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        write(path, changed);
        CHECK_THROWS_AS(check_seal(path), InputError);
    }
}

TEST_CASE("a file without a seal passes and an absent one does not") {
    const TemporaryFolder folder;
    write(folder.path("a"), content(3000));
    CHECK_NOTHROW(check_seal(folder.path("a")));
    CHECK_THROWS_AS(check_seal(folder.path("absent")), EnvironmentError);
    CHECK_THROWS_AS(append_seal(folder.path("absent"), "absent"), EnvironmentError);
}

#include "io/pending_file.hpp"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "io/hdf5.hpp"
#include "io/processes.hpp"
#include "io/result_file.hpp"
#include "io/sample.hpp"
#include "io/temporary_folder.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using test::complaint;
using test::in_child;
using test::TemporaryFolder;

namespace {

std::string content_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// A result of some megabytes that do not compress.
Dataset large_result() {
    Dataset data;
    data.axes = {{"sample", "", {}, {}}};
    for (int i = 0; i < 400000; ++i) data.axes[0].labels.push_back(std::to_string(i));
    Variable variable{"co2", "kg/yr", "", "", {"sample"}, {}};
    double x = 0.123;
    for (int i = 0; i < 400000; ++i) variable.data.push_back(x = 3.99 * x * (1 - x));
    data.variables = {variable};
    return data;
}

}  // namespace

TEST_CASE("a text appears under its name and nothing else does") {
    const TemporaryFolder folder;

    write_text("碳,1\n", folder.path("a.csv"), Overwrite::no);

    CHECK(content_of(folder.path("a.csv")) == "碳,1\n");
    CHECK(folder.names() == std::vector<std::string>{"a.csv"});
}

TEST_CASE("an existing file is replaced only when asked") {
    const TemporaryFolder folder;
    write_text("old", folder.path("a"), Overwrite::no);

    CHECK_THAT(complaint([&] { write_text("new", folder.path("a"), Overwrite::no); }),
               Catch::Contains("exists and is not overwritten (--force overwrites)"));
    CHECK(content_of(folder.path("a")) == "old");
    CHECK_THROWS_AS(write_result(test::small_result(), folder.path("a"), Overwrite::no),
                    EnvironmentError);
    CHECK(content_of(folder.path("a")) == "old");

    write_text("new", folder.path("a"), Overwrite::yes);
    CHECK(content_of(folder.path("a")) == "new");
    CHECK(folder.names().size() == 1);
}

TEST_CASE("a file that came up while writing is not replaced") {
    const TemporaryFolder folder;
    PendingFile pending(folder.path("a"), Overwrite::no);
    std::ofstream(pending.temporary()) << "mine";
    std::ofstream(folder.path("a")) << "theirs";

    CHECK_THAT(complaint([&] { pending.publish(); }), Catch::Contains("is not overwritten"));
    CHECK(content_of(folder.path("a")) == "theirs");
}

TEST_CASE("a link stays and the file it names is replaced") {
    const TemporaryFolder folder;
    write_text("old", folder.path("file"), Overwrite::no);
    std::filesystem::create_symlink("file", folder.path("link"));

    write_text("new", folder.path("link"), Overwrite::yes);

    CHECK(std::filesystem::is_symlink(folder.path("link")));
    CHECK(content_of(folder.path("file")) == "new");
}

TEST_CASE("places that cannot be written are named before the work") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path("folder"));

    CHECK_THAT(complaint([&] { expect_writable(folder.path("no/a.h5"), Overwrite::no); }),
               Catch::Contains("no folder '" + folder.path("no") + "'"));
    CHECK_THAT(complaint([&] { expect_writable(folder.path("folder"), Overwrite::yes); }),
               Catch::Contains("a folder, not a regular file"));
    CHECK_THAT(complaint([&] { expect_writable("/dev/null", Overwrite::yes); }),
               Catch::Contains("a device, pipe or socket, not a regular file"));
    CHECK(std::filesystem::is_character_file("/dev/null"));
    CHECK(complaint([&] { expect_writable(folder.path("a.h5"), Overwrite::no); }).empty());
}

TEST_CASE("a folder without write permission is reported") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path("closed"));
    ::chmod(folder.path("closed").c_str(), 0555);
    ::chmod(folder.path("").c_str(), 0755);
    const std::string target = folder.path("closed/a.h5");

    // Root may write anywhere: the child gives its rights up.
    const int status = in_child([&] {
        if (::getuid() == 0 && ::setuid(65534) != 0) std::_Exit(3);
        const std::string text =
            complaint([&] { write_result(test::small_result(), target, Overwrite::no); });
        std::_Exit(text.find("Permission denied") != std::string::npos ? 0 : 1);
    });

    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK_FALSE(std::filesystem::exists(target));
    CHECK(std::filesystem::is_empty(folder.path("closed")));
}

TEST_CASE("a file that grows too large leaves nothing behind") {
    const TemporaryFolder folder;
    const Dataset data = large_result();

    const int status = in_child([&] {
        ::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{1 << 20, 1 << 20};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const std::string text =
            complaint([&] { write_result(data, folder.path("a.h5"), Overwrite::no); });
        if (text.find("File too large") == std::string::npos) std::exit(1);
    });

    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(folder.names().empty());
}

TEST_CASE("a full disk is reported and the program ends in order") {
    const TemporaryFolder folder;
    const std::string disk = folder.path("disk");
    std::filesystem::create_directory(disk);
    const Dataset data = large_result();

    const int status = test::on_small_disk(disk, [&] {
        const std::string target = disk + "/a.h5";
        const std::string text = complaint([&] { write_result(data, target, Overwrite::no); });
        if (text.find("No space left on device") == std::string::npos) std::exit(1);
        if (text.find(target) == std::string::npos) std::exit(2);
        if (!std::filesystem::is_empty(disk)) std::exit(3);
    });

    CHECK(WIFEXITED(status));
    if (WEXITSTATUS(status) == test::kNoSmallDisk) {
        WARN("not run: making a small disk needs root");
    } else {
        CHECK(WEXITSTATUS(status) == 0);
    }
}

TEST_CASE("a process killed before publishing leaves the old file") {
    const TemporaryFolder folder;
    write_text("old", folder.path("a.h5"), Overwrite::no);

    const int status = in_child([&] {
        PendingFile pending(folder.path("a.h5"), Overwrite::yes);
        h5::Writer file(pending.temporary(), folder.path("a.h5"));
        file.axis("year", std::vector<int>{2019});
        file.close();
        ::kill(::getpid(), SIGKILL);
    });

    CHECK(WIFSIGNALED(status));
    CHECK(content_of(folder.path("a.h5")) == "old");
}

TEST_CASE("a process killed at any moment leaves a whole file or none") {
    const TemporaryFolder folder;
    const Dataset data = large_result();
    const std::string target = folder.path("a.h5");

    int whole = 0;
    for (int delay = 0; delay < 12; ++delay) {
        std::filesystem::remove(target);
        const pid_t child = ::fork();
        if (child == 0) {
            write_result(data, target, Overwrite::no);
            ::pause();
        }
        ::usleep(static_cast<useconds_t>(delay) * 30000);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        if (!std::filesystem::exists(target)) continue;
        ++whole;
        CHECK(read_result(target).variables[0].data == data.variables[0].data);
    }
    INFO("whole files: " << whole);
    CHECK(whole < 12);
}

TEST_CASE("a file that another program writes to is reported with a hint") {
    const TemporaryFolder folder;
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const h5::Writer open(folder.path("a.h5"), "a.h5");
        (void)!::write(ready[1], "x", 1);
        ::pause();
    }
    char sign = 0;
    REQUIRE(::read(ready[0], &sign, 1) == 1);

    const std::string text = complaint([&] { h5::Reader file(folder.path("a.h5")); });
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ready[0]);
    ::close(ready[1]);

    CHECK_THAT(text, Catch::Contains("the file is locked") &&
                         Catch::Contains("HDF5_USE_FILE_LOCKING=FALSE"));
}

#include "io/result_file.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "io/hdf5.hpp"
#include "io/sample.hpp"
#include "io/temporary_folder.hpp"
#include "tanlu/error.hpp"
#include "tanlu/version.hpp"

using namespace tanlu;
using test::TemporaryFolder;

namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// What `read_result` says about a file; empty where it read it.
std::string complaint(const std::string& path) {
    try {
        read_result(path);
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

/// What `write_result` says about a dataset that contradicts itself.
std::string refusal(const Dataset& data) {
    const TemporaryFolder folder;
    try {
        write_result(data, folder.path("a.h5"), Overwrite::no);
        return "";
    } catch (const Error& error) {
        CHECK(folder.names().empty());
        return error.what();
    }
}

}  // namespace

TEST_CASE("a result comes back as it was written") {
    const TemporaryFolder folder;
    const Dataset written = test::small_result();

    write_result(written, folder.path("a.h5"), Overwrite::no);
    const Dataset read = read_result(folder.path("a.h5"));

    REQUIRE(read.axes.size() == written.axes.size());
    for (std::size_t i = 0; i < read.axes.size(); ++i) {
        CHECK(read.axes[i].name == written.axes[i].name);
        CHECK(read.axes[i].doc == written.axes[i].doc);
        CHECK(read.axes[i].labels == written.axes[i].labels);
        CHECK(read.axes[i].years == written.axes[i].years);
    }
    REQUIRE(read.variables.size() == written.variables.size());
    for (std::size_t i = 0; i < read.variables.size(); ++i) {
        const Variable& a = written.variables[i];
        const Variable& b = read.variables[i];
        CHECK(a.name == b.name);
        CHECK(a.unit == b.unit);
        CHECK(a.long_name == b.long_name);
        CHECK(a.iamc == b.iamc);
        CHECK(a.axes == b.axes);
        CHECK(std::equal(a.data.begin(), a.data.end(), b.data.begin(), b.data.end(), test::same));
    }
    CHECK(read.provenance == written.provenance);
    auto attributes = written.attributes;
    attributes["tanlu_version"] = build_info().version;
    attributes["git_hash"] = build_info().git_hash;
    CHECK(read.attributes == attributes);
}

TEST_CASE("a result keeps the version of the program that made it") {
    const TemporaryFolder folder;
    Dataset data = test::small_result();
    data.attributes["tanlu_version"] = "0.0.9";
    data.attributes["git_hash"] = "abc";

    write_result(data, folder.path("a.h5"), Overwrite::no);

    CHECK(read_result(folder.path("a.h5")).attributes == data.attributes);
}

TEST_CASE("a result may have no provenance and no variables") {
    const TemporaryFolder folder;
    Dataset data = test::small_result();
    data.provenance.clear();
    data.variables.clear();

    write_result(data, folder.path("a.h5"), Overwrite::no);
    const Dataset read = read_result(folder.path("a.h5"));

    CHECK(read.provenance.empty());
    CHECK(read.variables.empty());
    CHECK(read.axes.size() == data.axes.size());
}

TEST_CASE("tables larger than a chunk come back whole") {
    const TemporaryFolder folder;
    Dataset data;
    data.axes = {{"sample", "", {}, {}}, {"year", "", {}, {2019, 2060}}};
    for (int i = 0; i < 100003; ++i) data.axes[0].labels.push_back(std::to_string(i));
    Variable variable{"co2", "kg/yr", "", "", {"sample", "year"}, {}};
    for (int i = 0; i < 2 * 100003; ++i) variable.data.push_back(1.0 / (1 + i));
    data.variables = {variable};

    write_result(data, folder.path("a.h5"), Overwrite::no);

    CHECK(read_result(folder.path("a.h5")).variables[0].data == variable.data);
}

TEST_CASE("the same dataset makes the same bytes") {
    const TemporaryFolder folder;

    write_result(test::small_result(), folder.path("a.h5"), Overwrite::no);
    // Files of the library hold times in seconds unless told otherwise.
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    write_result(test::small_result(), folder.path("other_name.h5"), Overwrite::no);
    Dataset changed = test::small_result();
    changed.variables[0].data[0] = std::nextafter(changed.variables[0].data[0], 0.0);
    write_result(changed, folder.path("changed.h5"), Overwrite::no);

    CHECK(bytes_of(folder.path("a.h5")) == bytes_of(folder.path("other_name.h5")));
    CHECK(bytes_of(folder.path("a.h5")) != bytes_of(folder.path("changed.h5")));
}

TEST_CASE("what would be unreadable is not written") {
    const Dataset good = test::small_result();
    REQUIRE(refusal(good).empty());

    Dataset data = good;
    data.variables[0].data.pop_back();
    CHECK_THAT(refusal(data), Catch::Contains("'population' has 5 numbers, its axes need 6"));
    data = good;
    data.variables[0].axes[1] = "planet";
    CHECK_THAT(refusal(data), Catch::Contains("'population' has an unknown axis 'planet'"));
    data = good;
    data.variables[1].name = "population";
    CHECK_THAT(refusal(data), Catch::Contains("'population' is taken twice"));
    data = good;
    data.variables[1].name = "year";
    CHECK_THAT(refusal(data), Catch::Contains("'year' is taken twice"));
    data = good;
    data.variables[1].name = "a/b";
    CHECK_THAT(refusal(data), Catch::Contains("'a/b' is no name"));
    data = good;
    data.axes[0].labels[1] = data.axes[0].labels[0];
    CHECK_THAT(refusal(data), Catch::Contains("axis 'scenario' has 'reference' twice"));
    data = good;
    data.axes[2].years = {2019, 2021, 2020};
    CHECK_THAT(refusal(data), Catch::Contains("the years of axis 'year' do not rise"));
    data = good;
    data.axes[1].labels.clear();
    CHECK_THAT(refusal(data), Catch::Contains("axis 'region' is empty"));
    data = good;
    data.attributes["format_version"] = "7.0";
    CHECK_THAT(refusal(data), Catch::Contains("'format_version' belongs to the format"));
    data = good;
    data.provenance["scenario"] = std::string("a\0b", 3);
    CHECK_THAT(refusal(data), Catch::Contains("zero byte"));
}

TEST_CASE("files of other versions are refused by name") {
    const TemporaryFolder folder;
    const auto make = [&](const std::string& version) {
        const std::string path = folder.path("v" + version + ".h5");
        h5::Writer file(path, path);
        file.attribute("/", "tanlu_format", "tanlu-result");
        file.attribute("/", "format_version", version);
        file.attribute("/", "tanlu_version", "9.9.9");
        file.close();
        return path;
    };

    CHECK_THAT(complaint(make("2.0")),
               Catch::Contains("format version 2.0, written by Tanlu 9.9.9, newer") &&
                   Catch::Contains("use a newer Tanlu"));
    CHECK_THAT(complaint(make("0.3")),
               Catch::Contains("format version 0.3") && Catch::Contains("older than this program"));
    CHECK_THAT(complaint(make("soon")), Catch::Contains("'soon', which is no version"));
    CHECK(complaint(make("1.7")).empty());
}

TEST_CASE("foreign files are refused") {
    const TemporaryFolder folder;
    write_bytes(folder.path("text.h5"), "year,co2\n2019,1\n");
    write_bytes(folder.path("empty.h5"), "");
    {
        h5::Writer file(folder.path("foreign.h5"), "foreign.h5");
        file.axis("year", std::vector<int>{2019});
        file.close();
        h5::Writer other(folder.path("other.h5"), "other.h5");
        other.attribute("/", "tanlu_format", "tanlu-ensemble");
        other.close();
    }

    CHECK_THROWS_AS(read_result(folder.path("text.h5")), InputError);
    CHECK_THAT(complaint(folder.path("text.h5")), Catch::Contains("error: not an HDF5 file"));
    CHECK_THAT(complaint(folder.path("empty.h5")), Catch::Contains("error: not an HDF5 file"));
    CHECK_THAT(complaint(folder.path("foreign.h5")), Catch::Contains("no result of Tanlu"));
    CHECK_THAT(complaint(folder.path("other.h5")), Catch::Contains("holds 'tanlu-ensemble'"));
    CHECK_THAT(complaint(folder.path("")), Catch::Contains("error: not a regular file"));
    CHECK_THROWS_AS(read_result(folder.path("absent.h5")), EnvironmentError);
    CHECK_THAT(complaint(folder.path("absent.h5")),
               Catch::Contains("cannot read '" + folder.path("absent.h5") + "': No such file"));
}

TEST_CASE("truncated files are refused, wherever they end") {
    const TemporaryFolder folder;
    write_result(test::small_result(), folder.path("a.h5"), Overwrite::no);
    const std::string bytes = bytes_of(folder.path("a.h5"));
    const std::size_t content = bytes.find("\ntanlu-seal sha256:");
    REQUIRE(content != std::string::npos);

    for (std::size_t length = 1; length < content; length += 97) {
        write_bytes(folder.path("cut.h5"), bytes.substr(0, length));
        INFO("after " << length << " of " << bytes.size() << " bytes");
        CHECK_THROWS_AS(read_result(folder.path("cut.h5")), InputError);
    }
    CHECK_THAT(complaint(folder.path("cut.h5")), Catch::Contains("error: damaged or incomplete"));
    write_bytes(folder.path("unsealed.h5"), bytes.substr(0, content));
    CHECK(complaint(folder.path("unsealed.h5")).empty());
}

TEST_CASE("any changed byte is noticed") {
    const TemporaryFolder folder;
    write_result(test::small_result(), folder.path("a.h5"), Overwrite::no);
    const std::string bytes = bytes_of(folder.path("a.h5"));
    const std::size_t content = bytes.find("\ntanlu-seal sha256:");

    for (std::size_t at = 0; at < content; at += 173) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
        write_bytes(folder.path("b.h5"), damaged);
        INFO("byte " << at);
        CHECK_THROWS_AS(read_result(folder.path("b.h5")), InputError);
    }
    std::string damaged = bytes;
    damaged.back() = 'x';
    damaged[bytes.size() - 2] = damaged[bytes.size() - 2] == '0' ? '1' : '0';
    write_bytes(folder.path("b.h5"), damaged);
    CHECK_THAT(complaint(folder.path("b.h5")),
               Catch::Contains("error: damaged: it does not agree with its check sum"));
}

TEST_CASE("numbers that another program left out of shape are refused") {
    const TemporaryFolder folder;
    const auto make = [&](const std::string& name, auto&& fill) {
        h5::Writer file(folder.path(name), name);
        file.attribute("/", "tanlu_format", "tanlu-result");
        file.attribute("/", "format_version", "1.0");
        fill(file);
        file.close();
        return complaint(folder.path(name));
    };

    CHECK_THAT(make("text.h5", [](h5::Writer& file) { file.text("note", "mine"); }),
               Catch::Contains("'note' is neither an axis nor a variable"));
    CHECK(make("group.h5", [](h5::Writer& file) { file.group("mine"); }).empty());
}

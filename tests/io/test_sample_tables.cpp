#include <catch2/catch.hpp>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include "io/chunks.hpp"
#include "io/hdf5.hpp"
#include "io/pending_file.hpp"
#include "io/piecewise_file.hpp"
#include "io/processes.hpp"
#include "io/sample.hpp"
#include "io/temporary_folder.hpp"
#include "tanlu/error.hpp"

using namespace tanlu;
using test::SampleTables;
using test::TemporaryFolder;

namespace {

template <class T>
bool same_numbers(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

void check_tables(const std::string& path, const SampleTables& tables) {
    const h5::Reader file(path);
    CHECK(same_numbers(file.rows<std::int64_t>("sample", 0, tables.count), tables.samples()));
    CHECK(same_numbers(file.rows<float>("co2", 0, tables.count), tables.co2()));
    CHECK(same_numbers(file.rows<double>("budget", 0, tables.count), tables.budget()));
    CHECK(same_numbers(file.rows<std::int32_t>("peak_year", 0, tables.count), tables.peak_year()));
    CHECK(same_numbers(file.rows<std::int64_t>("draw", 0, tables.count), tables.draw()));
    CHECK(same_numbers(file.rows<std::uint8_t>("status", 0, tables.count), tables.status()));
}

/// Two part files and a master over them.
void write_study(const TemporaryFolder& folder) {
    test::write_sample_file(folder.path("a%b.h5"), {0, 512}, h5::Compression::deflate);
    test::write_sample_file(folder.path("c.h5"), {512, 300}, h5::Compression::none);
    test::write_master_file(folder.path("master.h5"), {0, 812}, {{"a%b.h5", 512}, {"c.h5", 300}});
}

}  // namespace

TEST_CASE("tables written in pieces read back in full and by rows") {
    const TemporaryFolder folder;
    const std::string path = folder.path("a.h5");
    const auto compression = GENERATE(h5::Compression::deflate, h5::Compression::none);
    const bool backwards = GENERATE(false, true);
    const SampleTables tables{1024, 700};  // the last chunk has 700 - 512 rows
    test::write_sample_file(path, tables, compression, backwards);

    check_tables(path, tables);
    const h5::Reader file(path);
    const auto whole = tables.co2();
    CHECK(same_numbers(file.rows<float>("co2", 250, 20),
                       std::vector<float>(whole.begin() + 750, whole.begin() + 810)));
    CHECK(file.rows<float>("co2", 700, 0).empty());
    CHECK(file.shape("co2") == std::vector<std::uint64_t>{700, 3});
    CHECK(file.axes_of("co2") == std::vector<std::string>{"sample", "year"});
    CHECK(file.element("co2") == h5::Element::f32);
    CHECK(file.element("status") == h5::Element::u8);
    CHECK(file.kind("co2") == h5::Kind::table);
    CHECK(file.kind("status") == h5::Kind::integers);
    CHECK(file.kind("sample") == h5::Kind::axis);
    CHECK(file.attributes("co2").at("units") == "kg/yr");
}

TEST_CASE("fewer rows than a chunk make one chunk") {
    const TemporaryFolder folder;
    const SampleTables tables{0, 10};
    test::write_sample_file(folder.path("a.h5"), tables, h5::Compression::deflate);
    check_tables(folder.path("a.h5"), tables);
}

TEST_CASE("rows that were never written are NaN or zero") {
    const TemporaryFolder folder;
    {
        h5::Writer file(folder.path("a.h5"), "a.h5");
        file.axis("sample", std::span<const std::int64_t>(SampleTables{0, 600}.samples()));
        const auto reals =
            file.chunked_table("x", h5::Element::f64, {"sample"}, 256, h5::Compression::deflate);
        file.chunked_table("flags", h5::Element::u8, {"sample"}, 256, h5::Compression::deflate);
        file.write_chunk("x", 1,
                         h5::pack(reals, std::span<const double>(std::vector<double>(256, 4.0))));
        file.close();
    }
    const h5::Reader file(folder.path("a.h5"));
    const auto x = file.rows<double>("x", 0, 600);
    CHECK(std::isnan(x[255]));
    CHECK(x[256] == 4.0);
    CHECK(x[511] == 4.0);
    CHECK(std::isnan(x[512]));
    CHECK(file.rows<std::uint8_t>("flags", 599, 1)[0] == 0);
}

TEST_CASE("a chunk has the same bytes from any thread and in any order") {
    const SampleTables tables{0, 256};
    const h5::ChunkLayout layout{h5::Element::f32, 256, 3, h5::Compression::deflate};
    const auto numbers = tables.co2();
    const auto expected = h5::pack(layout, std::span<const float>(numbers)).bytes;
    CHECK(expected.size() < layout.bytes());
    std::vector<h5::Chunk> chunks(4);
    std::vector<std::thread> threads;
    for (auto& chunk : chunks) {
        threads.emplace_back([&] {
            const std::vector<double> other(1000, 1.0);
            (void)h5::compress(std::as_bytes(std::span(other)), 8);
            chunk = h5::pack(layout, std::span<const float>(numbers));
        });
    }
    for (auto& thread : threads) thread.join();
    for (const auto& chunk : chunks) CHECK(chunk.bytes == expected);
}

TEST_CASE("files written in the same way have the same bytes") {
    const TemporaryFolder folder;
    const auto content = [&](const std::string& name) {
        test::write_sample_file(folder.path(name), {0, 700}, h5::Compression::deflate);
        std::ifstream in(folder.path(name), std::ios::binary);
        return std::string{std::istreambuf_iterator<char>(in), {}};
    };
    CHECK(content("a.h5") == content("b.h5"));
}

TEST_CASE("axes of reals and numbers as attributes come back") {
    const TemporaryFolder folder;
    {
        h5::Writer file(folder.path("a.h5"), "a.h5");
        file.axis("quantile", std::span<const double>(std::vector<double>{0.05, 0.5, 0.95}));
        file.integer_attribute("/", "seed", std::int64_t{1} << 62);
        file.real_attribute("quantile", "error", 0.005);
        file.attribute("/", "title", "text");
        file.close();
    }
    const h5::Reader file(folder.path("a.h5"));
    CHECK(file.rows<double>("quantile", 1, 2) == std::vector<double>{0.5, 0.95});
    CHECK(file.integer_attribute("/", "seed") == std::int64_t{1} << 62);
    CHECK(file.real_attribute("quantile", "error") == 0.005);
    CHECK_FALSE(file.integer_attribute("/", "other").has_value());
    CHECK_THROWS_AS(file.integer_attribute("/", "title"), InputError);
    CHECK_THROWS_AS(file.real_attribute("/", "seed"), InputError);
}

TEST_CASE("rows beyond the end and of another type are refused") {
    const TemporaryFolder folder;
    test::write_sample_file(folder.path("a.h5"), {0, 300}, h5::Compression::deflate);
    const h5::Reader file(folder.path("a.h5"));
    CHECK_THROWS_WITH(file.rows<float>("co2", 299, 2),
                      Catch::Contains("'co2' has 300 rows, not 2 from row 299"));
    CHECK_THROWS_AS(file.rows<float>("co2", 301, 0), InputError);
    CHECK_THROWS_AS(file.rows<float>("co2", 1, ~std::uint64_t{0}), InputError);
    CHECK_THROWS_WITH(file.rows<double>("co2", 0, 1), Catch::Contains("type of numbers"));
    CHECK_THROWS_AS(file.rows<double>("absent", 0, 1), InputError);
}

TEST_CASE("a virtual table over two files reads as one") {
    const TemporaryFolder folder;
    write_study(folder);
    check_tables(folder.path("master.h5"), {0, 812});
    const h5::Reader file(folder.path("master.h5"));
    CHECK(file.rows<std::int64_t>("draw", 510, 4) ==
          std::vector<std::int64_t>{510LL << 40, 511LL << 40, 512LL << 40, 513LL << 40});
    CHECK(file.axes_of("co2") == std::vector<std::string>{"sample", "year"});
    CHECK(file.kind("status") == h5::Kind::integers);
}

TEST_CASE("parts of a virtual table are found where the master lies") {
    const TemporaryFolder folder;
    write_study(folder);
    std::filesystem::create_directory(folder.path("moved"));
    for (const std::string name : {"a%b.h5", "c.h5", "master.h5"}) {
        std::filesystem::rename(folder.path(name), folder.path("moved/" + name));
    }
    check_tables(folder.path("moved/master.h5"), {0, 812});
}

TEST_CASE("a missing or damaged part of a virtual table is refused and not read as NaN") {
    const TemporaryFolder folder;
    write_study(folder);
    const auto read = [&] { return h5::Reader(folder.path("master.h5")).rows<float>("co2", 0, 1); };
    CHECK(read().size() == 3);
    const auto size = std::filesystem::file_size(folder.path("c.h5"));
    std::filesystem::resize_file(folder.path("c.h5"), size / 2);
    CHECK_THROWS_WITH(read(), Catch::Contains("c.h5"));
    std::filesystem::remove(folder.path("c.h5"));
    CHECK_THROWS_WITH(read(), Catch::Contains("c.h5"));
}

TEST_CASE("a truncated file of tables is refused") {
    const TemporaryFolder folder;
    const std::string path = folder.path("a.h5");
    test::write_sample_file(path, {0, 3000}, h5::Compression::deflate);
    const auto size = std::filesystem::file_size(path);
    for (const double share : {0.99, 0.5, 0.1, 0.001}) {
        std::filesystem::resize_file(
            path, static_cast<std::uintmax_t>(share * static_cast<double>(size)));
        CHECK_THROWS_AS(h5::Reader(path), InputError);
    }
}

TEST_CASE("a disk that is full amid the pieces is reported and leaves nothing behind") {
    const TemporaryFolder folder;
    const std::string disk = folder.path("disk");
    std::filesystem::create_directory(disk);
    const auto compression = GENERATE(h5::Compression::deflate, h5::Compression::none);

    const int status = test::on_small_disk(disk, [&] {
        const std::string target = disk + "/a.h5";
        // 100 000 samples of 3 + 2 + 1 + 2 words of 4 bytes and a flag: 3 MB.
        const std::string text = test::complaint([&] {
            PendingFile pending(target, Overwrite::no);
            test::write_sample_file(pending.temporary(), {0, 100000}, compression);
            pending.publish();
        });
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

#pragma once
// Tables along samples, for tests of files written in pieces.
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "io/hdf5.hpp"

namespace tanlu::test {

/// Numbers of samples first .. first+count-1: an output per year, a peak year, a status.
struct SampleTables {
    std::int64_t first;
    std::size_t count;
    static constexpr std::size_t kYears = 3;
    static constexpr std::size_t kChunkRows = 256;

    std::vector<std::int64_t> samples() const {
        std::vector<std::int64_t> numbers(count);
        std::iota(numbers.begin(), numbers.end(), first);
        return numbers;
    }
    std::vector<float> co2() const {
        std::vector<float> numbers;
        for (const auto sample : samples()) {
            for (std::size_t year = 0; year < kYears; ++year) {
                const double x = 1e9 * (1 + 0.1 * std::sin(static_cast<double>(sample))) +
                                 1e7 * static_cast<double>(year);
                numbers.push_back(sample % 100 == 7 ? std::numeric_limits<float>::quiet_NaN()
                                                    : static_cast<float>(x));
            }
        }
        return numbers;
    }
    std::vector<double> budget() const {
        std::vector<double> numbers;
        for (const auto sample : samples())
            numbers.push_back(std::exp(1e-3 * static_cast<double>(sample)));
        return numbers;
    }
    std::vector<std::int32_t> peak_year() const {
        std::vector<std::int32_t> numbers;
        for (const auto sample : samples())
            numbers.push_back(static_cast<std::int32_t>(2025 + sample % 10));
        return numbers;
    }
    std::vector<std::int64_t> draw() const {
        std::vector<std::int64_t> numbers;
        for (const auto sample : samples()) numbers.push_back(sample << 40);
        return numbers;
    }
    std::vector<std::uint8_t> status() const {
        std::vector<std::uint8_t> numbers;
        for (const auto sample : samples()) numbers.push_back(sample % 100 == 7 ? 200 : 0);
        return numbers;
    }
};

/// Writes a table chunk by chunk, the last one first where `backwards`.
template <class T>
void write_in_pieces(h5::Writer& file, const std::string& name, const std::vector<T>& numbers,
                     const std::vector<std::string>& axes, h5::Compression compression,
                     bool backwards) {
    const auto layout =
        file.chunked_table(name, h5::kElementOf<T>, axes, SampleTables::kChunkRows, compression);
    const std::size_t piece = layout.rows * layout.row_size;
    const std::size_t chunks = (numbers.size() + piece - 1) / piece;
    for (std::size_t i = 0; i < chunks; ++i) {
        const std::size_t index = backwards ? chunks - 1 - i : i;
        const std::size_t from = index * piece;
        const std::size_t size = std::min(piece, numbers.size() - from);
        file.write_chunk(name, index,
                         h5::pack(layout, std::span<const T>(numbers).subspan(from, size)));
    }
}

inline void describe_axes(h5::Writer& file, const SampleTables& tables) {
    file.integer_attribute("/", "first_sample", tables.first);
    file.real_attribute("/", "confidence", 0.95);
    file.attribute("/", "title", "碳路 samples");
    file.axis("sample", std::span<const std::int64_t>(tables.samples()));
    file.axis("year", std::vector<int>{2019, 2020, 2021});
}

/// A file with all kinds of tables along samples.
inline void write_sample_file(const std::string& path, const SampleTables& tables,
                              h5::Compression compression, bool backwards = false) {
    h5::Writer file(path, path);
    describe_axes(file, tables);
    write_in_pieces(file, "co2", tables.co2(), {"sample", "year"}, compression, backwards);
    file.attribute("co2", "units", "kg/yr");
    write_in_pieces(file, "budget", tables.budget(), {"sample"}, compression, backwards);
    write_in_pieces(file, "peak_year", tables.peak_year(), {"sample"}, compression, backwards);
    write_in_pieces(file, "draw", tables.draw(), {"sample"}, compression, backwards);
    write_in_pieces(file, "status", tables.status(), {"sample"}, compression, backwards);
    file.close();
}

/// A file whose tables lie in the files `parts`, together the samples of `tables`.
inline void write_master_file(const std::string& path, const SampleTables& tables,
                              const std::vector<h5::VirtualPart>& parts) {
    h5::Writer file(path, path, h5::OldestReader::v1_10);
    describe_axes(file, tables);
    file.virtual_table("co2", h5::Element::f32, {"sample", "year"}, parts);
    file.attribute("co2", "units", "kg/yr");
    file.virtual_table("budget", h5::Element::f64, {"sample"}, parts);
    file.virtual_table("peak_year", h5::Element::i32, {"sample"}, parts);
    file.virtual_table("draw", h5::Element::i64, {"sample"}, parts);
    file.virtual_table("status", h5::Element::u8, {"sample"}, parts);
    file.close();
}

}  // namespace tanlu::test

#include "io/summary_columns.hpp"

#include <fmt/format.h>

#include "tanlu/error.hpp"

namespace tanlu {
namespace {

constexpr std::uint64_t kColumnRows = 1 << 16;

/// Writes numbers along an axis, or by rows of a second one.
template <class T>
void write_column(h5::Writer& file, const std::string& name, const std::vector<std::string>& axes,
                  std::span<const T> numbers, std::uint64_t rows, std::uint64_t chunk_rows) {
    const auto layout =
        file.chunked_table(name, h5::kElementOf<T>, axes, chunk_rows, h5::Compression::deflate);
    const std::uint64_t row_size = rows == 0 ? 0 : numbers.size() / rows;
    for (std::uint64_t row = 0; row < rows; row += chunk_rows) {
        const std::uint64_t take = std::min(chunk_rows, rows - row);
        file.write_chunk(name, row / chunk_rows,
                         h5::pack(layout, numbers.subspan(row * row_size, take * row_size)));
    }
}

/// Columns that share an axis, whose own numbers are the first column. Nothing where it is empty:
/// HDF5 has no axis without numbers.
template <class... Columns>
void write_list(h5::Writer& file, const std::string& axis, const std::vector<int>& first,
                const std::pair<const char*, Columns>&... columns) {
    if (first.empty()) return;
    file.axis(axis, first);
    (write_column(file, fmt::format("{}_{}", axis, columns.first), {axis},
                  std::span(std::as_const(columns.second)), first.size(), kColumnRows),
     ...);
}

bool has(const h5::Reader& file, const std::string& name) {
    const auto names = file.names("/");
    return std::find(names.begin(), names.end(), name) != names.end();
}

template <class T>
std::vector<T> read_column(const h5::Reader& file, const std::string& name) {
    return file.rows<T>(name, 0, file.shape(name).front());
}

void write_histograms(h5::Writer& file, const std::string& name, const Histograms& histograms) {
    const SparseCounts counts = histograms.counts();
    write_list(file, name, counts.codes, std::pair("cell", counts.cells),
               std::pair("count", counts.counts));
}

SparseCounts read_histograms(const h5::Reader& file, const std::string& name) {
    SparseCounts counts;
    if (!has(file, name)) return counts;
    counts.codes = read_column<std::int32_t>(file, name);
    counts.cells = read_column<std::int32_t>(file, name + "_cell");
    counts.counts = read_column<std::int64_t>(file, name + "_count");
    return counts;
}

void write_moments(h5::Writer& file, const std::string& prefix, const MomentForest& forest) {
    const MomentTable table = forest.table();
    const std::uint64_t nodes = table.levels.size();
    if (nodes == 0) return;
    std::vector<int> cells(table.cells);
    for (std::size_t c = 0; c < cells.size(); ++c) cells[c] = static_cast<int>(c);
    const std::string node = prefix + "node";
    const std::string cell = prefix + "cell";
    file.axis(node, std::vector<int>(table.levels.begin(), table.levels.end()));
    file.axis(cell, cells);
    write_column(file, node + "_index", {node}, std::span(std::as_const(table.indices)), nodes,
                 nodes);
    const std::vector<std::string> axes{node, cell};
    write_column(file, prefix + "moment_count", axes, std::span(std::as_const(table.counts)), nodes,
                 1);
    const std::pair<const char*, const std::vector<double>*> columns[] = {
        {"mean", &table.means},
        {"squares", &table.squares},
        {"minimum", &table.minima},
        {"maximum", &table.maxima}};
    for (const auto& [name, numbers] : columns) {
        write_column(file, fmt::format("{}moment_{}", prefix, name), axes,
                     std::span(std::as_const(*numbers)), nodes, 1);
    }
}

MomentTable read_moments(const h5::Reader& file, const std::string& prefix, std::size_t cells) {
    MomentTable table;
    table.cells = cells;
    if (!has(file, prefix + "node")) return table;
    table.levels = read_column<std::int32_t>(file, prefix + "node");
    table.indices = read_column<std::int64_t>(file, prefix + "node_index");
    table.counts = read_column<std::int64_t>(file, prefix + "moment_count");
    table.means = read_column<double>(file, prefix + "moment_mean");
    table.squares = read_column<double>(file, prefix + "moment_squares");
    table.minima = read_column<double>(file, prefix + "moment_minimum");
    table.maxima = read_column<double>(file, prefix + "moment_maximum");
    return table;
}

void write_whole(h5::Writer& file, const std::string& name,
                 const std::vector<ensemble::WholeCounts>& whole) {
    std::vector<std::int32_t> values, numbers;
    std::vector<std::int64_t> samples, weights;
    for (std::size_t o = 0; o < whole.size(); ++o) {
        for (const auto& [value, counts] : whole[o]) {
            values.push_back(value);
            numbers.push_back(static_cast<std::int32_t>(o));
            samples.push_back(counts[0]);
            weights.push_back(counts[1]);
        }
    }
    write_list(file, name, values, std::pair("number", numbers), std::pair("samples", samples),
               std::pair("weights", weights));
}

void read_whole(const h5::Reader& file, const std::string& name, const std::string& path,
                std::vector<ensemble::WholeCounts>& whole) {
    if (!has(file, name)) return;
    const auto values = read_column<std::int32_t>(file, name);
    const auto numbers = read_column<std::int32_t>(file, name + "_number");
    const auto samples = read_column<std::int64_t>(file, name + "_samples");
    const auto weights = read_column<std::int64_t>(file, name + "_weights");
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto number = static_cast<std::size_t>(numbers[i]);
        if (numbers[i] < 0 || number >= whole.size()) {
            throw InputError(fmt::format("{}: error: damaged: an outcome that is none", path));
        }
        whole[number][values[i]][0] += samples[i];
        whole[number][values[i]][1] += weights[i];
    }
}

}  // namespace

void write_summary(h5::Writer& file, std::size_t run, const ensemble::RunSummary& summary) {
    const std::string prefix = fmt::format("run{}_", run);
    write_histograms(file, prefix + "bin", summary.histograms);
    write_moments(file, prefix, summary.moments);
    if (summary.conditioned) {
        write_histograms(file, prefix + "weighted_bin", *summary.conditioned);
    }
    write_whole(file, prefix + "whole", summary.whole);
    std::vector<std::int32_t> states;
    std::vector<std::int64_t> samples;
    for (const auto& [status, count] : summary.statuses) {
        states.push_back(static_cast<std::int32_t>(status));
        samples.push_back(count);
    }
    write_list(file, prefix + "state", states, std::pair("samples", samples));
    write_column(file, prefix + "failed_quantiles", {"dimension"},
                 std::span(std::as_const(summary.failed_quantiles)),
                 summary.failed_quantiles.size(), kColumnRows);
    file.integer_attribute("/", prefix + "weights", summary.weights);
    file.integer_attribute("/", prefix + "squared_weights", summary.squared_weights);
    file.integer_attribute("/", prefix + "capped_weights", summary.capped_weights);
}

void read_summary(const h5::Reader& file, std::size_t run, const std::string& path,
                  ensemble::RunSummary& summary) {
    const std::string prefix = fmt::format("run{}_", run);
    try {
        summary.moments.merge(read_moments(file, prefix, summary.moments.cells()));
        summary.histograms.merge(read_histograms(file, prefix + "bin"));
        if (summary.conditioned) {
            summary.conditioned->merge(read_histograms(file, prefix + "weighted_bin"));
        }
    } catch (const InputError& problem) {
        throw InputError(
            fmt::format("{}: error: its summaries do not fit the study: {}", path, problem.what()));
    }
    read_whole(file, prefix + "whole", path, summary.whole);
    if (has(file, prefix + "state")) {
        const auto states = read_column<std::int32_t>(file, prefix + "state");
        const auto samples = read_column<std::int64_t>(file, prefix + "state_samples");
        for (std::size_t i = 0; i < states.size(); ++i) {
            summary.statuses[static_cast<std::uint32_t>(states[i])] += samples[i];
        }
    }
    const auto quantiles = read_column<std::int64_t>(file, prefix + "failed_quantiles");
    if (quantiles.size() != summary.failed_quantiles.size()) {
        throw InputError(fmt::format("{}: error: it has other dimensions than the study", path));
    }
    for (std::size_t d = 0; d < quantiles.size(); ++d) {
        summary.failed_quantiles[d] += quantiles[d];
    }
    summary.weights += file.integer_attribute("/", prefix + "weights").value_or(0);
    summary.squared_weights += file.integer_attribute("/", prefix + "squared_weights").value_or(0);
    summary.capped_weights += file.integer_attribute("/", prefix + "capped_weights").value_or(0);
}

}  // namespace tanlu

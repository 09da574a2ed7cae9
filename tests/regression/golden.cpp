#include "regression/golden.hpp"

#include <fmt/format.h>
#include <gnu/libc-version.h>

#include <cmath>
#include <cstring>
#include <sstream>

#include "base/text.hpp"

namespace tanlu::test {
namespace {

constexpr std::uint64_t kOffset = 14695981039346656037ULL;
constexpr std::uint64_t kPrime = 1099511628211ULL;

void add_byte(std::uint64_t& hash, unsigned char byte) {
    hash = (hash ^ byte) * kPrime;
}

void add_text(std::uint64_t& hash, const std::string& text) {
    for (const char c : text) add_byte(hash, static_cast<unsigned char>(c));
    add_byte(hash, 0);
}

void add_number(std::uint64_t& hash, double number) {
    if (std::isnan(number)) number = std::nan("");
    unsigned char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    for (const unsigned char byte : bytes) add_byte(hash, byte);
}

/// Columns of one variable over years and at most two axes more; the second is summed over.
void add_columns(GoldenTable& table, const Dataset& run, const std::string& name) {
    const Variable& variable = run.variable(name);
    const std::size_t rows = variable.axes.size() > 3 ? run.axis(variable.axes[3]).size() : 1;
    const std::size_t cells = variable.data.size() / table.years.size();
    for (std::size_t row = 0; row < rows; ++row) {
        const std::string label =
            variable.axes.size() > 3 ? " " + run.axis(variable.axes[3]).labels[row] : "";
        table.columns.push_back(name + label);
        for (std::size_t t = 0; t < table.years.size(); ++t) {
            double sum = 0.0;
            for (std::size_t i = 0; i < cells / rows; ++i) {
                sum += variable.data[t * cells + row * (cells / rows) + i];
            }
            table.rows[t].push_back(sum);
        }
    }
}

}  // namespace

GoldenTable key_outputs(const Dataset& run) {
    GoldenTable table;
    table.years = run.axis("year").years;
    table.rows.resize(table.years.size());
    for (const auto* name : {"co2_by_boundary", "nev_sales_share_auto", "stock", "pkm", "tkm"}) {
        add_columns(table, run, name);
    }
    return table;
}

std::string to_csv(const GoldenTable& table) {
    std::string text = "year";
    for (const auto& column : table.columns) text += "," + column;
    for (std::size_t t = 0; t < table.years.size(); ++t) {
        text += fmt::format("\n{}", table.years[t]);
        for (const double x : table.rows[t]) text += fmt::format(",{:.12g}", x);
    }
    return text + "\n";
}

GoldenTable from_csv(const std::string& text) {
    GoldenTable table;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        const auto fields = split(line, ',');
        if (table.columns.empty()) {
            table.columns.assign(fields.begin() + 1, fields.end());
            continue;
        }
        table.years.push_back(std::stoi(std::string(fields[0])));
        auto& row = table.rows.emplace_back();
        for (std::size_t i = 1; i < fields.size(); ++i) {
            row.push_back(std::stod(std::string(fields[i])));
        }
    }
    return table;
}

std::map<std::string, std::uint64_t> hashes(const Dataset& run) {
    std::map<std::string, std::uint64_t> result;
    for (const auto& variable : run.variables) {
        std::uint64_t hash = kOffset;
        for (const auto& name : variable.axes) {
            const Axis& axis = run.axis(name);
            add_text(hash, name);
            for (const auto& label : axis.labels) add_text(hash, label);
            for (const int year : axis.years) add_text(hash, std::to_string(year));
        }
        for (const double number : variable.data) add_number(hash, number);
        result[variable.name] = hash;
    }
    return result;
}

std::string platform() {
    return fmt::format("{} glibc-{}", TANLU_ARCH, gnu_get_libc_version());
}

std::string to_text(const std::map<std::string, Dataset>& runs) {
    std::string text = platform() + "\n";
    for (const auto& [id, run] : runs) {
        for (const auto& [variable, hash] : hashes(run)) {
            text += fmt::format("{} {} {:016x}\n", id, variable, hash);
        }
    }
    return text;
}

std::string golden_path(const std::string& name) {
    return std::string(TANLU_SOURCE_DIR) + "/tests/regression/" + name;
}

}  // namespace tanlu::test

#pragma once
// The tables of an ensemble that have a row for every sample: inputs, outcomes, status, series.
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ensemble/block.hpp"
#include "io/chunks.hpp"
#include "results/dataset.hpp"

namespace tanlu {

/// Samples in a chunk: a whole number of blocks, few enough to keep the chunks in memory.
inline constexpr std::size_t kChunkSamples = 4096;

/// One table; its first axis is "sample".
struct SampleTable {
    std::string name;
    std::vector<std::pair<std::string, std::string>> attributes;  ///< units, long_name, ...
    h5::Element element = h5::Element::f32;
    std::vector<std::string> axes;
    std::size_t row_size = 1;
    bool noise = false;  ///< random digits, which no compression makes smaller
    /// Writes the rows of a block one after the other.
    std::function<void(const ensemble::Block& block, std::span<std::byte> rows)> fill;

    std::size_t row_bytes() const { return row_size * h5::bytes_of(element); }
};

/// Axes of these tables besides "sample", as far as they are used.
std::vector<Axis> sample_axes(const ensemble::Plan& plan);

/// All tables of a study. The plan outlives them.
std::vector<SampleTable> sample_tables(const ensemble::Plan& plan);

/// Scenarios and regions of a study, each once, and where a run stands among their pairs.
struct RunPlaces {
    std::vector<std::string> scenarios, regions;
    std::vector<std::size_t> place;  ///< by run: scenario * regions + region
    int first_year = 0;
    std::size_t years = 0;  ///< of the joint axis

    explicit RunPlaces(const ensemble::Plan& plan);
    std::size_t places() const { return scenarios.size() * regions.size(); }
};

}  // namespace tanlu

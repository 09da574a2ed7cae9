#pragma once
// Summaries of a piece of an ensemble as columns of its file, exact, in an order that depends on
// nothing but the samples.
#include "ensemble/engine.hpp"
#include "io/hdf5.hpp"
#include "io/sample_tables.hpp"

namespace tanlu {

/// Writes the summary of a scenario; names start with "run<number>_".
void write_summary(h5::Writer& file, std::size_t run, const ensemble::RunSummary& summary);

/// Adds what was written. Throws InputError where it does not fit.
void read_summary(const h5::Reader& file, std::size_t run, const std::string& path,
                  ensemble::RunSummary& summary);

/// Writes named axes with their documentation.
void write_axes(h5::Writer& file, const std::vector<Axis>& axes);

/// Makes the axes and the empty tables of the samples of a range.
std::vector<h5::ChunkLayout> create_sample_tables(h5::Writer& file, const ensemble::Plan& plan,
                                                  const std::vector<SampleTable>& tables,
                                                  const ensemble::SampleRange& range,
                                                  h5::Compression compression);

/// Copies rows 0 .. count-1 of every table to the chunks from `first_chunk` on.
void copy_samples(const h5::Reader& from, const std::vector<SampleTable>& tables,
                  const std::vector<h5::ChunkLayout>& layouts, std::uint64_t count,
                  std::uint64_t first_chunk, h5::Writer& to);

}  // namespace tanlu

#include "io/shard_file.hpp"

#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "ensemble/shards.hpp"
#include "io/ensemble_texts.hpp"
#include "io/hdf5.hpp"
#include "io/pending_file.hpp"
#include "io/sample_tables.hpp"
#include "io/seal.hpp"
#include "io/summary_columns.hpp"
#include "tanlu/error.hpp"

namespace tanlu {
namespace {

namespace fs = std::filesystem;
using ensemble::SampleRange;

/// A file of a range under its temporary name.
struct OpenShard {
    OpenShard(const ensemble::Plan& plan, const std::vector<SampleTable>& tables,
              const SampleRange& range, const std::string& folder, h5::Compression compression)
        : target((fs::path(folder) / ensemble::file_name(range)).string()),
          pending(target, Overwrite::yes),
          file(pending.temporary(), target) {
        write_origin(file, plan, std::string(kShardFormat));
        file.integer_attribute("/", "first_sample", static_cast<std::int64_t>(range.first));
        file.integer_attribute("/", "end_sample", static_cast<std::int64_t>(range.last));
        layouts = create_sample_tables(file, plan, tables, range, compression);
    }

    std::string target;
    PendingFile pending;
    h5::Writer file;
    std::vector<h5::ChunkLayout> layouts;
};

}  // namespace

std::vector<h5::ChunkLayout> create_sample_tables(h5::Writer& file, const ensemble::Plan& plan,
                                                  const std::vector<SampleTable>& tables,
                                                  const SampleRange& range,
                                                  h5::Compression compression) {
    std::vector<std::int64_t> samples(range.size());
    std::iota(samples.begin(), samples.end(), static_cast<std::int64_t>(range.first));
    file.axis("sample", std::span<const std::int64_t>(samples));
    file.attribute("sample", "long_name", "number of the sample in the design");
    write_axes(file, sample_axes(plan));
    std::vector<h5::ChunkLayout> layouts;
    for (const auto& table : tables) {
        layouts.push_back(file.chunked_table(table.name, table.element, table.axes, kChunkSamples,
                                             table.noise ? h5::Compression::none : compression));
        for (const auto& [name, text] : table.attributes) file.attribute(table.name, name, text);
    }
    return layouts;
}

void write_axes(h5::Writer& file, const std::vector<Axis>& axes) {
    for (const auto& axis : axes) {
        if (axis.years.empty()) {
            file.axis(axis.name, axis.labels);
        } else {
            file.axis(axis.name, axis.years);
            file.attribute(axis.name, "units", "year");
        }
        file.attribute(axis.name, "long_name", axis.doc);
    }
}

struct ShardWriter::State {
    const ensemble::Plan& plan;
    SampleRange range;
    std::string folder;
    h5::Compression compression;
    std::vector<SampleTable> tables;
    std::unique_ptr<OpenShard> shard;
    std::vector<std::vector<std::byte>> rows;  // of the chunk at hand, by table
    std::vector<h5::Chunk> chunks;
    std::size_t filled = 0;        // rows of the chunk at hand
    std::uint64_t next_chunk = 0;  // its number

    bool ends_chunk(const ensemble::Block& block) const {
        return filled + block.count == kChunkSamples || block.first + block.count == range.last;
    }
    std::span<const std::byte> filled_rows(std::size_t t, std::size_t count) const {
        return std::span(rows[t]).first(count * tables[t].row_bytes());
    }
    void write_chunks() {
        for (std::size_t t = 0; t < tables.size(); ++t) {
            shard->file.write_chunk(tables[t].name, next_chunk, chunks[t]);
        }
        ++next_chunk;
        filled = 0;
    }
    void shorten(std::uint64_t done);
};

ShardWriter::ShardWriter(const ensemble::Plan& plan, const SampleRange& range,
                         const std::string& folder, h5::Compression compression)
    : state_(new State{plan, range, folder, compression, sample_tables(plan), {}, {}, {}}) {
    state_->shard = std::make_unique<OpenShard>(plan, state_->tables, range, folder, compression);
    for (const auto& table : state_->tables) {
        state_->rows.emplace_back(kChunkSamples * table.row_bytes());
    }
    state_->chunks.resize(state_->tables.size());
}

ShardWriter::~ShardWriter() = default;

std::size_t ShardWriter::tasks() const {
    return state_->tables.size();
}

void ShardWriter::prepare(const ensemble::Block& block, std::size_t task) {
    const SampleTable& table = state_->tables[task];
    const std::size_t size = table.row_bytes();
    table.fill(block,
               std::span(state_->rows[task]).subspan(state_->filled * size, block.count * size));
    if (!state_->ends_chunk(block)) return;
    state_->chunks[task] =
        h5::pack(state_->shard->layouts[task],
                 state_->filled_rows(task, state_->filled + block.count), table.element);
}

void ShardWriter::write(const ensemble::Block& block) {
    const bool ends = state_->ends_chunk(block);
    state_->filled += block.count;
    if (ends) state_->write_chunks();
}

/// Puts a file of the samples that were run in the place of that of the whole range.
void ShardWriter::State::shorten(std::uint64_t done) {
    if (filled > 0) {
        for (std::size_t t = 0; t < tables.size(); ++t) {
            chunks[t] = h5::pack(shard->layouts[t], filled_rows(t, filled), tables[t].element);
        }
        write_chunks();
    }
    shard->file.close();
    const std::unique_ptr<OpenShard> whole = std::move(shard);
    range.last = done;
    shard = std::make_unique<OpenShard>(plan, tables, range, folder, compression);
    const h5::Reader from(whole->pending.temporary());
    copy_samples(from, tables, shard->layouts, range.size(), 0, shard->file);
}

void copy_samples(const h5::Reader& from, const std::vector<SampleTable>& tables,
                  const std::vector<h5::ChunkLayout>& layouts, std::uint64_t count,
                  std::uint64_t first_chunk, h5::Writer& to) {
    for (std::size_t t = 0; t < tables.size(); ++t) {
        for (std::uint64_t row = 0; row < count; row += kChunkSamples) {
            const auto take = std::min<std::uint64_t>(kChunkSamples, count - row);
            const auto bytes = from.raw_rows(tables[t].name, tables[t].element, row, take);
            to.write_chunk(tables[t].name, first_chunk + row / kChunkSamples,
                           h5::pack(layouts[t], bytes, tables[t].element));
        }
    }
}

std::string ShardWriter::publish(const ensemble::Summaries& summaries, std::uint64_t done) {
    if (done <= state_->range.first) {
        state_->shard.reset();
        return {};
    }
    if (done < state_->range.last) state_->shorten(done);
    OpenShard& shard = *state_->shard;
    for (std::size_t r = 0; r < summaries.runs().size(); ++r) {
        write_summary(shard.file, r, summaries.runs()[r]);
    }
    shard.file.close();
    append_seal(shard.pending.temporary(), shard.target);
    shard.pending.publish();
    return shard.target;
}

std::vector<ShardInfo> find_shards(const std::string& folder, const std::string& study_hash) {
    std::vector<ShardInfo> found;
    std::error_code error;
    if (!fs::exists(folder, error)) return found;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("samples-") && name.ends_with(".tmp")) {
            remove_if_abandoned(entry.path().string());
            continue;
        }
        const auto range = ensemble::range_in_name(name);
        if (range) found.push_back({entry.path().string(), *range, {}});
    }
    if (error) {
        throw EnvironmentError(
            fmt::format("cannot read the folder '{}': {}", folder, error.message()));
    }
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.range.first < b.range.first; });
    // Check sums take longest: files side by side.
#pragma omp parallel for schedule(dynamic)
    for (std::size_t i = 0; i < found.size(); ++i) {
        ShardInfo& shard = found[i];
        try {
            h5::expect_hdf5(shard.path);
            expect_seal(shard.path);
        } catch (const Error& problem) {
            shard.problem = problem.what();
        }
    }
    for (auto& shard : found) {
        if (!shard.problem.empty()) continue;
        try {
            const h5::Reader file(shard.path);
            const auto attributes = file.attributes("/");
            const auto is = [&](const char* name, std::string_view text) {
                const auto at = attributes.find(name);
                return at != attributes.end() && at->second == text;
            };
            shard.foreign = !is("tanlu_format", kShardFormat) ||
                            !is("format_version", kEnsembleVersion) || !is(kStudyHash, study_hash);
            if (shard.foreign) {
                shard.problem = "it belongs to another study, design, build or version of Tanlu";
                continue;
            }
            const auto first = file.integer_attribute("/", "first_sample");
            const auto last = file.integer_attribute("/", "end_sample");
            if (first != static_cast<std::int64_t>(shard.range.first) ||
                last != static_cast<std::int64_t>(shard.range.last)) {
                shard.problem = "it holds other samples than its name says";
            }
        } catch (const Error& problem) {
            shard.problem = problem.what();
        }
    }
    return found;
}

void add_summaries(const std::string& path, const ensemble::Plan& plan,
                   ensemble::Summaries& summaries) {
    const h5::Reader file(path);
    for (std::size_t r = 0; r < plan.runs().size(); ++r) {
        read_summary(file, r, path, summaries.runs()[r]);
    }
}

}  // namespace tanlu

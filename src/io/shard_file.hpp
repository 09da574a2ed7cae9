#pragma once
// A piece of an ensemble on disk: the rows of its samples and the summaries of them. It is there
// whole under its name, or not at all (docs/formats/ensemble.md).
#include <memory>
#include <string>
#include <vector>

#include "ensemble/engine.hpp"
#include "io/chunks.hpp"

namespace tanlu {

/// What the root attribute `tanlu_format` of such a file says.
inline constexpr std::string_view kShardFormat = "tanlu-shard";
inline constexpr std::string_view kEnsembleVersion = "1.0";

/// Writes one piece while it is computed.
class ShardWriter : public ensemble::BlockSink {
public:
    /// Starts the file of a range in `folder`, under a temporary name. Throws EnvironmentError.
    ShardWriter(const ensemble::Plan& plan, const ensemble::SampleRange& range,
                const std::string& folder, h5::Compression compression);
    ~ShardWriter() override;

    std::size_t tasks() const override;
    void prepare(const ensemble::Block& block, std::size_t task) override;
    void write(const ensemble::Block& block) override;

    /// Adds the summaries and brings the file to disk under the name of the samples it holds: those
    /// of the range up to `done`, which is less than all where the run was stopped. Returns its
    /// path; empty where there is nothing to keep.
    std::string publish(const ensemble::Summaries& summaries, std::uint64_t done);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A piece as found on disk.
struct ShardInfo {
    std::string path;
    ensemble::SampleRange range;
    std::string problem;   ///< why it cannot be used; empty for a good one
    bool foreign = false;  ///< whole, but of another study, version or build
};

/// Pieces in a folder, by first sample. Looks into every file: check sum, format, hash of the
/// study. Temporary files of processes that are gone are removed. Throws EnvironmentError where the
/// folder cannot be read.
std::vector<ShardInfo> find_shards(const std::string& folder, const std::string& study_hash);

/// Adds the summaries of a piece. Throws InputError where they do not fit the study.
void add_summaries(const std::string& path, const ensemble::Plan& plan,
                   ensemble::Summaries& summaries);

}  // namespace tanlu

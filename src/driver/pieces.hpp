#pragma once
// Runs samples of a study into files of a folder, piece by piece, so that little is lost whatever
// happens, and joins them at the end. Used by the program and by its MPI form.
#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "ensemble/shards.hpp"
#include "io/shard_file.hpp"
#include "io/study_file.hpp"

namespace tanlu::driver {

/// How far a run is.
struct Progress {
    std::uint64_t done = 0;     ///< samples of this call
    std::uint64_t planned = 0;  ///< samples of this call in all
    double seconds = 0.0;       ///< since its start

    double rate() const { return seconds > 0.0 ? static_cast<double>(done) / seconds : 0.0; }
    double seconds_left() const {
        return done > 0 ? seconds * static_cast<double>(planned - done) / static_cast<double>(done)
                        : 0.0;
    }
};

struct PieceOptions {
    int threads = 0;                 ///< 0: as many as OpenMP says
    double checkpoint_seconds = 60;  ///< about how long a piece takes: what a crash may cost
    h5::Compression compression = h5::Compression::deflate;
    std::function<void(const Progress&)> progress;
    std::function<bool()> stop;  ///< true once the run shall end after the blocks at hand
};

/// Folder of the pieces of a study that is run into `folder`, and the file they are joined to.
std::string piece_folder(const std::string& folder);
std::string study_path(const std::string& folder);

/// Makes the folder of the pieces. Throws EnvironmentError where that cannot be, or where too
/// little room is left for what these samples need.
void prepare_folder(const std::string& folder, const ensemble::Plan& plan, std::uint64_t samples);

/// Bytes of the tables of so many samples before compression.
std::uint64_t planned_bytes(const ensemble::Plan& plan, std::uint64_t samples);

/// What is still to be run of a range: all that no good piece holds. Files that are damaged are
/// removed, so that they can be made again.
std::vector<ensemble::SampleRange> outstanding(const ensemble::Plan& plan,
                                               const std::string& folder,
                                               const ensemble::SampleRange& range);

/// Runs these ranges into pieces. Returns false when it was stopped: what was finished is on disk.
bool run_pieces(const ensemble::Plan& plan, const std::string& folder,
                const std::vector<ensemble::SampleRange>& ranges, const PieceOptions& options);

/// Joins all pieces of the folder into the file of the study and returns the summaries. Throws
/// RunError where pieces are missing, damaged or of another study.
ensemble::Summaries join_pieces(const ensemble::Plan& plan, const std::string& folder,
                                const std::string& target, JoinBy by, Overwrite overwrite,
                                h5::Compression compression);

}  // namespace tanlu::driver

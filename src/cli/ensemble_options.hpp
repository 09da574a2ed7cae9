#pragma once
// Options that the commands on studies share.
#include <cstdint>
#include <string>

#include "cli/output.hpp"
#include "io/chunks.hpp"
#include "study/study.hpp"

namespace CLI {
class App;
}

namespace tanlu::cli {

/// What becomes of the pieces at the end.
enum class Join { copy, link, none };

struct EnsembleOptions {
    std::string study;
    std::string folder;
    std::int64_t samples = 0;  ///< 0: as the study says
    std::int64_t seed = -1;    ///< below 0: as the study says
    int threads = 0;
    std::string shard;  ///< part k of n; empty for that of the job array, or all
    bool resume = false;
    bool dry_run = false;
    bool quiet = false;
    std::string compress = "deflate";
    Join join = Join::copy;
    double checkpoint_seconds = 60.0;
    Format format = Format::table;

    h5::Compression compression() const {
        return compress == "none" ? h5::Compression::none : h5::Compression::deflate;
    }
};

/// STUDY, --samples and --seed.
void add_study_options(CLI::App& command, EnsembleOptions& options);

/// How and where it is run: folder, threads, resuming, pieces, progress, format of the report.
void add_run_options(CLI::App& command, EnsembleOptions& options);

/// The study with what the options change in it.
study::Study load_study(const EnsembleOptions& options);

}  // namespace tanlu::cli

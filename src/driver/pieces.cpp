#include "driver/pieces.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "io/sample_tables.hpp"
#include "tanlu/error.hpp"

namespace tanlu::driver {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using ensemble::SampleRange;

/// Samples of the first piece, from which the speed is learnt; later ones have more.
constexpr std::uint64_t kFirstPiece = 2 * kChunkSamples;
constexpr std::uint64_t kLargestPiece = 256 * kChunkSamples;
/// Bytes that the summaries of a piece take at most, per cell; measured below 200.
constexpr std::uint64_t kSummaryBytes = 800;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Samples of a piece that takes about this long: whole chunks.
std::uint64_t piece_size(double samples_per_second, double seconds) {
    const auto wanted = static_cast<std::uint64_t>(samples_per_second * seconds);
    return std::clamp<std::uint64_t>(wanted / kChunkSamples * kChunkSamples, kFirstPiece,
                                     kLargestPiece);
}

}  // namespace

std::string piece_folder(const std::string& folder) {
    return (fs::path(folder) / "pieces").string();
}

std::string study_path(const std::string& folder) {
    return (fs::path(folder) / "study.h5").string();
}

std::uint64_t planned_bytes(const ensemble::Plan& plan, std::uint64_t samples) {
    std::uint64_t row = 0;
    for (const auto& table : sample_tables(plan)) row += table.row_bytes();
    std::uint64_t cells = 0;
    for (const auto& run : plan.runs()) cells += run.cells(run.summarised);
    return row * samples + cells * kSummaryBytes;
}

void prepare_folder(const std::string& folder, const ensemble::Plan& plan, std::uint64_t samples) {
    std::error_code error;
    fs::create_directories(piece_folder(folder), error);
    if (error) {
        throw EnvironmentError(
            fmt::format("cannot make the folder '{}': {}", piece_folder(folder), error.message()));
    }
    if (::access(piece_folder(folder).c_str(), W_OK | X_OK) != 0) {
        throw EnvironmentError(fmt::format("cannot write to the folder '{}': {}",
                                           piece_folder(folder),
                                           std::generic_category().message(errno)));
    }
    const auto space = fs::space(folder, error);
    const std::uint64_t needed = planned_bytes(plan, samples);
    if (!error && space.available < needed) {
        constexpr double kGiga = 1e9;
        throw EnvironmentError(fmt::format(
            "'{}' has {:.2f} GB left, and {} samples need up to {:.2f} GB\n"
            "  hint: keep fewer series, leave out 'keep.inputs', or write to another disk",
            folder, static_cast<double>(space.available) / kGiga, samples,
            static_cast<double>(needed) / kGiga));
    }
}

std::vector<SampleRange> outstanding(const ensemble::Plan& plan, const std::string& folder,
                                     const SampleRange& range) {
    std::vector<SampleRange> done;
    for (const auto& piece : find_shards(piece_folder(folder), plan.hash())) {
        if (piece.foreign) {
            throw RunError(fmt::format(
                "'{}' {}\n  hint: take another folder, or remove that of the other study",
                piece.path, piece.problem));
        }
        if (piece.problem.empty()) {
            done.push_back(piece.range);
        } else {
            std::error_code ignored;
            fs::remove(piece.path, ignored);
        }
    }
    return ensemble::missing(range, std::move(done));
}

bool run_pieces(const ensemble::Plan& plan, const std::string& folder,
                const std::vector<SampleRange>& ranges, const PieceOptions& options) {
    Progress progress;
    for (const auto& range : ranges) progress.planned += range.size();
    const auto start = Clock::now();
    std::uint64_t size = kFirstPiece;
    std::uint64_t before = 0;  // samples of finished pieces
    const auto stopped = [&] { return options.stop && options.stop(); };
    for (const auto& range : ranges) {
        for (std::uint64_t first = range.first; first < range.last;) {
            if (stopped()) return false;
            // A little rest is not worth a piece of its own.
            const std::uint64_t rest = range.last - first;
            const SampleRange piece{first, rest < size + size / 2 ? range.last : first + size};
            const auto piece_start = Clock::now();
            ensemble::Summaries summaries(plan);
            ShardWriter writer(plan, piece, piece_folder(folder), options.compression);
            ensemble::EngineOptions engine;
            engine.threads = options.threads;
            engine.go_on = [&](std::uint64_t done) {
                progress.done = before + done;
                progress.seconds = seconds_since(start);
                if (options.progress) options.progress(progress);
                return !stopped();
            };
            const std::uint64_t done =
                ensemble::run_samples(plan, piece, summaries, writer, engine);
            writer.publish(summaries, done);
            if (done < piece.last) return false;
            before += piece.size();
            first = piece.last;
            size = piece_size(static_cast<double>(piece.size()) / seconds_since(piece_start),
                              options.checkpoint_seconds);
        }
    }
    return true;
}

ensemble::Summaries join_pieces(const ensemble::Plan& plan, const std::string& folder,
                                const std::string& target, JoinBy by, Overwrite overwrite,
                                h5::Compression compression) {
    const auto found = find_shards(piece_folder(folder), plan.hash());
    for (const auto& piece : found) {
        if (!piece.foreign) continue;
        throw RunError(
            fmt::format("'{}' {}: studies are not mixed\n"
                        "  hint: move it away, or join it with its own kind",
                        piece.path, piece.problem));
    }
    const auto pieces = complete_set(found, plan.samples());
    ensemble::Summaries summaries(plan);
    for (const auto& piece : pieces) add_summaries(piece.path, plan, summaries);
    write_study(plan, summaries, pieces, target, by, overwrite, compression);
    return summaries;
}

}  // namespace tanlu::driver

#pragma once
// The steps of a Monte Carlo study, for the programs that run one: alone or with MPI.
#include <vector>

#include "cli/ensemble_options.hpp"
#include "cli/exit_code.hpp"
#include "driver/pieces.hpp"

namespace tanlu::cli {

/// Says on standard error what is doubtful in the design of the study.
void print_warnings(const ensemble::Plan& plan);

/// Whether this call makes the file of the study, too: it runs all samples.
enum class Joins { no, yes };

/// Makes the folder and finds out what is to be run of `range`. Throws where there is no room, the
/// result exists already, or samples are there and --resume was not given.
std::vector<ensemble::SampleRange> start(const ensemble::Plan& plan,
                                         const ensemble::SampleRange& range, Joins joins,
                                         const EnsembleOptions& options);

/// Options of the pieces, which end when a stop signal comes.
driver::PieceOptions piece_options(const EnsembleOptions& options, int threads);

/// Says by which signal the run was stopped and how to go on.
ExitCode say_stopped(const std::string& program, const EnsembleOptions& options);

/// Joins the pieces into the file of the study and prints what it says.
ExitCode finish(const ensemble::Plan& plan, const EnsembleOptions& options);

}  // namespace tanlu::cli

#pragma once
// Runs the parts of a study on all ranks: the first one hands them out and runs some itself.
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "driver/pieces.hpp"
#include "mpi/session.hpp"

namespace tanlu::mpi {

/// How a rank ended.
struct Ended {
    bool finished = false;       ///< this rank ran all parts that it took, and was not told to stop
    std::exception_ptr problem;  ///< what failed on this rank; empty for nothing
};

/// The first rank: hands out parts until all are run, a rank fails, or a stop is asked for.
/// Meanwhile another thread of it runs parts like the other ranks. `pieces.progress` gets the
/// progress of all ranks together. Returns once every rank has left its work.
Ended lead(Session& session, const ensemble::Plan& plan, const std::string& folder,
           std::vector<ensemble::SampleRange> parts, const driver::PieceOptions& pieces);

/// Any other rank: runs the parts that the first one hands out.
Ended follow(Session& session, const ensemble::Plan& plan, const std::string& folder,
             const driver::PieceOptions& pieces);

}  // namespace tanlu::mpi

#pragma once
// Studies from the files they were written to, with nothing else at hand.
#include <string>

#include "study/study.hpp"

namespace tanlu::cli {

/// The study of the first good piece in a folder. Throws RunError where there is none.
study::Study study_of_pieces(const std::string& folder);

/// The study of a result or a piece. Throws InputError where the file is none.
study::Study study_of_file(const std::string& path);

}  // namespace tanlu::cli

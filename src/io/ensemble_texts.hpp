#pragma once
// What the files of an ensemble say about where they come from, enough to run it again.
#include <map>
#include <string>

#include "ensemble/plan.hpp"
#include "io/hdf5.hpp"

namespace tanlu {

/// Writes root attributes (study, design, seed, hash, build) and the group `provenance` (texts of
/// study and scenarios, dimensions, hashes of the input files).
void write_origin(h5::Writer& file, const ensemble::Plan& plan, const std::string& format);

/// The study that a file was made from, from the file alone. Throws InputError where the file is
/// none of an ensemble.
study::Study read_origin(const h5::Reader& file, const std::string& path);

/// Attribute of the file with the hash of its study.
inline constexpr const char* kStudyHash = "study_hash";

}  // namespace tanlu

#pragma once
// Scenarios and packs named on the command line.
#include <optional>
#include <string>
#include <vector>

#include "config/scenario.hpp"
#include "config/settings.hpp"

namespace tanlu::cli {

/// A file that was loaded: a scenario, or a pack by itself.
struct Loaded {
    std::string path;
    std::optional<config::Scenario> scenario;
    std::optional<config::Pack> pack;

    std::vector<config::Setting> settings() const;
    /// What reading it found worth saying.
    const std::vector<Diagnostic>& warnings() const;
};

/// Loads a scenario file, or a pack where `path` is a directory or a pack.yaml, and resolves its
/// policies. Throws InputError.
Loaded load(const std::string& path);

/// "file:line"; empty where the place is not known.
std::string place_of(const Origin& origin);

}  // namespace tanlu::cli

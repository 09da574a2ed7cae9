#pragma once
// Directories that are whole or not there.
#include <map>
#include <span>
#include <string>
#include <vector>

#include "io/pending_file.hpp"

namespace tanlu::cities {

/// A directory with its files, by their path inside it.
struct NewDirectory {
    std::string path;
    std::map<std::string, std::string> files;
};

/// Directories written beside their places. Files of an existing directory that do not start with
/// `written_by` and are not written anew are taken along. Gone again unless published.
class StagedDirectories {
public:
    /// Throws EnvironmentError where one exists and must not be replaced, or cannot be written.
    StagedDirectories(std::span<const NewDirectory> directories, Overwrite overwrite,
                      const std::string& written_by);
    ~StagedDirectories();
    StagedDirectories(const StagedDirectories&) = delete;
    StagedDirectories& operator=(const StagedDirectories&) = delete;

    /// Where a directory lies until it is put into place.
    const std::string& staged(std::size_t index) const { return staged_[index]; }

    /// Puts all into place. Throws EnvironmentError; everything is then as it was.
    void publish();

private:
    std::span<const NewDirectory> directories_;
    std::vector<std::string> staged_;
};

}  // namespace tanlu::cities

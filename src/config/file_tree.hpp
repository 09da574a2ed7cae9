#pragma once
// The files one load reads: bounded, hashed, and none outside the trees it may touch.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostics.hpp"
#include "config/pack.hpp"
#include "parameters/field.hpp"
#include "schema/node.hpp"

namespace tanlu::config {

class FileTree {
public:
    explicit FileTree(Diagnostics& diagnostics, Drafts drafts = {})
        : diagnostics_(diagnostics), drafts_(std::move(drafts)) {}

    /// Files named in files below this directory must lie below it too.
    void add_root(const std::string& directory);

    /// A document; `referrer` is the place that names it, if any.
    std::optional<schema::Node> yaml(const std::string& path, const Origin& referrer);

    /// A series, its file name relative to the file it is named in.
    std::optional<schema::Node> csv(const schema::Node& name);

    /// Path of a file named in another, relative to that one. Absolute paths and paths that leave
    /// the tree are errors.
    std::optional<std::string> resolved(const Name& name);

    const std::vector<InputFile>& files() const { return files_; }

private:
    Diagnostics& diagnostics_;
    Drafts drafts_;
    std::vector<std::string> roots_;
    std::vector<InputFile> files_;

    std::optional<std::string> read(const std::string& path, const Origin& referrer);
};

/// Directory of a path; "." where it names none.
std::string directory_of(const std::string& path);

/// `name` seen from the file `from`, without needless dots.
std::string path_beside(const std::string& from, const std::string& name);

/// Whether a file, with symbolic links followed, lies below a directory.
bool lies_in(const std::string& path, const std::string& directory);

}  // namespace tanlu::config

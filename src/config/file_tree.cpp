#include "config/file_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/hash.hpp"
#include "schema/input_file.hpp"
#include "schema/series_csv.hpp"
#include "schema/yaml.hpp"

namespace tanlu::config {
namespace fs = std::filesystem;

std::string directory_of(const std::string& path) {
    const std::string directory = fs::path(path).parent_path().string();
    return directory.empty() ? "." : directory;
}

std::string path_beside(const std::string& from, const std::string& name) {
    return (fs::path(from).parent_path() / name).lexically_normal().string();
}

bool lies_in(const std::string& path, const std::string& directory) {
    std::error_code error;
    const fs::path inner = fs::weakly_canonical(path, error);
    const fs::path outer = fs::weakly_canonical(directory, error);
    if (error) return false;
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first ==
           outer.end();
}

void FileTree::add_root(const std::string& directory) {
    roots_.push_back(directory);
}

std::optional<std::string> FileTree::read(const std::string& path, const Origin& referrer) {
    const auto draft = drafts_.find(path);
    const auto text = draft == drafts_.end() ? schema::read_input(path, referrer, diagnostics_)
                                             : std::optional(draft->second);
    const bool is_known = std::any_of(files_.begin(), files_.end(),
                                      [&](const InputFile& file) { return file.path == path; });
    if (text && !is_known) files_.push_back({path, sha256(*text)});
    return text;
}

std::optional<schema::Node> FileTree::yaml(const std::string& path, const Origin& referrer) {
    const auto text = read(path, referrer);
    if (!text) return std::nullopt;
    return schema::parse_yaml(*text, path, diagnostics_);
}

std::optional<std::string> FileTree::resolved(const Name& name) {
    const auto refuse = [&](const char* why) {
        diagnostics_.error(name.origin, fmt::format("'{}' {}", name.text, why),
                           "write a path relative to this file that stays in its tree");
        return std::nullopt;
    };
    if (fs::path(name.text).is_absolute()) return refuse("is an absolute path");
    const std::string path = path_beside(name.origin.file, name.text);
    for (const auto& root : roots_) {
        if (lies_in(name.origin.file, root) && !lies_in(path, root)) {
            return refuse("leads out of the tree of files it may use");
        }
    }
    return path;
}

std::optional<schema::Node> FileTree::csv(const schema::Node& name) {
    if (!name.is_scalar() || name.text.empty()) {
        diagnostics_.error(name.origin, fmt::format("{} where the name of a CSV file is due",
                                                    schema::kind_text(name)));
        return std::nullopt;
    }
    const auto path = resolved({name.text, name.origin});
    if (!path) return std::nullopt;
    const auto text = read(*path, name.origin);
    if (!text) return std::nullopt;
    return schema::parse_series_csv(*text, *path, diagnostics_);
}

}  // namespace tanlu::config

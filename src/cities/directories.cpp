#include "cities/directories.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <system_error>

#include "tanlu/error.hpp"

namespace tanlu::cities {
namespace {

namespace fs = std::filesystem;

fs::path beside(const std::string& path, const char* word) {
    const fs::path target(path);
    return target.parent_path() /
           fmt::format(".{}.{}-{}", target.filename().string(), word, ::getpid());
}

bool starts_with(const fs::path& file, const std::string& text) {
    std::ifstream in(file, std::ios::binary);
    std::string begin(text.size(), '\0');
    in.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    return in && begin == text;
}

/// Copies what somebody else put into the directory.
void take_along(const NewDirectory& directory, const fs::path& staged,
                const std::string& written_by) {
    std::error_code ignored;
    if (!fs::is_directory(directory.path, ignored)) return;
    for (const auto& entry : fs::recursive_directory_iterator(directory.path)) {
        const fs::path name = fs::relative(entry.path(), directory.path);
        if (!entry.is_regular_file() || directory.files.contains(name.generic_string())) continue;
        if (starts_with(entry.path(), written_by)) continue;
        fs::create_directories((staged / name).parent_path());
        fs::copy_file(entry.path(), staged / name);
    }
}

[[noreturn]] void fail(const std::string& path, const std::exception& why) {
    throw EnvironmentError(fmt::format("cannot write '{}': {}", path, why.what()));
}

}  // namespace

StagedDirectories::StagedDirectories(std::span<const NewDirectory> directories, Overwrite overwrite,
                                     const std::string& written_by)
    : directories_(directories) {
    std::error_code ignored;
    for (const auto& directory : directories) {
        if (overwrite == Overwrite::no && fs::exists(directory.path, ignored)) {
            throw EnvironmentError(fmt::format(
                "'{}' exists and is not overwritten\n  hint: --force replaces what the program "
                "wrote and keeps other files",
                directory.path));
        }
    }
    for (const auto& directory : directories) {
        const fs::path staged = beside(directory.path, "partial");
        staged_.push_back(staged.string());
        try {
            fs::remove_all(staged);
            fs::create_directories(staged);
            for (const auto& [name, text] : directory.files) {
                fs::create_directories((staged / name).parent_path());
                write_text(text, (staged / name).string(), Overwrite::no);
            }
            take_along(directory, staged, written_by);
        } catch (const fs::filesystem_error& error) {
            for (const auto& path : staged_) fs::remove_all(path, ignored);
            fail(directory.path, error);
        } catch (...) {
            for (const auto& path : staged_) fs::remove_all(path, ignored);
            throw;
        }
    }
}

StagedDirectories::~StagedDirectories() {
    std::error_code ignored;
    for (const auto& path : staged_) fs::remove_all(path, ignored);
}

void StagedDirectories::publish() {
    std::error_code ignored;
    std::vector<std::size_t> done;
    try {
        for (std::size_t i = 0; i < directories_.size(); ++i) {
            const std::string& target = directories_[i].path;
            const fs::path old = beside(target, "old");
            if (fs::exists(target)) fs::rename(target, old);
            done.push_back(i);
            fs::rename(staged_[i], target);
        }
    } catch (const fs::filesystem_error& error) {
        for (const std::size_t i : done) {
            const std::string& target = directories_[i].path;
            const fs::path old = beside(target, "old");
            fs::remove_all(target, ignored);
            if (fs::exists(old, ignored)) fs::rename(old, target, ignored);
        }
        fail(directories_[done.empty() ? 0 : done.back()].path, error);
    }
    for (const auto& directory : directories_)
        fs::remove_all(beside(directory.path, "old"), ignored);
}

}  // namespace tanlu::cities

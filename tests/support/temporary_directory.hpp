#pragma once
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

namespace tanlu::test {

/// A directory that exists as long as the object.
class TemporaryDirectory {
public:
    TemporaryDirectory() {
        static int count = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("tanlu_test_" + std::to_string(getpid()) + "_" + std::to_string(count++));
        std::filesystem::create_directories(path_);
    }
    ~TemporaryDirectory() {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

    std::string path(const std::string& name = {}) const { return (path_ / name).string(); }

    /// Writes a file and returns its path.
    std::string write(const std::string& name, const std::string& content) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << content;
        return path(name);
    }

private:
    std::filesystem::path path_;
};

}  // namespace tanlu::test

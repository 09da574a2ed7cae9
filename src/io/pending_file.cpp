#include "io/pending_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "tanlu/error.hpp"

namespace tanlu {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, std::string_view action, int cause) {
    throw EnvironmentError(fmt::format("cannot write '{}': {} failed ({})", path, action,
                                       std::generic_category().message(cause)));
}

[[noreturn]] void refuse_existing(const std::string& target) {
    throw EnvironmentError(
        fmt::format("'{}' exists and is not overwritten (--force overwrites)", target));
}

fs::path folder_of(const std::string& target) {
    const fs::path folder = fs::path(target).parent_path();
    return folder.empty() ? fs::path(".") : folder;
}

/// A link is followed, so that the file it names is replaced and the link stays.
std::string resolve(const std::string& target) {
    std::error_code error;
    const fs::path resolved = fs::canonical(target, error);
    return error ? target : resolved.string();
}

/// Brings a file or folder to disk.
void synchronise(const std::string& path, int flags, const std::string& target) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) fail(target, "opening it for fsync", errno);
    const bool done = ::fsync(descriptor) == 0;
    const int cause = errno;
    ::close(descriptor);
    // Some network file systems cannot sync a folder and say EINVAL: then there is nothing to do.
    if (!done && cause != EINVAL) fail(target, "fsync", cause);
}

/// Name of this machine: on a cluster several write to the same folder.
std::string host() {
    char name[HOST_NAME_MAX + 1] = {};
    if (::gethostname(name, sizeof(name) - 1) != 0) return "host";
    std::string text(name);
    std::replace(text.begin(), text.end(), '.', '-');
    return text;
}

constexpr std::string_view kTemporary = ".tmp";

/// Renames without replacing where asked. Returns 0 or the cause.
int rename_file(const std::string& from, const std::string& to, Overwrite overwrite) {
    if (overwrite == Overwrite::no) {
        if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) {
            return 0;
        }
        if (errno != EINVAL && errno != ENOSYS) return errno;
        if (::access(to.c_str(), F_OK) == 0) return EEXIST;
    }
    return ::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

}  // namespace

void expect_writable(const std::string& target, Overwrite overwrite) {
    if (target.empty()) throw EnvironmentError("no name of a file to write");
    std::error_code error;
    const fs::file_status status = fs::status(target, error);
    if (fs::exists(status)) {
        if (!fs::is_regular_file(status)) {
            throw EnvironmentError(
                fmt::format("cannot write '{}': it is {}, not a regular file", target,
                            fs::is_directory(status) ? "a folder" : "a device, pipe or socket"));
        }
        if (overwrite == Overwrite::no) refuse_existing(target);
    }
    const fs::path folder = folder_of(resolve(target));
    if (!fs::is_directory(folder, error)) {
        throw EnvironmentError(
            fmt::format("cannot write '{}': there is no folder '{}'", target, folder.string()));
    }
    if (::access(folder.c_str(), W_OK | X_OK) != 0) fail(target, "writing to its folder", errno);
}

void remove_if_abandoned(const std::string& temporary) {
    constexpr auto kLongAgo = std::chrono::hours(24);
    if (!temporary.ends_with(kTemporary)) return;
    const std::string name = temporary.substr(0, temporary.size() - kTemporary.size());
    const auto process_at = name.rfind('.');
    const auto host_at =
        process_at == std::string::npos ? process_at : name.rfind('.', process_at - 1);
    if (host_at == std::string::npos) return;
    pid_t process = 0;
    const char* end = name.data() + name.size();
    if (std::from_chars(name.data() + process_at + 1, end, process).ptr != end || process <= 0) {
        return;
    }
    std::error_code error;
    bool is_abandoned = false;
    if (name.substr(host_at + 1, process_at - host_at - 1) == host()) {
        is_abandoned = ::kill(process, 0) != 0 && errno == ESRCH;
    } else {
        const auto written = fs::last_write_time(temporary, error);
        is_abandoned = !error && fs::file_time_type::clock::now() - written > kLongAgo;
    }
    if (is_abandoned) ::unlink(temporary.c_str());
}

PendingFile::PendingFile(const std::string& target, Overwrite overwrite)
    : target_(resolve(target)),
      temporary_(fmt::format("{}.{}.{}{}", target_, host(), ::getpid(), kTemporary)),
      overwrite_(overwrite) {
    expect_writable(target, overwrite);
    // A leftover of a killed process that had the same number.
    ::unlink(temporary_.c_str());
}

PendingFile::~PendingFile() {
    if (!published_) ::unlink(temporary_.c_str());
}

void PendingFile::publish() {
    synchronise(temporary_, O_RDWR, target_);
    const int cause = rename_file(temporary_, target_, overwrite_);
    if (cause == EEXIST) refuse_existing(target_);
    if (cause != 0) fail(target_, "renaming the temporary file", cause);
    published_ = true;
    synchronise(folder_of(target_).string(), O_RDONLY | O_DIRECTORY, target_);
}

void write_text(const std::string& text, const std::string& target, Overwrite overwrite) {
    PendingFile pending(target, overwrite);
    const int descriptor =
        ::open(pending.temporary().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) fail(target, "creating a file beside it", errno);
    struct stat replaced {};
    if (::stat(target.c_str(), &replaced) == 0) ::fchmod(descriptor, replaced.st_mode & 07777u);
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t written = ::write(descriptor, text.data() + done, text.size() - done);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            const int cause = errno;
            ::close(descriptor);
            fail(target, "writing", cause);
        }
        done += static_cast<std::size_t>(written);
    }
    if (::close(descriptor) != 0) fail(target, "closing", errno);
    pending.publish();
}

}  // namespace tanlu

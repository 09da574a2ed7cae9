#pragma once
// Faults of the surroundings, each in a process of its own.
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <string>

#include "tanlu/error.hpp"

namespace tanlu::test {

/// What an EnvironmentError of `action` says; empty where there is none.
inline std::string complaint(const std::function<void()>& action) {
    try {
        action();
        return "";
    } catch (const EnvironmentError& error) {
        return error.what();
    }
}

/// Runs `action` in a process of its own and returns how it ended, as for waitpid.
inline int in_child(const std::function<void()>& action) {
    const pid_t child = ::fork();
    if (child == 0) {
        action();
        // exit, not _exit: the library's handlers at exit are part of what is tested.
        std::exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

/// How on_small_disk ends where it may not make a disk.
inline constexpr int kNoSmallDisk = 77;

/// Runs `action` in a process of its own, in which the folder `disk` is a disk of one megabyte.
inline int on_small_disk(const std::string& disk, const std::function<void()>& action) {
    return in_child([&] {
        // In a name space of its own, where we may make one.
        if (::unshare(CLONE_NEWNS) != 0 ||
            ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("none", disk.c_str(), "tmpfs", 0, "size=1m") != 0) {
            std::_Exit(kNoSmallDisk);
        }
        action();
    });
}

}  // namespace tanlu::test

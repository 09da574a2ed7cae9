#pragma once
// Files that are whole or not there.
#include <string>

namespace tanlu {

/// Whether an existing file may be replaced.
enum class Overwrite { no, yes };

/// A file that appears under its final name only once it is complete and on disk. Write to
/// `temporary()`, then `publish()`; whatever happens before that, the final name is untouched.
/// The temporary lies beside the target and is removed when it was not published.
class PendingFile {
public:
    /// Throws EnvironmentError where `target` cannot be written: folder absent or read-only, an
    /// existing file without Overwrite::yes, or something that is no regular file.
    PendingFile(const std::string& target, Overwrite overwrite);
    ~PendingFile();
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    const std::string& temporary() const { return temporary_; }

    /// Brings the temporary to disk, renames it, brings the folder to disk. The temporary must be
    /// closed. Throws EnvironmentError; the final name is then as it was before.
    void publish();

private:
    std::string target_;
    std::string temporary_;
    Overwrite overwrite_;
    bool published_ = false;
};

/// Removes a temporary file that a killed process left: one of this host whose process is gone, or
/// one of another host that nobody has written to for a day. Others are left alone.
void remove_if_abandoned(const std::string& temporary);

/// Checks what can be known before a long run: throws as PendingFile's constructor does.
void expect_writable(const std::string& target, Overwrite overwrite);

/// Writes `text` to `target` by way of a PendingFile. A file that is replaced leaves it its
/// permissions.
void write_text(const std::string& text, const std::string& target, Overwrite overwrite);

}  // namespace tanlu

#include "io/seal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/hash.hpp"
#include "tanlu/error.hpp"

namespace tanlu {
namespace {

constexpr std::string_view kMark = "\ntanlu-seal sha256:";
constexpr std::size_t kDigits = 64;
constexpr std::size_t kSealBytes = kMark.size() + kDigits + 1;
/// Files may be larger than memory: they are read in pieces.
constexpr std::size_t kPieceBytes = 1 << 20;

/// A file that is read from its beginning.
class Bytes {
public:
    Bytes(const std::string& path, const std::string& shown)
        : in_(path, std::ios::binary), shown_(shown) {
        in_.seekg(0, std::ios::end);
        const auto end = static_cast<std::streamoff>(in_.tellg());
        in_.seekg(0);
        if (!in_.is_open() || !in_.good() || end < 0) fail();
        size_ = static_cast<std::uint64_t>(end);
    }

    std::uint64_t size() const { return size_; }

    /// Calls visit(piece) for the next `count` bytes.
    template <class Visit>
    void read(std::uint64_t count, Visit&& visit) {
        std::vector<char> piece(
            static_cast<std::size_t>(std::min<std::uint64_t>(count, kPieceBytes)));
        while (count > 0) {
            const auto wanted =
                static_cast<std::size_t>(std::min<std::uint64_t>(count, piece.size()));
            in_.read(piece.data(), static_cast<std::streamsize>(wanted));
            if (!in_) fail();
            visit(std::string_view(piece.data(), wanted));
            count -= wanted;
        }
    }

private:
    [[noreturn]] void fail() const {
        throw EnvironmentError(
            fmt::format("cannot read '{}': {}", shown_, std::generic_category().message(errno)));
    }

    std::ifstream in_;
    std::string shown_;
    std::uint64_t size_ = 0;
};

std::string digest_of_next(Bytes& bytes, std::uint64_t count) {
    Sha256 hash;
    bytes.read(count, [&](std::string_view piece) { hash.add(piece); });
    return hash.digest();
}

}  // namespace

void append_seal(const std::string& path, const std::string& shown) {
    Bytes bytes(path, shown);
    const std::string seal = fmt::format("{}{}\n", kMark, digest_of_next(bytes, bytes.size()));
    std::ofstream out(path, std::ios::binary | std::ios::app);
    out << seal;
    out.close();
    if (!out) {
        throw EnvironmentError(fmt::format("cannot write '{}': appending its check sum failed ({})",
                                           shown, std::generic_category().message(errno)));
    }
}

namespace {

/// Throws where a file does not agree with its seal; false where it has none.
bool agrees_with_seal(const std::string& path) {
    Bytes bytes(path, path);
    if (bytes.size() < kSealBytes) return false;
    const std::uint64_t content = bytes.size() - kSealBytes;
    const std::string digest = digest_of_next(bytes, content);
    std::string seal;
    bytes.read(kSealBytes, [&](std::string_view piece) { seal += piece; });
    if (!seal.starts_with(kMark)) return false;
    if (seal.substr(kMark.size(), kDigits) != digest) {
        throw InputError(
            fmt::format("{}: error: damaged: it does not agree with its check sum (it has changed "
                        "since it was written)",
                        path));
    }
    return true;
}

}  // namespace

void check_seal(const std::string& path) {
    (void)agrees_with_seal(path);
}

void expect_seal(const std::string& path) {
    if (agrees_with_seal(path)) return;
    throw InputError(fmt::format("{}: error: damaged: it has no check sum at its end", path));
}

}  // namespace tanlu

#include "io/seal.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "base/hash.hpp"
#include "tanlu/error.hpp"

namespace tanlu {
namespace {

constexpr std::string_view kMark = "\ntanlu-seal sha256:";
constexpr std::size_t kDigits = 64;
constexpr std::size_t kSealBytes = kMark.size() + kDigits + 1;

std::string bytes_of(const std::string& path, const std::string& shown) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) {
        throw EnvironmentError(
            fmt::format("cannot read '{}': {}", shown, std::generic_category().message(errno)));
    }
    return bytes;
}

}  // namespace

void append_seal(const std::string& path, const std::string& shown) {
    const std::string seal = fmt::format("{}{}\n", kMark, sha256(bytes_of(path, shown)));
    std::ofstream out(path, std::ios::binary | std::ios::app);
    out << seal;
    out.close();
    if (!out) {
        throw EnvironmentError(fmt::format("cannot write '{}': appending its check sum failed ({})",
                                           shown, std::generic_category().message(errno)));
    }
}

void check_seal(const std::string& path) {
    const std::string bytes = bytes_of(path, path);
    if (bytes.size() < kSealBytes) return;
    const std::string_view content(bytes.data(), bytes.size() - kSealBytes);
    const std::string_view seal = std::string_view(bytes).substr(content.size());
    if (!seal.starts_with(kMark)) return;
    if (seal.substr(kMark.size(), kDigits) != sha256(content)) {
        throw InputError(
            fmt::format("{}: error: damaged: it does not agree with its check sum (it has changed "
                        "since it was written)",
                        path));
    }
}

}  // namespace tanlu

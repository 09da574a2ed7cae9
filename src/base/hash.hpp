#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tanlu {

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
class Sha256 {
public:
    Sha256();
    void add(std::string_view bytes);
    /// The digest of all bytes so far as 64 hexadecimal digits. More may be added afterwards.
    std::string digest() const;

private:
    std::array<std::uint32_t, 8> state_;
    std::array<char, 64> rest_{};  ///< What does not fill a block yet.
    std::uint64_t size_ = 0;       ///< Bytes in all.
};

/// SHA-256 of the bytes as 64 hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace tanlu

#include "schema/input_file.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

namespace tanlu::schema {
namespace {

/// Number of bytes of the valid UTF-8 sequence at the start of `bytes`; 0 when there is none.
/// Overlong forms, surrogates and anything beyond U+10FFFF are not valid.
std::size_t sequence_length(std::string_view bytes) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    if (byte(0) < 0x80) return 1;
    const std::size_t length = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
    if (byte(0) < 0xC2 || byte(0) > 0xF4 || bytes.size() < length) return 0;
    std::uint32_t code = byte(0) & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0u) != 0x80u) return 0;
        code = code << 6 | (byte(i) & 0x3Fu);
    }
    constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code >= kLeast[length] && code <= 0x10FFFF && !surrogate ? length : 0;
}

/// Why a path cannot be read as a file; empty when it can.
std::string refusal(const std::string& path) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) return "no such file";
    if (error) return error.message();
    if (std::filesystem::is_directory(status)) return "it is a directory";
    if (!std::filesystem::is_regular_file(status)) return "it is not a regular file";
    const auto size = std::filesystem::file_size(path, error);
    if (error) return error.message();
    if (size > kLargestFile) {
        return fmt::format("{} bytes; at most {} are allowed", size, kLargestFile);
    }
    return {};
}

}  // namespace

bool is_clean_text(const std::string& text, const std::string& file, Diagnostics& diagnostics) {
    Origin place{file, 1, 1};
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const std::size_t length = sequence_length(std::string_view(text).substr(at, 4));
        const bool is_control = byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r';
        if (length == 0 || is_control || byte == 0x7F) {
            diagnostics.error(place,
                              length == 0
                                  ? fmt::format("the file is not UTF-8 (byte 0x{:02X})", byte)
                                  : fmt::format("control character 0x{:02X} in the file", byte),
                              "save the file as UTF-8 text");
            return false;
        }
        if (byte == '\n') {
            place = {file, place.line + 1, 1};
        } else {
            place.column += static_cast<int>(length);
        }
        at += length;
    }
    return true;
}

std::optional<std::string> read_input(const std::string& path, const Origin& referrer,
                                      Diagnostics& diagnostics) {
    const auto fail = [&](const std::string& why) {
        const Origin place = referrer.known() ? referrer : Origin{path, 0, 0};
        diagnostics.error(place, fmt::format("cannot read '{}' ({})", path, why));
        return std::nullopt;
    };
    if (const std::string why = refusal(path); !why.empty()) return fail(why);
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail("no permission to read it");
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (file.bad() || text.size() > kLargestFile) return fail("reading it failed");
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    if (!is_clean_text(text, path, diagnostics)) return std::nullopt;
    return text;
}

}  // namespace tanlu::schema

#include "schema/format_version.hpp"

#include <fmt/format.h>

#include "schema/scalar.hpp"
#include "tanlu/version.hpp"

namespace tanlu::schema {
namespace {

std::string with_version(int version) {
    return fmt::format("{}: {}", kFormatKey, version);
}

void warn_of_age(const Node& root, const Entry* entry, const std::string& name,
                 Diagnostics& diagnostics) {
    const std::string how =
        fmt::format("run 'tanlu migrate {}': it writes '{}' and what changed since", name,
                    with_version(kFormat));
    if (entry) {
        diagnostics.warning(
            entry->value.origin,
            fmt::format("format {} is older than that of this Tanlu ({})", entry->value.text,
                        kFormat),
            how, Replacement{entry->value.origin, entry->value.text, std::to_string(kFormat)});
        return;
    }
    const Origin& start = root.entries.empty() ? root.origin : root.entries.front().origin;
    diagnostics.warning(start,
                        fmt::format("the file is of format {} (it has no '{}'), older than that of "
                                    "this Tanlu ({})",
                                    kOldestFormat, kFormatKey, kFormat),
                        how, Replacement{start, "", with_version(kFormat)});
}

}  // namespace

bool check_format(const Node& root, const std::string& name, Diagnostics& diagnostics) {
    const Entry* entry = root.find(kFormatKey);
    if (!entry) {
        warn_of_age(root, entry, name, diagnostics);
        return true;
    }
    const auto read = read_integer(entry->value);
    if (const auto* problem = std::get_if<Problem>(&read)) {
        diagnostics.error(entry->value.origin,
                          fmt::format("'{}': {}", kFormatKey, problem->message),
                          fmt::format("write '{}'", with_version(kFormat)));
        return false;
    }
    const int written = std::get<int>(read);
    if (written < kOldestFormat) {
        diagnostics.error(
            entry->value.origin,
            fmt::format("there is no format {} (they start at {})", written, kOldestFormat),
            fmt::format("write '{}'", with_version(kFormat)));
        return false;
    }
    if (written > kFormat) {
        diagnostics.error(
            entry->value.origin,
            fmt::format("format {} is newer than this Tanlu (version {} reads formats "
                        "{} to {})",
                        written, version(), kOldestFormat, kFormat),
            fmt::format("take a Tanlu that reads format {}; 'tanlu version' says "
                        "which formats one reads",
                        written));
        return false;
    }
    if (written < kFormat) warn_of_age(root, entry, name, diagnostics);
    return true;
}

}  // namespace tanlu::schema

#include "schema/context.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace tanlu::schema {

void check_references(ReadContext& context) {
    for (const auto& reference : context.references) {
        std::vector<std::string> ids;
        for (const auto& path : split(reference.of, '|')) {
            const auto& found = context.ids[path];
            ids.insert(ids.end(), found.begin(), found.end());
        }
        if (std::find(ids.begin(), ids.end(), reference.name) != ids.end()) continue;
        const std::string where = fmt::format("{}", fmt::join(split(reference.of, '|'), " or "));
        context.diagnostics.error(reference.origin,
                                  fmt::format("no '{}' in {}", reference.name, where),
                                  did_you_mean(reference.name, ids));
    }
}

}  // namespace tanlu::schema

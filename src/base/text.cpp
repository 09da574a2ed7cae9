#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace tanlu {
namespace {

bool same_letter(char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
}

}  // namespace

int edit_distance(std::string_view a, std::string_view b) {
    // Three rows of the table of distances between all prefixes (optimal string alignment).
    const std::size_t n = b.size();
    std::vector<int> two_back(n + 1);
    std::vector<int> one_back(n + 1);
    std::vector<int> row(n + 1);
    for (std::size_t j = 0; j <= n; ++j) row[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        two_back = one_back;
        one_back = row;
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= n; ++j) {
            const int replaced = one_back[j - 1] + (same_letter(a[i - 1], b[j - 1]) ? 0 : 1);
            row[j] = std::min({one_back[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) &&
                                 same_letter(a[i - 2], b[j - 1]);
            if (swapped) row[j] = std::min(row[j], two_back[j - 2] + 1);
        }
    }
    return row[n];
}

std::string nearest(std::string_view name, std::span<const std::string> candidates) {
    const int most = std::max(1, static_cast<int>(name.size()) / 3);
    int least = most + 1;
    std::string best;
    for (const auto& candidate : candidates) {
        const int distance = edit_distance(name, candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
    if (candidates.empty()) return {};
    const std::string best = nearest(name, candidates);
    if (!best.empty()) return fmt::format("did you mean '{}'?", best);
    return "expected " + std::string(candidates.size() > 1 ? "one of " : "") + listed(candidates);
}

std::string listed(std::span<const std::string> names, std::size_t most) {
    const auto shown = names.first(std::min(most, names.size()));
    std::string text = fmt::format("{}", fmt::join(shown, ", "));
    if (shown.size() < names.size()) text += fmt::format(", ... ({} in all)", names.size());
    return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = text.find(separator);
        parts.emplace_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string number_text(double number) {
    return fmt::format("{}", number);
}

}  // namespace tanlu

#include "study/fields.hpp"

#include <charconv>

namespace tanlu::study {

bool Fields::share(std::string_view key, const schema::Node* node, double& value) {
    if (!node) return false;
    const std::string at = path(key);
    if (std::holds_alternative<double>(schema::read_number(*node))) {
        return number_at(*node, at, kFraction, value);
    }
    const auto quantity = schema::read_quantity(*node);
    if (const auto* problem = std::get_if<schema::Problem>(&quantity)) {
        error(node->origin, fmt::format("'{}': {}", at, problem->message), problem->hint);
        return false;
    }
    const auto& [number, unit] = std::get<schema::Quantity>(quantity);
    constexpr double kPercent = 100.0;
    if (unit != "%") {
        error(node->origin, fmt::format("'{}' has the unit '{}'", at, unit),
              "write a share as 5 % or 0.05");
        return false;
    }
    const double share = number / kPercent;
    if (share < 0.0 || share > 1.0) {
        error(node->origin, fmt::format("'{}' is {} % (it must be between 0 and 100 %)", at,
                                        number_text(number)));
        return false;
    }
    value = share;
    return true;
}

void Fields::whole(std::string_view key, std::int64_t low, std::int64_t high, std::int64_t& value) {
    const schema::Node* node = optional(key);
    if (!node) return;
    std::int64_t found = 0;
    const char* end = node->text.data() + node->text.size();
    const auto read = std::from_chars(node->text.data(), end, found);
    const bool is_whole =
        node->is_scalar() && !node->quoted && read.ec == std::errc() && read.ptr == end;
    if (is_whole && found >= low && found <= high) {
        value = found;
        return;
    }
    error(node->origin,
          fmt::format(
              "'{}' is {} (it must be a whole number between {} and {})", path(key),
              node->is_scalar() ? "'" + node->text + "'" : std::string(schema::kind_text(*node)),
              low, high));
}

void Fields::flag(std::string_view key, bool& value) {
    const schema::Node* node = optional(key);
    if (!node) return;
    const auto read = schema::read_flag(*node);
    if (const auto* problem = std::get_if<schema::Problem>(&read)) {
        error(node->origin, fmt::format("'{}': {}", path(key), problem->message), problem->hint);
        return;
    }
    value = std::get<bool>(read);
}

std::vector<Name> Fields::names(const schema::Node& node, const std::string& path) {
    std::vector<Name> names;
    const auto add = [&](const schema::Node& item) {
        const auto text = schema::read_text(item, path, context_);
        if (text) names.push_back({*text, item.origin});
    };
    if (!node.is_sequence()) {
        add(node);
        return names;
    }
    for (const auto& item : node.items) add(item);
    if (node.items.empty()) error(node.origin, fmt::format("'{}' is empty", path));
    return names;
}

}  // namespace tanlu::study

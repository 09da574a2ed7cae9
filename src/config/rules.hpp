#pragma once
// What must hold between the values of a pack, by part. All of them report and go on.
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "config/pack.hpp"

namespace tanlu::config {

void check_vehicles(const Pack& pack, Diagnostics& diagnostics);
void check_passenger(const Pack& pack, Diagnostics& diagnostics);
void check_freight(const Pack& pack, Diagnostics& diagnostics);
void check_nonroad(const Pack& pack, Diagnostics& diagnostics);
void check_series(const Pack& pack, Diagnostics& diagnostics);

/// How far shares may add up beside one: rounding of written numbers.
inline constexpr double kShareTolerance = 1e-6;

/// Reports shares that do not add to one. `what` begins the message: "the sales shares of 'bus'".
void check_sum(double sum, double tolerance, const Origin& origin, std::string_view what,
               Diagnostics& diagnostics);

/// Sum of a list.
double sum_of(const std::vector<Value>& values);

/// Whether an optional leaf, group, list or name is there.
template <class T>
bool is_given(const std::optional<T>& part) {
    return part.has_value();
}
template <class T>
bool is_given(const std::vector<T>& part) {
    return !part.empty();
}
inline bool is_given(const Name& part) {
    return !part.empty();
}

/// A rule of an entry: which of its optional keys it needs, which it has no use for.
class KeyRule {
public:
    /// `owner` is the path of the entry, `why` what needs the keys: "stock-rule ownership".
    KeyRule(const Origin& origin, std::string owner, std::string why, Diagnostics& diagnostics);

    template <class Part>
    KeyRule& needs(std::string_view key, const Part& part) {
        if (!is_given(part)) report_missing(key);
        return *this;
    }

private:
    Origin origin_;
    std::string owner_;
    std::string why_;
    Diagnostics& diagnostics_;

    void report_missing(std::string_view key);
};

/// Reports an empty map: `path` must have entries.
template <class Entries>
void check_not_empty(const Entries& entries, std::string_view path, const Origin& origin,
                     Diagnostics& diagnostics) {
    if (!entries.empty()) return;
    diagnostics.error(origin, "'" + std::string(path) + "' is missing or empty",
                      "a pack needs at least one entry there");
}

/// Entry of a map by its id; nullptr when absent.
template <class Entries>
auto find_entry(const Entries& entries, std::string_view id) -> decltype(entries.data()) {
    for (const auto& entry : entries) {
        if (entry.id.text == id) return &entry;
    }
    return nullptr;
}

}  // namespace tanlu::config

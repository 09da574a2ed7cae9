#pragma once
// Paths through time: constants, anchors by year, CSV files; growth after the last anchor.
#include <optional>
#include <string>
#include <vector>

#include "parameters/field.hpp"
#include "schema/mapping.hpp"
#include "schema/quantity.hpp"
#include "schema/value.hpp"

namespace tanlu::schema {

inline constexpr int kFirstYear = 1900;
inline constexpr int kLastYear = 2200;

/// A calendar year as a key; reports anything else.
std::optional<int> read_year(const std::string& key, const Origin& origin, const std::string& path,
                             ReadContext& context);

/// Reads one series leaf.
class SeriesReader {
public:
    /// `node` is a mapping.
    SeriesReader(const Node& node, const Field& field, std::string path, ReadContext& context);

    /// Nothing when there is no usable path; everything wrong has been reported then.
    std::optional<Trajectory> read();

private:
    using Anchors = std::optional<std::vector<Trajectory::Anchor>>;

    const Field& field_;
    std::string path_;
    ReadContext& context_;
    Mapping mapping_;

    std::optional<Trajectory> read_constant(const Node& number);
    std::optional<Trajectory> read_path(const Node& anchors, const LabelNodes& nodes,
                                        const Node* low, const Node* high);
    bool read_rules(Trajectory& path);
    bool read_growth(Trajectory& path);
    bool check_rules(const Trajectory& path);
};

/// Numbers by rising year under `anchors`, each plain (with the shared label) or a mapping of its
/// own {value, unit, source, grade, low, high, note}. `low` and `high` are bounds by year.
std::optional<std::vector<Trajectory::Anchor>> read_anchors(
    const Node& anchors, const LabelNodes& shared, const Node* low, const Node* high,
    const Field& field, const std::string& path, ReadContext& context);

}  // namespace tanlu::schema

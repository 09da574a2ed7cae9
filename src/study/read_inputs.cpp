// Uncertain inputs from the entries of `inputs`.
#include <algorithm>

#include "schema/distribution_reader.hpp"
#include "schema/series_reader.hpp"
#include "study/fields.hpp"
#include "study/study_file.hpp"

namespace tanlu::study {
namespace {

constexpr Option<Change> kChanges[] = {{Change::value, "value", "takes the place of the number"},
                                       {Change::factor, "factor", "multiplies it"},
                                       {Change::addition, "addition", "is added to it"}};
constexpr Option<Draw> kDraws[] = {{Draw::one, "one", "one quantile for all targets"},
                                   {Draw::each, "each", "each target its own"},
                                   {Draw::region, "region", "each region of the study its own"}};
constexpr Option<RangeShape> kShapes[] = {
    {RangeShape::triangular, "triangular", "low, value, high"},
    {RangeShape::uniform, "uniform", "between low and high"},
    {RangeShape::pert, "pert", "low, value, high"}};

/// Reads one input.
class InputReader {
public:
    InputReader(const schema::Entry& entry, schema::ReadContext& context)
        : fields_(entry.value, "inputs." + entry.key, context) {
        input_.id = entry.key;
        input_.origin = entry.origin;
    }

    Input read() {
        read_targets();
        fields_.choice<Change>("change", kChanges, input_.change);
        fields_.choice<Draw>("draw", kDraws, input_.draw);
        read_form();
        fields_.flag("same-quantile", input_.same_quantile);
        if (const auto* node = fields_.optional("same-as")) {
            input_.same_as = {
                schema::read_text(*node, fields_.path("same-as"), fields_.context()).value_or(""),
                node->origin};
        }
        read_label();
        fields_.finish();
        check_together();
        return std::move(input_);
    }

private:
    Fields fields_;
    Input input_;

    void error(const Origin& origin, std::string message, std::string hint = {}) {
        fields_.error(origin, std::move(message), std::move(hint));
    }

    void read_targets() {
        const auto* of = fields_.optional("of");
        const auto* paired = fields_.node().find("paired");
        if (of) {
            input_.targets = fields_.names(*of, fields_.path("of"));
        } else if (!paired) {
            input_.targets = {{input_.id, input_.origin}};
        }
    }

    /// The one key that says how the numbers come about.
    void read_form() {
        int forms = 0;
        for (const auto kind : schema::distribution_kinds()) {
            if (fields_.optional(kind)) ++forms;
        }
        if (const auto* drawn = schema::find_distribution(fields_.node())) {
            schema::Node alone = schema::make_node(schema::Node::Kind::mapping, drawn->origin);
            alone.entries.push_back(*drawn);
            input_.distribution =
                schema::read_distribution(alone, "inputs." + input_.id, fields_.context());
        }
        if (fields_.optional("from-range")) {
            RangeShape shape = RangeShape::triangular;
            fields_.choice<RangeShape>("from-range", kShapes, shape);
            input_.from_range = shape;
            ++forms;
        }
        if (const auto* node = fields_.optional("anchors")) {
            read_anchors(*node);
            ++forms;
        }
        forms += read_shocks("ar1") + read_shocks("random-walk");
        if (const auto* node = fields_.optional("paired")) {
            read_paired(*node);
            ++forms;
        }
        if (forms == 1) return;
        error(input_.origin,
              fmt::format("input '{}' has {}", input_.id,
                          forms == 0 ? "no distribution" : "several distributions"),
              "give one of: a distribution such as 'triangular: [low, mode, high]', 'from-range', "
              "'anchors', 'ar1', 'random-walk' and 'paired'");
    }

    void read_anchors(const schema::Node& node) {
        const std::string path = fields_.path("anchors");
        if (!node.is_mapping() || node.entries.empty()) {
            error(node.origin, fmt::format("'{}' is not distributions by year", path),
                  "write {2030: {lognormal: {median: 1, gsd: 1.05}}, 2060: ...}");
            return;
        }
        for (const auto& entry : node.entries) {
            const auto year = schema::read_year(entry.key, entry.origin, path, fields_.context());
            const auto drawn = schema::read_distribution(
                entry.value, schema::joined_path(path, entry.key), fields_.context());
            if (!year || !drawn) continue;
            if (!input_.anchors.empty() && input_.anchors.back().year >= *year) {
                error(entry.origin,
                      fmt::format("year {} of '{}' comes after {}", *year, path,
                                  input_.anchors.back().year),
                      "write the years in rising order, each once");
            }
            input_.anchors.push_back({*year, *drawn});
        }
    }

    int read_shocks(std::string_view key) {
        const auto* node = fields_.optional(key);
        if (!node) return 0;
        constexpr Range kCorrelation{0.0, 1.0};
        constexpr Range kSigma{0.0, 5.0};
        Fields shocks(*node, fields_.path(key), fields_.context());
        Shocks read;
        if (key == "ar1") {
            shocks.required("rho", "the correlation from year to year");
            shocks.number("rho", kCorrelation, read.rho);
        }
        shocks.required("sigma", "the standard deviation of the logarithm");
        shocks.number("sigma", kSigma, read.sigma);
        shocks.finish();
        input_.shocks = read;
        return 1;
    }

    void read_paired(const schema::Node& node) {
        Fields paired(node, fields_.path("paired"), fields_.context());
        input_.paired.emplace();
        paired.deprecated(kFormerPairedOf, kPairedOf);
        const auto* paths = paired.required(kPairedOf, "a list of leaves");
        const auto* units = paired.required("unit", "a unit for each");
        const auto* rows = paired.required("rows", "a list of {values: [...]}");
        paired.finish();
        if (!paths || !units || !rows) return;
        input_.targets = paired.names(*paths, paired.path(kPairedOf));
        Paired read;
        for (const auto& unit : paired.names(*units, paired.path("unit"))) {
            read.units.push_back(unit.text);
        }
        if (read.units.size() != input_.targets.size()) {
            error(units->origin, fmt::format("'{}' has {} units for {} paths", paired.path("unit"),
                                             read.units.size(), input_.targets.size()));
        }
        if (!rows->is_sequence() || rows->items.empty()) {
            error(rows->origin, fmt::format("'{}' is {}", paired.path("rows"),
                                            rows->is_sequence() ? "empty" : "not a list"));
            return;
        }
        for (const auto& item : rows->items) read.rows.push_back(read_row(item, paired));
        for (std::size_t i = 0; i < read.rows.size(); ++i) {
            if (read.rows[i].values.size() == input_.targets.size()) continue;
            error(rows->items[i].origin,
                  fmt::format("row {} has {} values for {} paths", i + 1,
                              read.rows[i].values.size(), input_.targets.size()));
        }
        input_.paired = std::move(read);
    }

    Paired::Row read_row(const schema::Node& node, Fields& paired) {
        Fields fields(node, paired.path("rows"), fields_.context());
        Paired::Row row;
        if (const auto* values = fields.required("values", "a list of numbers")) {
            for (const auto& item : values->items) {
                double value = 0.0;
                if (fields.number_at(item, fields.path("values"), kAnyNumber, value)) {
                    row.values.push_back(value);
                }
            }
        }
        fields.number("weight", kPositive, row.weight);
        fields.finish();
        return row;
    }

    void read_label() {
        if (input_.from_range || input_.paired) {
            fields_.text("unit", input_.unit);
        } else if (const auto* node = fields_.required("unit", unit_example())) {
            input_.unit =
                schema::read_text(*node, fields_.path("unit"), fields_.context()).value_or("");
        }
        if (const auto* node = fields_.required("source", "the key of a source")) {
            input_.source =
                schema::read_text(*node, fields_.path("source"), fields_.context()).value_or("");
            if (!input_.source.empty()) {
                schema::note_sources(input_.source, node->origin, fields_.context());
            }
        }
        if (const auto* node = fields_.required("grade", "A, B, C or U")) {
            input_.grade = schema::read_grade(*node, fields_.context()).value_or(Grade::unverified);
        }
        fields_.text("note", input_.note);
    }

    std::string unit_example() const {
        return input_.change == Change::factor ? "\"1\"" : "the unit of the leaf";
    }

    void check_together() {
        const bool is_path = !input_.anchors.empty() || input_.shocks.has_value();
        if (is_path && input_.change != Change::factor) {
            error(input_.origin,
                  fmt::format("input '{}' varies over the years but is no factor", input_.id),
                  "add 'change: factor': such inputs multiply a path");
        }
        if ((input_.from_range || input_.paired) && input_.change != Change::value) {
            error(input_.origin,
                  fmt::format("input '{}' gives values, so it cannot be a factor or an addition",
                              input_.id),
                  "leave 'change' out");
        }
        if (input_.same_quantile && input_.anchors.empty()) {
            error(input_.origin,
                  fmt::format("input '{}' has no anchors for 'same-quantile'", input_.id));
        }
        const bool one_quantile =
            !input_.shocks && (input_.anchors.empty() || input_.same_quantile);
        if (!input_.same_as.empty() && (!one_quantile || input_.draw != Draw::one)) {
            error(input_.same_as.origin,
                  fmt::format("input '{}' has several quantiles, so it cannot take that of another",
                              input_.id));
        }
    }
};

}  // namespace

std::span<const Option<Change>> changes() {
    return kChanges;
}
std::span<const Option<Draw>> draws() {
    return kDraws;
}
std::span<const Option<RangeShape>> range_shapes() {
    return kShapes;
}

std::vector<Input> read_inputs(const schema::Node& node, schema::ReadContext& context) {
    std::vector<Input> inputs;
    if (node.kind == schema::Node::Kind::null) return inputs;
    if (!node.is_mapping()) {
        context.diagnostics.error(
            node.origin, fmt::format("'inputs' is {}, not inputs by id", schema::kind_text(node)));
        return inputs;
    }
    for (const auto& entry : node.entries) inputs.push_back(InputReader(entry, context).read());
    return inputs;
}

}  // namespace tanlu::study

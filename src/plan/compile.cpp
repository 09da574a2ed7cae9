#include "plan/compile.hpp"

#include <deque>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/expects.hpp"
#include "lanes/interpolation.hpp"
#include "lanes/lanes.hpp"

namespace tanlu::plan {
namespace {

/// Everything that a walk over a parameter tree meets, in order.
using Item =
    std::variant<const Value*, const Trajectory*, std::size_t, bool, int, const Name*, const Text*>;
using Tape = std::deque<Item>;

/// Walks a tree of files and writes what it meets on the tape.
class TapeWriter {
public:
    explicit TapeWriter(Tape& tape) : tape_(tape) {}

    void scalar(const Field&, Value& value) { tape_.emplace_back(&value); }
    void optional_scalar(const Field&, std::optional<Value>& value) {
        tape_.emplace_back(value.has_value());
        if (value) tape_.emplace_back(&*value);
    }
    void scalar_list(const Field&, std::vector<Value>& values) {
        tape_.emplace_back(values.size());
        for (auto& value : values) tape_.emplace_back(&value);
    }
    void optional_scalar_list(const Field& field, std::vector<Value>& values) {
        scalar_list(field, values);
    }
    void series(const Field&, Trajectory& path) { tape_.emplace_back(&path); }
    void optional_series(const Field&, std::optional<Trajectory>& path) {
        tape_.emplace_back(path.has_value());
        if (path) tape_.emplace_back(&*path);
    }
    void integer(const Field&, int& number) { tape_.emplace_back(number); }
    void flag(std::string_view, bool& on, std::string_view) { tape_.emplace_back(on); }
    void text(std::string_view, Text& text, std::string_view) { tape_.emplace_back(&text); }
    void name(std::string_view, Name& name, std::string_view, std::string_view) {
        tape_.emplace_back(&name);
    }
    void optional_name(std::string_view key, Name& id, std::string_view of, std::string_view doc) {
        name(key, id, of, doc);
    }
    template <class Enum, class Options>
    void choice(std::string_view, Enum& value, const Options&, std::string_view) {
        tape_.emplace_back(static_cast<int>(value));
    }
    template <class Struct>
    void group(std::string_view, Struct& group, std::string_view) {
        describe(*this, group);
    }
    template <class Struct>
    void optional_group(std::string_view, std::optional<Struct>& group, std::string_view) {
        tape_.emplace_back(group.has_value());
        if (group) describe(*this, *group);
    }
    template <class Struct>
    void map(std::string_view, std::vector<Struct>& entries, std::string_view) {
        tape_.emplace_back(entries.size());
        for (auto& entry : entries) {
            tape_.emplace_back(&entry.id);
            describe(*this, entry);
        }
    }

private:
    Tape& tape_;
};

/// Walks a tree of a run and fills it from the tape, in the same order.
template <class Real>
class TapeReader {
public:
    TapeReader(const Tape& tape, int first_year, int last_year)
        : tape_(tape), first_year_(first_year), last_year_(last_year) {}

    void scalar(const Field&, Real& value) { value = Real(next<const Value*>()->number); }
    void optional_scalar(const Field& field, std::optional<Real>& value) {
        if (next<bool>()) scalar(field, value.emplace());
    }
    void scalar_list(const Field& field, std::vector<Real>& values) {
        values.resize(next<std::size_t>());
        for (auto& value : values) scalar(field, value);
    }
    void optional_scalar_list(const Field& field, std::vector<Real>& values) {
        scalar_list(field, values);
    }
    void series(const Field&, YearSeries<Real>& path) {
        path = compile_series<Real>(*next<const Trajectory*>(), first_year_, last_year_);
    }
    void optional_series(const Field& field, std::optional<YearSeries<Real>>& path) {
        if (next<bool>()) series(field, path.emplace());
    }
    void integer(const Field&, int& number) { number = next<int>(); }
    void flag(std::string_view, bool& on, std::string_view) { on = next<bool>(); }
    void text(std::string_view, Text& text, std::string_view) { text = *next<const Text*>(); }
    void name(std::string_view, Name& name, std::string_view, std::string_view) {
        name = *next<const Name*>();
    }
    void optional_name(std::string_view key, Name& id, std::string_view of, std::string_view doc) {
        name(key, id, of, doc);
    }
    template <class Enum, class Options>
    void choice(std::string_view, Enum& value, const Options&, std::string_view) {
        value = static_cast<Enum>(next<int>());
    }
    template <class Struct>
    void group(std::string_view, Struct& group, std::string_view) {
        describe(*this, group);
    }
    template <class Struct>
    void optional_group(std::string_view, std::optional<Struct>& group, std::string_view) {
        if (next<bool>()) describe(*this, group.emplace());
    }
    template <class Struct>
    void map(std::string_view, std::vector<Struct>& entries, std::string_view) {
        entries.resize(next<std::size_t>());
        for (auto& entry : entries) {
            entry.id = *next<const Name*>();
            describe(*this, entry);
        }
    }

private:
    template <class T>
    const T& next() {
        TANLU_EXPECTS(position_ < tape_.size());
        return std::get<T>(tape_[position_++]);
    }

    const Tape& tape_;
    std::size_t position_ = 0;
    int first_year_;
    int last_year_;
};

template <class Real>
struct AnchorArrays {
    std::vector<int> years;
    std::vector<Real> values;
    Anchors<Real> view() const { return {years, values}; }
};

template <class Real>
AnchorArrays<Real> anchors_of(const std::vector<Trajectory::Anchor>& anchors) {
    AnchorArrays<Real> arrays;
    for (const auto& anchor : anchors) {
        arrays.years.push_back(anchor.year);
        arrays.values.push_back(Real(anchor.value.number));
    }
    return arrays;
}

}  // namespace

template <class Real>
YearSeries<Real> compile_series(const Trajectory& trajectory, int first_year, int last_year) {
    const AnchorArrays<Real> anchors = anchors_of<Real>(trajectory.anchors);
    const AnchorArrays<Real> growth = anchors_of<Real>(trajectory.growth);
    YearSeries<Real> series;
    series.first_year = first_year;
    series.values.resize(static_cast<std::size_t>(last_year - first_year + 1));
    fill_series<Real>(anchors.view(), trajectory.interpolation, trajectory.extrapolation,
                      growth.view(), first_year, series.values);
    return series;
}

int first_year_of_series(const Parameters<FileKind>& parameters, int base_year) {
    int first = base_year - kHistoryYears;
    for (const auto& vehicle_class : parameters.classes) {
        if (!vehicle_class.ownership) continue;
        for (const auto& point : vehicle_class.ownership->points) {
            first = std::min(first, point.year - vehicle_class.ownership->income_years + 1);
        }
    }
    return first;
}

template <class Real>
Parameters<RunKind<Real>> compile(const Parameters<FileKind>& parameters, int base_year,
                                  int horizon) {
    Parameters<FileKind> source = parameters;  // describe() takes its struct by reference
    Tape tape;
    TapeWriter writer(tape);
    describe(writer, source);
    Parameters<RunKind<Real>> run;
    TapeReader<Real> reader(tape, first_year_of_series(parameters, base_year), horizon);
    describe(reader, run);
    return run;
}

template YearSeries<double> compile_series(const Trajectory&, int, int);
template YearSeries<Lanes> compile_series(const Trajectory&, int, int);
template Parameters<RunKind<double>> compile(const Parameters<FileKind>&, int, int);
template Parameters<RunKind<Lanes>> compile(const Parameters<FileKind>&, int, int);

}  // namespace tanlu::plan

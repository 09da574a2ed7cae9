#include "io/result_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <new>
#include <set>

#include "io/hdf5.hpp"
#include "io/seal.hpp"
#include "tanlu/error.hpp"
#include "tanlu/version.hpp"

namespace tanlu {
namespace {

/// Root attributes that belong to the format, in the order of the file.
constexpr std::string_view kConventions = "Conventions";
constexpr std::string_view kFormat = "tanlu_format";
constexpr std::string_view kVersion = "format_version";
constexpr std::string_view kProvenance = "provenance";

// --- writing -------------------------------------------------------------------------------------

void expect(bool condition, const std::string& problem) {
    if (!condition) throw Error("this result cannot be written: " + problem);
}

/// Names that every reader takes: letters, digits and what `more` has, a letter first.
bool is_plain_name(const std::string& name, std::string_view more = "_") {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    constexpr std::string_view digits = "0123456789";
    return !name.empty() && letters.find(name.front()) != std::string_view::npos &&
           std::all_of(name.begin(), name.end(), [&](char c) {
               return letters.find(c) != std::string_view::npos ||
                      digits.find(c) != std::string_view::npos ||
                      more.find(c) != std::string_view::npos;
           });
}

void check_text(const std::string& text, const std::string& where) {
    expect(text.find('\0') == std::string::npos, fmt::format("{} has a zero byte", where));
}

void check_axis(const Axis& axis) {
    expect(axis.size() > 0, fmt::format("axis '{}' is empty", axis.name));
    expect(axis.labels.empty() || axis.years.empty(),
           fmt::format("axis '{}' has both labels and years", axis.name));
    check_text(axis.doc, fmt::format("the description of axis '{}'", axis.name));
    std::set<std::string> seen;
    for (const auto& label : axis.labels) {
        check_text(label, fmt::format("a label of axis '{}'", axis.name));
        expect(seen.insert(label).second,
               fmt::format("axis '{}' has '{}' twice", axis.name, label));
    }
    expect(std::is_sorted(axis.years.begin(), axis.years.end(), std::less_equal<>()) ||
               axis.years.size() < 2,
           fmt::format("the years of axis '{}' do not rise", axis.name));
}

/// Refuses what would make an unreadable file, before anything is written.
void check_dataset(const Dataset& dataset) {
    std::set<std::string> names{std::string(kProvenance)};
    std::set<std::string> axes;
    const auto claim = [&](const std::string& name) {
        expect(is_plain_name(name), fmt::format("'{}' is no name for an axis or variable", name));
        expect(names.insert(name).second, fmt::format("the name '{}' is taken twice", name));
    };
    for (const auto& axis : dataset.axes) {
        claim(axis.name);
        axes.insert(axis.name);
        check_axis(axis);
    }
    for (const auto& variable : dataset.variables) {
        claim(variable.name);
        for (const auto& text : {variable.unit, variable.long_name, variable.iamc}) {
            check_text(text, fmt::format("an attribute of variable '{}'", variable.name));
        }
        std::set<std::string> own;
        for (const auto& axis : variable.axes) {
            expect(axes.contains(axis),
                   fmt::format("variable '{}' has an unknown axis '{}'", variable.name, axis));
            expect(own.insert(axis).second,
                   fmt::format("variable '{}' has axis '{}' twice", variable.name, axis));
        }
        const auto expected = dataset.volume(variable.axes);
        expect(variable.data.size() == expected,
               fmt::format("variable '{}' has {} numbers, its axes need {}", variable.name,
                           variable.data.size(), expected));
    }
    for (const auto& [name, text] : dataset.attributes) {
        expect(is_plain_name(name, "_-."), fmt::format("'{}' is no name for an attribute", name));
        expect(name != kConventions && name != kFormat && name != kVersion,
               fmt::format("attribute '{}' belongs to the format", name));
        check_text(text, fmt::format("attribute '{}'", name));
    }
    for (const auto& [name, text] : dataset.provenance) {
        check_text(name, "a name in the provenance");
        check_text(text, fmt::format("provenance '{}'", name));
        expect(!name.empty() && name.front() != '/' && name.back() != '/' &&
                   name.find("//") == std::string::npos,
               fmt::format("'{}' is no name in the provenance", name));
    }
}

/// An attribute, unless it has nothing to say.
void describe(h5::Writer& file, const std::string& object, std::string_view name,
              const std::string& text) {
    if (!text.empty()) file.attribute(object, std::string(name), text);
}

void write_attributes(h5::Writer& file, const Dataset& dataset) {
    file.attribute("/", std::string(kConventions), "CF-1.8");
    file.attribute("/", std::string(kFormat), std::string(kResultFormat));
    file.attribute("/", std::string(kVersion), std::string(kResultFormatVersion));
    auto attributes = dataset.attributes;
    attributes.try_emplace("tanlu_version", build_info().version);
    attributes.try_emplace("git_hash", build_info().git_hash);
    for (const auto& [name, text] : attributes) file.attribute("/", name, text);
}

void write_content(h5::Writer& file, const Dataset& dataset) {
    write_attributes(file, dataset);
    for (const auto& axis : dataset.axes) {
        if (axis.years.empty()) {
            file.axis(axis.name, axis.labels);
        } else {
            file.axis(axis.name, axis.years);
            file.attribute(axis.name, "units", "year");
        }
        describe(file, axis.name, "long_name", axis.doc);
    }
    for (const auto& variable : dataset.variables) {
        file.table(variable.name, variable.data, variable.axes);
        describe(file, variable.name, "units", variable.unit);
        describe(file, variable.name, "long_name", variable.long_name);
        describe(file, variable.name, "iamc_name", variable.iamc);
    }
    const std::string group(kProvenance);
    file.group(group);
    for (const auto& [name, text] : dataset.provenance) file.text(group + "/" + name, text);
}

// --- reading -------------------------------------------------------------------------------------

/// Refuses files that are no result or of another major version.
void check_format(const std::map<std::string, std::string>& attributes, const std::string& path) {
    const auto text = [&](std::string_view name) {
        const auto found = attributes.find(std::string(name));
        return found == attributes.end() ? std::string() : found->second;
    };
    const std::string format = text(kFormat);
    if (format != kResultFormat) {
        throw InputError(
            format.empty() ? fmt::format("{}: error: an HDF5 file, but no result of Tanlu (it has "
                                         "no root attribute '{}')",
                                         path, kFormat)
                           : fmt::format("{}: error: holds '{}', not a result ('{}')", path, format,
                                         kResultFormat));
    }
    const std::string version = text(kVersion);
    const auto major_of = [](std::string_view all) {
        int major = -1;
        const auto [end, error] = std::from_chars(all.data(), all.data() + all.size(), major);
        const bool numbered = error == std::errc() && end != all.data() + all.size() && *end == '.';
        return numbered ? major : -1;
    };
    const int theirs = major_of(version);
    const int ours = major_of(kResultFormatVersion);
    if (theirs < 0) {
        throw InputError(
            fmt::format("{}: error: format version '{}', which is no version (this "
                        "program reads {}.x)",
                        path, version, ours));
    }
    if (theirs == ours) return;
    const std::string program = text("tanlu_version");
    throw InputError(fmt::format(
        "{}: error: format version {}{}, {} than this program ({}) reads ({}.x): {}", path, version,
        program.empty() ? "" : fmt::format(", written by Tanlu {}", program),
        theirs > ours ? "newer" : "older", build_info().version, ours,
        theirs > ours ? "use a newer Tanlu" : "run the scenario again, or use that older Tanlu"));
}

std::string take(const std::map<std::string, std::string>& attributes, const std::string& name) {
    const auto found = attributes.find(name);
    return found == attributes.end() ? std::string() : found->second;
}

Axis read_axis(const h5::Reader& file, const std::string& name) {
    Axis axis;
    axis.name = name;
    axis.doc = take(file.attributes(name), "long_name");
    if (file.axis_is_numeric(name)) {
        axis.years = file.numbers(name);
    } else {
        axis.labels = file.labels(name);
    }
    return axis;
}

Variable read_variable(const h5::Reader& file, const std::string& name) {
    const auto attributes = file.attributes(name);
    Variable variable;
    variable.name = name;
    variable.unit = take(attributes, "units");
    variable.long_name = take(attributes, "long_name");
    variable.iamc = take(attributes, "iamc_name");
    variable.axes = file.axes_of(name);
    variable.data = file.table(name);
    return variable;
}

/// Texts of a group and the groups in it, named by their path below the provenance.
void read_texts(const h5::Reader& file, const std::string& group, const std::string& prefix,
                std::map<std::string, std::string>& texts) {
    for (const auto& name : file.names(group)) {
        const std::string full = group + "/" + name;
        const h5::Kind kind = file.kind(full);
        if (kind == h5::Kind::text) texts[prefix + name] = file.text(full);
        if (kind == h5::Kind::group) read_texts(file, full, prefix + name + "/", texts);
    }
}

/// Throws where a variable does not fit its axes.
void check_shapes(const Dataset& dataset, const std::string& path) {
    for (const auto& variable : dataset.variables) {
        for (const auto& axis : variable.axes) {
            const bool known = std::any_of(dataset.axes.begin(), dataset.axes.end(),
                                           [&](const Axis& a) { return a.name == axis; });
            if (known) continue;
            throw InputError(
                fmt::format("{}: error: damaged or incomplete: variable '{}' needs axis "
                            "'{}', which is not there",
                            path, variable.name, axis));
        }
        if (variable.data.size() != dataset.volume(variable.axes)) {
            throw InputError(
                fmt::format("{}: error: damaged or incomplete: variable '{}' does not fit its axes",
                            path, variable.name));
        }
    }
}

Dataset read_content(const std::string& path) {
    h5::expect_hdf5(path);
    check_seal(path);
    const h5::Reader file(path);
    Dataset dataset;
    dataset.attributes = file.attributes("/");
    check_format(dataset.attributes, path);
    for (const auto name : {kConventions, kFormat, kVersion}) {
        dataset.attributes.erase(std::string(name));
    }
    for (const auto& name : file.names("/")) {
        switch (file.kind(name)) {
            case h5::Kind::axis:
                dataset.axes.push_back(read_axis(file, name));
                break;
            case h5::Kind::table:
                dataset.variables.push_back(read_variable(file, name));
                break;
            case h5::Kind::group:
                if (name == kProvenance) read_texts(file, name, "", dataset.provenance);
                break;
            case h5::Kind::integers:
            case h5::Kind::text:
            case h5::Kind::other:
                throw InputError(fmt::format(
                    "{}: error: '{}' is neither an axis nor a variable of numbers", path, name));
        }
    }
    check_shapes(dataset, path);
    return dataset;
}

}  // namespace

void write_result(const Dataset& dataset, const std::string& path, Overwrite overwrite) {
    check_dataset(dataset);
    PendingFile pending(path, overwrite);
    h5::Writer file(pending.temporary(), path);
    write_content(file, dataset);
    file.close();
    append_seal(pending.temporary(), path);
    pending.publish();
}

Dataset read_result(const std::string& path) {
    try {
        return read_content(path);
    } catch (const std::bad_alloc&) {
        throw EnvironmentError(fmt::format("cannot read '{}': not enough memory", path));
    }
}

}  // namespace tanlu

#include "config/settings.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <span>
#include <string_view>

#include "base/text.hpp"
#include "config/describe.hpp"
#include "schema/distribution_reader.hpp"
#include "schema/mapping.hpp"
#include "schema/words.hpp"

namespace tanlu::config {
namespace {

std::string optional_number(const std::optional<double>& number) {
    return number ? number_text(*number) : std::string();
}

Setting number_setting(std::string path, const Value& value) {
    Setting setting{std::move(path),
                    value.distribution ? schema::distribution_text(*value.distribution)
                                       : number_text(value.written),
                    value.unit,
                    optional_number(value.written_low),
                    optional_number(value.written_high),
                    value.source,
                    value.grade,
                    value.note,
                    value.origin};
    return setting;
}

Setting plain_setting(std::string path, std::string_view value, const Origin& origin = {}) {
    Setting setting;
    setting.path = std::move(path);
    setting.value = value;
    setting.origin = origin;
    return setting;
}

/// Lists what it visits.
class Lister {
public:
    explicit Lister(std::vector<Setting>& settings) : settings_(settings) {}

    void scalar(const Field& field, Value& value) { add(number_setting(path(field.key), value)); }
    void optional_scalar(const Field& field, std::optional<Value>& value) {
        if (value) scalar(field, *value);
    }
    void scalar_list(const Field& field, std::vector<Value>& values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            add(number_setting(fmt::format("{}[{}]", path(field.key), i), values[i]));
        }
    }
    void optional_scalar_list(const Field& field, std::vector<Value>& values) {
        scalar_list(field, values);
    }
    void series(const Field& field, Trajectory& series) {
        const std::string name = path(field.key);
        for (const auto& [year, value] : series.anchors) {
            add(number_setting(fmt::format("{}[{}]", name, year), value));
        }
        if (series.anchors.size() > 1) {
            add(plain_setting(name + ".interpolate",
                              schema::word_for(schema::interpolations(), series.interpolation),
                              series.origin));
        }
        if (series.extrapolation != Extrapolation::kHold) {
            add(plain_setting(name + ".extrapolate",
                              schema::word_for(schema::extrapolations(), series.extrapolation),
                              series.origin));
        }
        for (const auto& [year, value] : series.growth) {
            add(number_setting(fmt::format("{}.growth[{}]", name, year), value));
        }
    }
    void optional_series(const Field& field, std::optional<Trajectory>& series) {
        if (series) this->series(field, *series);
    }
    void integer(const Field& field, int& number) {
        add(plain_setting(path(field.key), std::to_string(number)));
    }
    void flag(std::string_view key, bool& on, std::string_view) {
        add(plain_setting(path(key), on ? "true" : "false"));
    }
    void text(std::string_view key, Text& text, std::string_view) {
        add(plain_setting(path(key), text.en));
    }
    void name(std::string_view key, Name& name, std::string_view, std::string_view) {
        add(plain_setting(path(key), name.text, name.origin));
    }
    void optional_name(std::string_view key, Name& name, std::string_view of,
                       std::string_view doc) {
        if (!name.empty()) this->name(key, name, of, doc);
    }
    template <class Enum, std::size_t N>
    void choice(std::string_view key, Enum& value, const Option<Enum> (&options)[N],
                std::string_view) {
        add(plain_setting(path(key),
                          schema::word_for(std::span<const Option<Enum>>(options), value)));
    }
    template <class Struct>
    void group(std::string_view key, Struct& group, std::string_view) {
        const std::string outer = path_;
        path_ = path(key);
        describe(*this, group);
        path_ = outer;
    }
    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>& group, std::string_view doc) {
        if (group) this->group(key, *group, doc);
    }
    template <class Struct>
    void map(std::string_view key, std::vector<Struct>& entries, std::string_view doc) {
        const std::string outer = path_;
        path_ = path(key);
        for (auto& entry : entries) group(entry.id.text, entry, doc);
        path_ = outer;
    }

private:
    std::vector<Setting>& settings_;
    std::string path_;

    std::string path(std::string_view key) const { return schema::joined_path(path_, key); }
    void add(Setting setting) { settings_.push_back(std::move(setting)); }
};

std::string names_text(const std::vector<Name>& names) {
    std::vector<std::string> texts;
    for (const auto& name : names) texts.push_back(name.text);
    return fmt::format("{}", fmt::join(texts, ", "));
}

void list_policy(const Policy& policy, std::vector<Setting>& settings) {
    const std::string path = "policies." + policy.id;
    settings.push_back(plain_setting(path + ".lever", policy.lever.text, policy.origin));
    for (const auto& selection : policy.selectors) {
        settings.push_back(plain_setting(path + ".for." + selection.key,
                                         names_text(selection.written),
                                         selection.written.front().origin));
    }
    for (const auto& [key, parameter] : policy.parameters) {
        for (const auto& [year, value] : parameter.anchors) {
            settings.push_back(number_setting(fmt::format("{}.{}[{}]", path, key, year), value));
        }
    }
    const Interpolation rule = policy.parameters.front().path.interpolation;
    settings.push_back(plain_setting(
        path + ".phase-in", schema::word_for(schema::interpolations(), rule), policy.origin));
}

bool is_same(const Setting& a, const Setting& b) {
    return a.value == b.value && a.unit == b.unit && a.low == b.low && a.high == b.high &&
           a.source == b.source && a.grade == b.grade;
}

}  // namespace

std::vector<Setting> settings_of(const Pack& pack) {
    std::vector<Setting> settings;
    settings.push_back(plain_setting("pack", pack.id, pack.origin));
    settings.push_back(plain_setting("base-year", std::to_string(pack.base_year)));
    settings.push_back(plain_setting("factor-set", pack.factor_set));
    Lister lister(settings);
    look(lister, pack.parameters);
    return settings;
}

std::vector<Setting> settings_of(const Scenario& scenario) {
    std::vector<Setting> settings = settings_of(scenario.pack);
    settings.insert(settings.begin(), plain_setting("horizon", std::to_string(scenario.horizon)));
    for (const auto& policy : scenario.policies) list_policy(policy, settings);
    Lister lister(settings);
    for (const bool is_survey : {false, true}) {
        ScenarioInputs inputs = inputs_of(scenario.inputs, is_survey);
        lister.group(is_survey ? kSurveyInputs : kExogenousSeries, inputs, {});
    }
    return settings;
}

std::vector<Difference> differences(const std::vector<Setting>& left,
                                    const std::vector<Setting>& right) {
    std::map<std::string, const Setting*> on_right;
    for (const auto& setting : right) on_right[setting.path] = &setting;
    std::set<std::string> seen;
    std::vector<Difference> found;
    for (const auto& setting : left) {
        seen.insert(setting.path);
        const auto other = on_right.find(setting.path);
        if (other == on_right.end()) {
            found.push_back({setting.path, setting, std::nullopt});
        } else if (!is_same(setting, *other->second)) {
            found.push_back({setting.path, setting, *other->second});
        }
    }
    for (const auto& setting : right) {
        if (!seen.contains(setting.path)) {
            found.push_back({setting.path, std::nullopt, setting});
        }
    }
    return found;
}

}  // namespace tanlu::config

#include "cities/scenario_texts.hpp"

#include <fmt/format.h>

#include "cities/city_files.hpp"
#include "config/yaml_writer.hpp"
#include "schema/format_version.hpp"

namespace tanlu::cities {
namespace {

constexpr const char* kInForce = "policies-in-force";

struct Strategy {
    const char* id;
    const char* en;
    const char* zh;
    const char* description;
    std::vector<const char*> packages;
};

const std::vector<Strategy>& strategies() {
    static const std::vector<Strategy> kStrategies = {
        {"public-transport-and-cycling",
         "Public transport and cycling",
         "公交与骑行优先",
         "Policies in force and better public transport, walking and cycling.",
         {"public-transport-and-cycling"}},
        {"nev-first",
         "New-energy vehicles first",
         "新能源汽车优先",
         "Policies in force and faster electrification of vehicles; travel as in the reference.",
         {"nev-first"}},
        {"pricing-and-quota",
         "Pricing and quotas",
         "价格与总量调控",
         "Policies in force, charges on car use and limits to car ownership.",
         {"pricing-and-quota"}},
        {"freight-and-delivery",
         "Freight and delivery",
         "绿色货运与配送",
         "Policies in force and cleaner freight and delivery.",
         {"freight-and-delivery"}},
        {"fifteen-minute-city",
         "Fifteen-minute city",
         "十五分钟生活圈",
         "Policies in force and a city of short ways.",
         {"fifteen-minute-city"}},
        {"active-mobility",
         "Active mobility",
         "步行与骑行",
         "Policies in force and the national strategy for walking and cycling alone.",
         {"active-mobility"}},
        {"integrated-sump",
         "Integrated plan",
         "综合可持续城市交通规划",
         "Policies in force and all strategies together; walking and cycling are in the first.",
         {"public-transport-and-cycling", "nev-first", "pricing-and-quota", "freight-and-delivery",
          "fifteen-minute-city"}},
    };
    return kStrategies;
}

std::string title_text(const CityNames& city, const char* en, const char* zh) {
    return fmt::format("{{en: {}, zh: {}}}", config::quoted(fmt::format("{}: {}", city.en, en)),
                       config::quoted(fmt::format("{}：{}", city.zh, zh)));
}

std::string head(const CityNames& city, const char* kind, const char* id, const char* en,
                 const char* zh, const char* description) {
    return fmt::format("{}format: {}\n{}: {}\ntitle: {}\ndescription: {{en: {}}}\n",
                       written_by(city.id), schema::kFormat, kind, id, title_text(city, en, zh),
                       config::quoted(description));
}

/// Inputs of indicators, which no number of the model comes from.
std::string inputs_text(const std::vector<IndicatorInput>& inputs) {
    if (inputs.empty()) return {};
    std::string text = "# For indicators alone; the model reads none of them.\nexogenous-series:\n";
    for (const auto& input : inputs) {
        text += wrapped(fmt::format("  {}:", input.id), "    ", input.leaf) + "\n";
    }
    return text;
}

}  // namespace

std::map<std::string, std::string> scenario_texts(const CityNames& city, const std::string& pack,
                                                  const std::string& packages, const CityPack& made,
                                                  bool has_own_policies) {
    std::map<std::string, std::string> texts;
    texts["no-policy.yaml"] =
        head(city, "scenario", "no-policy", "no policy", "无政策",
             "Income, population, prices and technology alone; a yardstick, not a forecast.") +
        fmt::format("pack: {}\n", pack) + inputs_text(made.inputs);
    texts["reference.yaml"] =
        head(city, "scenario", "reference", "policies in force", "现行政策",
             "Measures that are decided and dated, of the nation and of the city.") +
        fmt::format("extends: no-policy.yaml\npackages:\n  - {}/{}.yaml\n", packages, kInForce);
    if (has_own_policies) texts["reference.yaml"] += fmt::format("  - {}\n", kOwnPolicies);
    for (const auto& strategy : strategies()) {
        std::string text =
            head(city, "scenario", strategy.id, strategy.en, strategy.zh, strategy.description);
        text += "extends: reference.yaml\npackages:\n";
        for (const char* id : strategy.packages) {
            text += fmt::format("  - {}/{}.yaml\n", packages, id);
        }
        texts[fmt::format("{}.yaml", strategy.id)] = text;
    }
    for (const auto& grid : made.grids) {
        const char* how =
            "In place of the regional grid of the pack: name this file under "
            "parameter-sets of a scenario.";
        texts[fmt::format("{}.yaml", grid.id)] =
            head(city, "parameter-set", grid.id.c_str(), grid.en.c_str(), grid.zh.c_str(), how) +
            fmt::format("overrides:\n  carriers.electricity.production:{}\n", grid.leaf);
    }
    return texts;
}

std::vector<std::string> packages_of_cities() {
    std::vector<std::string> ids{kInForce};
    for (const auto& strategy : strategies()) {
        if (strategy.packages.size() == 1) ids.emplace_back(strategy.packages.front());
    }
    return ids;
}

}  // namespace tanlu::cities

#include "cities/city_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "cities/items.hpp"
#include "cities/plausible.hpp"
#include "cities/scenario_texts.hpp"
#include "config/yaml_writer.hpp"
#include "schema/format_version.hpp"
#include "schema/input_file.hpp"
#include "schema/scalar.hpp"
#include "tanlu/error.hpp"

namespace tanlu::cities {
namespace {

namespace fs = std::filesystem;

// No semicolons: results join the texts of regions with them.
constexpr const char* kBoundary =
    "vehicles registered in the city, trips of residents, the share of the city in national "
    "intercity travel and freight, no ocean shipping";

std::string text_of(const std::string& path, Diagnostics& diagnostics) {
    return schema::read_input(path, {}, diagnostics).value_or(std::string());
}

std::string list_text(const std::vector<std::string>& items) {
    std::string text;
    for (const auto& item : items) text += fmt::format("\n  - {}", config::quoted(item));
    return text;
}

std::string header_text(const NewCity& wanted, const City& city, const CityPack& pack,
                        const config::Pack& nation, const std::string& extends) {
    const std::string en = city.text("title");
    const std::string zh = city.text("zh").empty() ? en : city.text("zh");
    const std::string area =
        city.text("area").empty() ? std::string("municipality") : city.text("area");
    std::string text = written_by(wanted.id);
    text += fmt::format(
        "# {:.0f} % of the city's own numbers in use are estimates or unverified (grades C and "
        "U).\n"
        "# What the table does not give is the nation's by rule: taken-from-nation.csv.\n",
        100.0 * pack.weak_share);
    text += fmt::format("format: {}\npack: {}\ntitle: {{en: {}, zh: {}}}\n", schema::kFormat,
                        wanted.id, config::quoted(en), config::quoted(zh));
    text += fmt::format("region:\n  id: {}\n  en: {}\n  zh: {}\n  level: city\n  part-of: {}\n",
                        wanted.id, config::quoted(en), config::quoted(zh), nation.region.id);
    text += fmt::format("  area: {}\n  boundary: {}\n  confidence: {}\n", config::quoted(area),
                        config::quoted(kBoundary), pack.confidence);
    text +=
        fmt::format("extends: {}\nbase-year: {}\nfiles: [base.yaml]\n", extends, nation.base_year);
    text += fmt::format("without:{}\n", list_text(pack.without));
    text += "# Numbers of the nation that stand in for those of the city, counted as unverified.\n";
    text += fmt::format("carried-over:{}\n", list_text(pack.carried_over));
    return text;
}

/// The sources of the pack's numbers that the nation has not.
std::string sources_text(const NewCity& wanted, const std::vector<SourceRow>& rows,
                         const CityPack& pack) {
    std::set<std::string> used;
    for (const auto& keys : pack.source_keys) {
        for (const auto& key : split(keys, '+')) used.insert(key);
    }
    std::string text = written_by(wanted.id);
    for (const auto& row : rows) {
        if (!used.contains(row.key)) continue;
        text += fmt::format("{}:\n", row.key);
        const auto line = [&](const char* key, const std::string& value) {
            if (!value.empty()) text += fmt::format("  {}: {}\n", key, config::quoted(value));
        };
        line("title", row.title);
        line("publisher", row.publisher);
        line("year", row.year);
        line("address", row.address);
        line("terms", row.terms);
        text += fmt::format("  grade: {}\n", row.grade);
        line("note", row.note);
    }
    return text;
}

std::string from_nation_text(const CityPack& pack) {
    std::string text = "what,rule,paths\n";
    for (const auto& row : pack.from_nation) {
        text += fmt::format("\"{}\",\"{}\",\"{}\"\n", row.what, row.rule, row.paths);
    }
    return text;
}

std::string sources_beside(const NewCity& wanted) {
    if (!wanted.sources.empty()) return wanted.sources;
    const fs::path beside = fs::path(wanted.table).parent_path() / "sources.csv";
    std::error_code ignored;
    return fs::exists(beside, ignored) ? beside.string() : std::string();
}

/// Way from one directory to another; neither need be there yet, nor any directory above it.
std::string way(const fs::path& from, const fs::path& to) {
    const auto whole = [](const fs::path& path) {
        std::error_code error;
        return fs::weakly_canonical(fs::absolute(path, error), error);
    };
    return whole(to).lexically_relative(whole(from)).generic_string();
}

}  // namespace

std::string written_by(const std::string& city) {
    return fmt::format("{} {}'. Do not edit: change city.csv and run it again.\n", kWrittenBy,
                       city);
}

MadeCity make_city(const NewCity& wanted, Diagnostics& diagnostics) {
    const config::Pack nation = config::load_pack(wanted.national);
    if (wanted.id == nation.region.id) {
        throw InputError(
            fmt::format("NAME: '{}' is the nation that the city is taken from ({})\n"
                        "  hint: choose another name",
                        wanted.id, wanted.national));
    }
    const NationTable table = read_nation_table(wanted.nation_table, nation, diagnostics);
    diagnostics.throw_if_errors();
    std::set<std::string> known;
    for (const auto& source : nation.sources) known.insert(source.id.text);
    for (const auto& source : table.sources) known.insert(source.key);
    const std::string sources = sources_beside(wanted);
    const City city = read_city_csv(wanted.table, sources, known, nation.base_year, diagnostics);
    diagnostics.throw_if_errors();

    MadeCity made;
    made.base_year = nation.base_year;
    warn_of_magnitudes(city, nation.base_year, diagnostics);
    warn_of_grades(city, diagnostics);
    check_limits(city, diagnostics);
    diagnostics.throw_if_errors();
    made.pack = make_city_pack(city, nation, table, diagnostics);
    diagnostics.throw_if_errors();
    made.notes = city.notes;
    made.notes.insert(made.notes.end(), made.pack.notes.begin(), made.pack.notes.end());

    const fs::path root(wanted.to);
    const fs::path pack_path = (root / "models" / "cities" / wanted.id).lexically_normal();
    const fs::path scenarios_path = (root / "scenarios" / "cities" / wanted.id).lexically_normal();
    NewDirectory pack{pack_path.string(), made.pack.series};
    pack.files["pack.yaml"] =
        header_text(wanted, city, made.pack, nation, way(pack_path, wanted.national));
    pack.files["base.yaml"] = written_by(wanted.id) + "overrides:" + made.pack.overrides;
    std::vector<SourceRow> rows = city.sources;
    rows.insert(rows.end(), table.sources.begin(), table.sources.end());
    pack.files["sources.yaml"] = sources_text(wanted, rows, made.pack);
    pack.files["taken-from-nation.csv"] = from_nation_text(made.pack);
    pack.files["city.csv"] = text_of(wanted.table, diagnostics);
    if (!sources.empty()) pack.files["sources.csv"] = text_of(sources, diagnostics);

    std::error_code ignored;
    const bool has_own_policies = fs::exists(scenarios_path / kOwnPolicies, ignored);
    const std::string zh = city.text("zh").empty() ? city.text("title") : city.text("zh");
    NewDirectory scenarios{
        scenarios_path.string(),
        scenario_texts({wanted.id, city.text("title"), zh}, way(scenarios_path, pack_path),
                       fmt::format("../{}", kPackages), made.pack, has_own_policies)};
    made.directories = {std::move(pack), std::move(scenarios)};
    for (const auto& package : packages_of_cities()) {
        const fs::path path =
            (root / "scenarios" / "cities" / kPackages / (package + ".yaml")).lexically_normal();
        if (fs::exists(path, ignored)) continue;
        made.notes.push_back(fmt::format("'{}' is not there: scenarios that name it cannot run",
                                         path.generic_string()));
    }
    return made;
}

}  // namespace tanlu::cities

#include "config/pack.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <utility>

#include "config/describe.hpp"
#include "config/file_tree.hpp"
#include "config/merge.hpp"
#include "config/pack_overlay.hpp"
#include "config/pack_reader.hpp"
#include "schema/format_version.hpp"
#include "schema/reader.hpp"
#include "schema/scalar.hpp"

namespace tanlu::config {
namespace {

constexpr const char* kSourcesFile = "sources.yaml";

/// Names of the other files of the pack, as far as the list is one; the reader reports the rest.
std::vector<Name> part_names(const schema::Node& root) {
    std::vector<Name> names;
    const schema::Entry* files = root.find("files");
    if (!files) return names;
    for (const auto& item : files->value.items) {
        if (item.is_scalar()) names.push_back({item.text, item.origin});
    }
    return names;
}

/// The files of a pack are of one format, that of its header.
bool has_no_format(const schema::Node& part, Diagnostics& diagnostics) {
    const schema::Entry* entry = part.find(schema::kFormatKey);
    if (!entry) return true;
    diagnostics.error(entry->origin,
                      fmt::format("'{}' in a part of a pack (it stands in {} for all files)",
                                  schema::kFormatKey, kPackFile),
                      "remove the line");
    return false;
}

/// The base year, for constant series; 0 while it is missing or wrong.
int base_year_of(const schema::Node& root) {
    const schema::Entry* entry = root.find("base-year");
    if (!entry) return 0;
    const auto year = schema::read_integer(entry->value);
    return std::holds_alternative<int>(year) ? std::get<int>(year) : 0;
}

/// A key of the region is a word of a list, or left out.
void check_word(const schema::Node& region, std::string_view key,
                std::span<const std::string_view> words, Diagnostics& diagnostics) {
    const schema::Entry* entry = region.find(key);
    if (!entry || std::ranges::find(words, entry->value.text) != words.end()) return;
    diagnostics.error(entry->value.origin,
                      fmt::format("'region.{}' is '{}'", key, entry->value.text),
                      fmt::format("expected one of {}", fmt::join(words, ", ")));
}

void check_region(const schema::Node& root, Diagnostics& diagnostics) {
    const schema::Entry* region = root.find("region");
    if (!region) return;
    check_word(region->value, "level", kRegionLevels, diagnostics);
    check_word(region->value, "confidence", kConfidences, diagnostics);
    const schema::Entry* id = region->value.find("id");
    const schema::Entry* whole = region->value.find("part-of");
    if (id && whole && id->value.text == whole->value.text) {
        diagnostics.error(
            whole->value.origin,
            fmt::format("'region.part-of' is '{}', the region itself", whole->value.text),
            "name the region that holds it");
    }
}

}  // namespace

std::span<const ObservedQuantityInfo> observed_quantities() {
    using enum ObservedQuantity;
    static constexpr ObservedQuantityInfo kQuantities[] = {
        {automobile_stock, "automobile-stock", "vehicle", "registered automobiles, end of year"},
        {private_car_stock, "private-car-stock", "vehicle", "private cars, end of year"},
        {nev_stock, "nev-stock", "vehicle", "new-energy vehicles, end of year"},
        {truck_stock, "truck-stock", "vehicle", "trucks of all classes, end of year"},
        {automobile_sales, "automobile-sales", "vehicle/yr", "automobiles sold in the year"},
        {nev_sales_share, "nev-sales-share", "1", "share of new-energy vehicles in sales"},
        {rail_pkm, "rail-pkm", "person km/yr", "passenger-km by rail"},
        {aviation_pkm, "aviation-pkm", "person km/yr", "passenger-km by air"},
        {road_tkm, "road-tkm", "t km/yr", "tonne-km by road"},
        {rail_tkm, "rail-tkm", "t km/yr", "tonne-km by rail"},
        {water_tkm, "water-tkm", "t km/yr", "tonne-km by water"},
        {gasoline_energy, "gasoline-energy", "MJ/yr", "gasoline used by domestic transport"},
        {diesel_energy, "diesel-energy", "MJ/yr", "diesel used by domestic transport"},
        {gasoline_diesel_energy, "gasoline-diesel-energy", "MJ/yr",
         "gasoline and diesel used by domestic transport"},
        {direct_co2, "direct-co2", "kg/yr", "direct CO2 of domestic transport"}};
    return kQuantities;
}

const ObservedQuantityInfo& info(ObservedQuantity quantity) {
    return observed_quantities()[static_cast<std::size_t>(quantity)];
}

std::span<const Option<ObservedQuantity>> observed_quantity_options() {
    static const std::vector<Option<ObservedQuantity>> kOptions = [] {
        std::vector<Option<ObservedQuantity>> options;
        for (const auto& item : observed_quantities()) {
            options.push_back({item.quantity, item.key, item.doc});
        }
        return options;
    }();
    return kOptions;
}

std::string header_of_pack(const std::string& path) {
    std::error_code error;
    const bool is_directory = std::filesystem::is_directory(path, error);
    return is_directory ? (std::filesystem::path(path) / kPackFile).string() : path;
}

std::optional<schema::Node> read_pack_nodes(const std::string& path, const Origin& referrer,
                                            FileTree& files, Diagnostics& diagnostics, int depth) {
    const std::string header = header_of_pack(path);
    const std::string directory = directory_of(header);
    files.add_root(directory);
    auto root = files.yaml(header, referrer);
    bool usable = root && schema::check_format(*root, path, diagnostics);
    if (usable && root->find("extends")) {
        return read_extended_pack_nodes(header, *root, depth, files, diagnostics);
    }
    if (usable) {
        for (const auto& name : part_names(*root)) {
            const auto part_path = files.resolved(name);
            auto part = part_path ? files.yaml(*part_path, name.origin) : std::nullopt;
            const bool fits = part && has_no_format(*part, diagnostics);
            usable &= fits;
            if (fits) merge(*root, std::move(*part), diagnostics);
        }
    }
    const auto sources_path = (std::filesystem::path(directory) / kSourcesFile).string();
    auto sources = files.yaml(sources_path, {});
    if (!usable || !sources) return std::nullopt;
    schema::Node part = schema::make_node(schema::Node::Kind::mapping, sources->origin);
    part.entries.push_back({"sources", sources->origin, std::move(*sources)});
    merge(*root, std::move(part), diagnostics);
    return root;
}

Pack read_pack(const schema::Node& root, FileTree& files, Diagnostics& diagnostics) {
    Pack pack;
    pack.origin = root.origin;
    schema::ReadContext context{diagnostics, base_year_of(root), {}, {}, {}};
    context.load_csv = [&](const schema::Node& name) { return files.csv(name); };
    schema::read_document(root, pack, context);
    check_region(root, diagnostics);
    if (diagnostics.has_errors()) return pack;
    validate(pack, diagnostics);
    if (diagnostics.has_errors()) return pack;
    resolve_fuel_amounts(pack, diagnostics);
    return pack;
}

Pack load_pack(const std::string& path, const Drafts& drafts) {
    Diagnostics diagnostics;
    FileTree files(diagnostics, drafts);
    const auto root = read_pack_nodes(path, {}, files, diagnostics);
    Pack pack;
    if (root && !diagnostics.has_errors()) pack = read_pack(*root, files, diagnostics);
    diagnostics.throw_if_errors();
    pack.files = files.files();
    pack.warnings = diagnostics.warnings();
    return pack;
}

}  // namespace tanlu::config

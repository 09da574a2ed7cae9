// No small mistake in a shipped file loads silently: mechanically, over whole files.
//
// A mutation may load only where the declaration allows it: a sign may change where the declared
// range holds both signs, and an id that nothing refers to may change its name. Everything else
// must be refused with a place.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "config/reference.hpp"
#include "config/scenario.hpp"
#include "config/settings.hpp"
#include "levers/lever.hpp"
#include "mutations/mutate.hpp"
#include "support/temporary_directory.hpp"

namespace fs = std::filesystem;
using namespace tanlu;
using namespace tanlu::test;

namespace {

std::string read(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

void write(const fs::path& path, const std::string& text) {
    std::ofstream(path) << text;
}

/// A copy of the shipped packs and scenarios that may be spoilt.
class Copy {
public:
    Copy() {
        const fs::path source = TANLU_SOURCE_DIR;
        for (const char* tree : {"models/china", "scenarios/china"}) {
            fs::create_directories(root() / fs::path(tree).parent_path());
            fs::copy(source / tree, root() / tree, fs::copy_options::recursive);
        }
    }
    fs::path root() const { return folder_.path("."); }

private:
    TemporaryDirectory folder_;
};

/// Keys of lever parameters whose range holds both signs.
std::set<std::string> keys_of_either_sign() {
    std::set<std::string> keys;
    for (const auto& lever : levers::specs()) {
        for (const auto& parameter : lever.parameters) {
            if (parameter.range.low < 0.0) keys.insert(parameter.key);
        }
    }
    return keys;
}

/// Last key of a setting's path: "classes.bus.survival.scale[3]" -> "scale".
std::string last_key(std::string path) {
    path = path.substr(0, path.find('['));
    return path.substr(path.rfind('.') + 1);
}

/// Keys of the pack whose declared range holds both signs, or any number.
std::set<std::string> pack_keys_of_either_sign() {
    std::set<std::string> keys;
    for (const auto& row : config::pack_reference()) {
        const bool is_number = row.kind == "value" || row.kind == "values" || row.kind == "series";
        if (is_number && (row.range.empty() || row.range.find("between -") != std::string::npos)) {
            keys.insert(last_key(row.path));
        }
    }
    return keys;
}

/// Whether a change of sign at a line is within what the setting there declares.
bool sign_is_free(const config::Scenario& loaded, const std::string& file,
                  const Mutation& mutation) {
    if (mutation.mistake != Mistake::number_negative) return false;
    static const std::set<std::string> policy_keys = keys_of_either_sign();
    static const std::set<std::string> pack_keys = pack_keys_of_either_sign();
    if (policy_keys.count(mutation.key) > 0) return true;
    for (const auto& setting : config::settings_of(loaded)) {
        const bool here = setting.origin.file.ends_with(file) &&
                          setting.origin.line <= static_cast<int>(mutation.line) &&
                          setting.origin.line + 12 >= static_cast<int>(mutation.line);
        if (here && pack_keys.count(last_key(setting.path)) > 0) return true;
    }
    return false;
}

/// Whether a misspelt key became an id of the user's own making: entries of maps that nothing
/// refers to may be called anything.
bool is_own_id(const config::Scenario& loaded, const Mutation& mutation) {
    if (mutation.mistake != Mistake::key_misspelt) return false;
    const std::string id = mutation.key + "x";
    const auto is_named = [&id](const auto& entry) { return entry.id.text == id; };
    const auto& observations = loaded.pack.observations;
    if (std::any_of(observations.begin(), observations.end(), is_named)) return true;
    for (const auto& setting : config::settings_of(loaded)) {
        if (("." + setting.path + ".").find("." + id + ".") != std::string::npos) return true;
    }
    return false;
}

/// Mutations of `file` that load and should not; every `stride`-th is tried, from `start` on.
std::string silent(const Copy& copy, const std::string& file, const std::string& scenario,
                   std::size_t start, std::size_t stride) {
    const std::string text = read(copy.root() / file);
    const auto mutations = mutations_of(text);
    REQUIRE(mutations.size() > 3);
    std::string found;
    for (std::size_t i = start; i < mutations.size(); i += stride) {
        write(copy.root() / file, applied(text, mutations[i]));
        try {
            const auto loaded =
                config::load_scenario((copy.root() / scenario).string(), levers::specs());
            if (!sign_is_free(loaded, file, mutations[i]) && !is_own_id(loaded, mutations[i])) {
                found += to_string(mutations[i].mistake) + " in line " +
                         std::to_string(mutations[i].line) + " of " + file + ": " +
                         mutations[i].after + "\n";
            }
        } catch (const InputError& error) {
            const std::string what = error.what();
            if (what.find(": error: ") == std::string::npos) found += "no place: " + what + "\n";
        }
    }
    write(copy.root() / file, text);
    return found;
}

/// All mutations of the pack take minutes; the default set tries one in so many.
std::size_t pack_stride() {
    const char* wanted = std::getenv("TANLU_MUTATION_STRIDE");
    return wanted != nullptr ? static_cast<std::size_t>(std::stoul(wanted)) : 60;
}

}  // namespace

TEST_CASE("no mistake in a shipped scenario runs silently") {
    const Copy copy;
    for (const std::string id : {"no-policy", "reference", "peak-2030", "neutrality-2060"}) {
        const std::string file = "scenarios/china/" + id + ".yaml";
        CHECK(silent(copy, file, file, 0, 1) == "");
    }
}

TEST_CASE("no mistake in the shipped pack runs silently") {
    const Copy copy;
    const std::string scenario = "scenarios/china/no-policy.yaml";
    std::size_t start = 0;
    for (const auto& entry : fs::recursive_directory_iterator(copy.root() / "models/china")) {
        if (entry.path().extension() != ".yaml") continue;
        const std::string file = fs::relative(entry.path(), copy.root()).string();
        CHECK(silent(copy, file, scenario, start++ % pack_stride(), pack_stride()) == "");
    }
}

TEST_CASE("mutations are what they say") {
    const auto mutations = mutations_of(
        "price: {value: 8, unit: CNY2020/km, source: a}  # 7 of 9\n"
        "schedule: {2025: 50 %}\n"
        "note: \"text: 5\"\n");
    const auto has = [&](Mistake mistake, const std::string& after) {
        for (const auto& mutation : mutations) {
            if (mutation.mistake == mistake && mutation.after == after) return true;
        }
        return false;
    };
    CHECK(has(Mistake::key_misspelt, "pricex: {value: 8, unit: CNY2020/km, source: a}  # 7 of 9"));
    CHECK(has(Mistake::unit_removed, "price: {value: 8, source: a}  # 7 of 9"));
    CHECK(has(Mistake::unit_removed, "schedule: {2025: 50}"));
    CHECK(has(Mistake::unit_of_wrong_dimension, "schedule: {2025: 50 kg^7}"));
    CHECK(has(Mistake::number_not_a_number,
              "price: {value: .nan, unit: CNY2020/km, source: a}  # 7 of 9"));
    CHECK(has(Mistake::number_negative, "schedule: {2025: -50 %}"));
    CHECK(has(Mistake::number_quoted, "schedule: {2025: \"50\" %}"));
    CHECK_FALSE(has(Mistake::number_negative, "note: \"text: -5\""));
}

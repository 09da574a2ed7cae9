#pragma once
// What the tests of packs and scenarios share.
#include <filesystem>
#include <string>
#include <vector>

#include "config/lever_spec.hpp"

namespace tanlu::test {

/// Levers of their own, so that these tests do not change with those of the model.
inline const std::vector<config::LeverSpec>& test_levers() {
    using config::Requirement;
    static const std::vector<config::LeverSpec> kLevers = {
        {.name = "sales-floor",
         .title = {"Least share of sales", "最低销售占比"},
         .doc = "A test lever.",
         .selectors = {{"class", "classes", {"all"}, Requirement::required, "Classes."},
                       {"technology",
                        "technologies",
                        {"nev", "all"},
                        Requirement::required,
                        "Technologies."}},
         .parameters = {{"schedule", "1", "Share of sales.", kFraction, Requirement::required},
                        {.key = "credit",
                         .unit = "CNY2020/vehicle",
                         .doc = "Price of a credit.",
                         .range = kNotNegative,
                         .requirement = Requirement::optional,
                         .former = "bonus"}},
         .evidence = {},
         .former = {"sales-minimum"}},
        {.name = "faster-rail",
         .title = {"Faster trains", ""},
         .doc = "A test lever without required selector.",
         .selectors = {{.key = "mode",
                        .of = "passenger.modes",
                        .groups = {"all", "green"},
                        .requirement = Requirement::optional,
                        .doc = "Modes.",
                        .former = "way"}},
         .parameters = {{"speed", "1", "Change of speed.", kAnyNumber, Requirement::optional},
                        {"access", "min", "Change of access.", kAnyNumber, Requirement::optional}},
         .evidence = {}}};
    return kLevers;
}

inline std::filesystem::path source_directory() {
    return TANLU_SOURCE_DIR;
}

/// Works in the top directory of the source tree as long as the object exists, so that messages
/// hold relative paths.
class AtSourceDirectory {
public:
    AtSourceDirectory() : before_(std::filesystem::current_path()) {
        std::filesystem::current_path(source_directory());
    }
    ~AtSourceDirectory() { std::filesystem::current_path(before_); }
    AtSourceDirectory(const AtSourceDirectory&) = delete;
    AtSourceDirectory& operator=(const AtSourceDirectory&) = delete;

private:
    std::filesystem::path before_;
};

}  // namespace tanlu::test

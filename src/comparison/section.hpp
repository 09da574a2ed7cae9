#pragma once
// A table of a comparison in long form: a number a row, with all that tells it from the others.
#include <string>
#include <vector>

namespace tanlu::comparison {

struct Record {
    std::string region;
    std::string scenario;
    std::string against;    ///< label it is held against, or "mean"; empty for values alone
    std::string measure;    ///< e.g. "per-head"
    std::string boundary;   ///< empty where it has none
    std::string at;         ///< year, or income; empty for what has none
    std::string unit;       ///< canonical
    std::string statistic;  ///< e.g. "value", "difference", "p50"
    double value = 0.0;     ///< NaN for none
};

/// What the columns of the table for people are; rows are what is compared, and there is a block
/// for every combination of the others.
enum class Columns { at, measure, statistic, region };

struct Section {
    std::string id;
    std::string title;
    Columns columns = Columns::at;
    std::vector<Record> records;
    std::vector<std::string> notes;
    std::vector<std::string> for_people = {};  ///< measures of the printed table; empty for all
};

}  // namespace tanlu::comparison

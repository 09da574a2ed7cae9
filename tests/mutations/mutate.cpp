#include "mutations/mutate.hpp"

#include <regex>
#include <sstream>

namespace tanlu::test {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// The line with prose blanked out, so that its places still fit: quoted text and comments.
std::string without_prose(const std::string& line) {
    std::string result = line;
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') quoted = !quoted;
        if (!quoted && line[i] == '#' && (i == 0 || line[i - 1] == ' ')) {
            return result.substr(0, i);
        }
        if (quoted || line[i] == '"') result[i] = '_';
    }
    return result;
}

/// Keys whose text is prose: what stands behind them is not to be changed.
bool is_prose(const std::string& key) {
    static const char* const kProse[] = {"en",    "zh",      "note",      "title",
                                         "terms", "address", "publisher", "year"};
    for (const char* prose : kProse) {
        if (key == prose) return true;
    }
    return false;
}

class Collector {
public:
    explicit Collector(const std::string& text) : lines_(lines_of(text)) {}

    std::vector<Mutation> collect() {
        int block_indent = -1;  // of the key that opened a block scalar
        bool in_quotes = false;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const std::string& line = lines_[i];
            const int indent = static_cast<int>(line.find_first_not_of(' '));
            if (block_indent >= 0 && (line.empty() || indent > block_indent)) continue;
            block_indent = -1;
            const bool continued = in_quotes;
            for (const char c : line) in_quotes ^= c == '"';
            if (continued || in_quotes) continue;  // quoted prose over several lines
            const std::string code = without_prose(line);
            keys(i, code);
            units(i, code);
            numbers(i, code);
            if (std::regex_search(code, std::regex(R"(:\s*[>|][-+]?\s*$)"))) block_indent = indent;
        }
        return std::move(mutations_);
    }

private:
    void add(Mistake mistake, std::size_t i, std::size_t at, std::size_t length,
             const std::string& replacement, const std::string& key) {
        std::string after = lines_[i];
        after.replace(at, length, replacement);
        mutations_.push_back({mistake, i + 1, lines_[i], after, key});
    }

    /// The last key before a place, on its line or above.
    std::string key_before(std::size_t i, const std::string& code, std::size_t at) const {
        static const std::regex kKey(R"(([A-Za-z][A-Za-z0-9-]*):(?=\s|$))");
        std::string key;
        const std::string head = code.substr(0, at);
        for (auto it = std::sregex_iterator(head.begin(), head.end(), kKey);
             it != std::sregex_iterator(); ++it) {
            key = (*it)[1];
        }
        while (key.empty() && i > 0) {
            const std::string above = without_prose(lines_[--i]);
            for (auto it = std::sregex_iterator(above.begin(), above.end(), kKey);
                 it != std::sregex_iterator(); ++it) {
                key = (*it)[1];
            }
        }
        return key;
    }

    void keys(std::size_t i, const std::string& code) {
        static const std::regex kKey(R"(([A-Za-z][A-Za-z0-9-]*):(?=\s|$))");
        for (auto it = std::sregex_iterator(code.begin(), code.end(), kKey);
             it != std::sregex_iterator(); ++it) {
            const std::string key = (*it)[1];
            add(Mistake::key_misspelt, i, static_cast<std::size_t>(it->position(1)), key.size(),
                key + "x", key);
        }
    }

    void units(std::size_t i, const std::string& code) {
        // unit: kWh/100 km,   and   50 %   behind a year
        static const std::regex kUnitKey(R"((,\s*)?unit:\s*([^,}]+))");
        static const std::regex kBehindNumber(R"(\b\d{4}:\s*-?[\d.]+( [^,}]+))");
        std::smatch match;
        if (std::regex_search(code, match, kUnitKey)) {
            const auto at = static_cast<std::size_t>(match.position(0));
            add(Mistake::unit_removed, i, at, static_cast<std::size_t>(match.length(0)), "",
                "unit");
            add(Mistake::unit_of_wrong_dimension, i, static_cast<std::size_t>(match.position(2)),
                static_cast<std::size_t>(match.length(2)), "kg^7", "unit");
        }
        for (auto it = std::sregex_iterator(code.begin(), code.end(), kBehindNumber);
             it != std::sregex_iterator(); ++it) {
            const auto at = static_cast<std::size_t>(it->position(1));
            const auto length = static_cast<std::size_t>(it->length(1));
            const std::string key = key_before(i, code, at);
            add(Mistake::unit_removed, i, at, length, "", key);
            add(Mistake::unit_of_wrong_dimension, i, at, length, " kg^7", key);
        }
    }

    void numbers(std::size_t i, const std::string& code) {
        static const std::regex kNumber(
            R"((^|[\s\[{,:])(-?\d+(\.\d+)?(e[+-]?\d+)?)(?=[\s,}\]]|$))");
        for (auto it = std::sregex_iterator(code.begin(), code.end(), kNumber);
             it != std::sregex_iterator(); ++it) {
            const std::string number = (*it)[2];
            const auto at = static_cast<std::size_t>(it->position(2));
            const std::string key = key_before(i, code, at);
            // Numbers inside names and units ("10^4 vehicle", "L/100 km") are not numbers.
            if (is_prose(key) || key == "unit" || key == "source" || key == "address") continue;
            add(Mistake::number_not_a_number, i, at, number.size(), ".nan", key);
            const bool is_negative = number.front() == '-';
            const bool is_zero = std::stod(number) == 0.0;
            add(Mistake::number_negative, i, at, number.size(),
                is_negative ? number.substr(1) : (is_zero ? "-5" : "-" + number), key);
            add(Mistake::number_quoted, i, at, number.size(), "\"" + number + "\"", key);
        }
    }

    std::vector<std::string> lines_;
    std::vector<Mutation> mutations_;
};

}  // namespace

std::string to_string(Mistake mistake) {
    switch (mistake) {
        case Mistake::key_misspelt:
            return "key misspelt";
        case Mistake::unit_removed:
            return "unit removed";
        case Mistake::unit_of_wrong_dimension:
            return "unit of a wrong dimension";
        case Mistake::number_not_a_number:
            return "number made NaN";
        case Mistake::number_negative:
            return "sign of a number changed";
        case Mistake::number_quoted:
            return "number quoted";
    }
    return {};
}

std::vector<Mutation> mutations_of(const std::string& text) {
    return Collector(text).collect();
}

std::string applied(const std::string& text, const Mutation& mutation) {
    std::string result;
    std::size_t number = 0;
    for (const auto& line : lines_of(text)) {
        result += (++number == mutation.line ? mutation.after : line) + "\n";
    }
    return result;
}

}  // namespace tanlu::test

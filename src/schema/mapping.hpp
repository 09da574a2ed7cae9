#pragma once
// A mapping while it is read: which keys are known, which of them are missing.
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "schema/node.hpp"

namespace tanlu::schema {

/// "parent.key", or "key" at the top.
std::string joined_path(std::string_view parent, std::string_view key);

/// Takes the entries of a mapping one by one and reports what was not taken.
class Mapping {
public:
    /// `path` names the mapping in messages; empty at the top of a file. A node that is no mapping
    /// is an error; all keys are absent then, and none is reported as missing.
    Mapping(const Node& node, std::string path, Diagnostics& diagnostics);

    /// Declares `old` as the former name of `key`, before `key` is asked for: a file that still has
    /// it gets a warning, one that has both an error.
    void deprecated(std::string_view old, std::string_view key);
    /// Value of a key, under its former name where that is what stands there; nullptr when absent.
    const Node* optional(std::string_view key);
    /// The same, noting a missing key with an example of what is expected.
    const Node* required(std::string_view key, std::string example);

    /// Reports unknown keys, with the nearest known one, and missing keys.
    void finish();

    const Node& node() const { return node_; }
    const std::string& path() const { return path_; }

private:
    struct Former {
        std::string old;
        std::string key;
    };
    struct Missing {
        std::string key;
        std::string example;
    };

    const Node& node_;
    std::string path_;
    Diagnostics& diagnostics_;
    bool usable_;
    std::vector<std::string> known_;
    std::vector<Former> former_;
    std::vector<Missing> missing_;
};

}  // namespace tanlu::schema

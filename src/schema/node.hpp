#pragma once
// A document as read: text with places, no meaning yet.
#include <string>
#include <string_view>
#include <vector>

#include "base/origin.hpp"

namespace tanlu::schema {

struct Entry;

/// One node of a document.
struct Node {
    enum class Kind { null, scalar, sequence, mapping };

    Kind kind = Kind::null;
    std::string text;     ///< Of a scalar.
    bool quoted = false;  ///< A scalar in quotes is never a number or a truth value.
    Origin origin;
    std::vector<Node> items;     ///< Of a sequence.
    std::vector<Entry> entries;  ///< Of a mapping, in the order of the file; keys are unique.

    bool is_scalar() const { return kind == Kind::scalar; }
    bool is_sequence() const { return kind == Kind::sequence; }
    bool is_mapping() const { return kind == Kind::mapping; }

    /// Entry of a mapping; nullptr when absent.
    const Entry* find(std::string_view key) const;
    Entry* find(std::string_view key);
};

/// A key of a mapping with its value.
struct Entry {
    std::string key;
    Origin origin;  ///< Of the key.
    Node value;
};

/// A node without content.
Node make_node(Node::Kind kind, Origin origin);
/// An unquoted scalar.
Node make_scalar(std::string text, Origin origin);

/// Whether two nodes say the same, wherever they stand; keys of mappings in any order.
bool says_the_same(const Node& a, const Node& b);

/// "a single value", "a list", "a mapping", "nothing": for "expected x, got y".
std::string_view kind_text(const Node& node);

}  // namespace tanlu::schema

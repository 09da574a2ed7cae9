#include "schema/node.hpp"

#include <algorithm>
#include <utility>

namespace tanlu::schema {

const Entry* Node::find(std::string_view key) const {
    for (const auto& entry : entries) {
        if (entry.key == key) return &entry;
    }
    return nullptr;
}

Entry* Node::find(std::string_view key) {
    return const_cast<Entry*>(std::as_const(*this).find(key));
}

Node make_node(Node::Kind kind, Origin origin) {
    Node node;
    node.kind = kind;
    node.origin = std::move(origin);
    return node;
}

Node make_scalar(std::string text, Origin origin) {
    Node node = make_node(Node::Kind::scalar, std::move(origin));
    node.text = std::move(text);
    return node;
}

bool says_the_same(const Node& a, const Node& b) {
    if (a.kind != b.kind || a.text != b.text || a.quoted != b.quoted) return false;
    if (!std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                    says_the_same)) {
        return false;
    }
    if (a.entries.size() != b.entries.size()) return false;
    return std::all_of(a.entries.begin(), a.entries.end(), [&b](const Entry& entry) {
        const Entry* other = b.find(entry.key);
        return other && says_the_same(entry.value, other->value);
    });
}

std::string_view kind_text(const Node& node) {
    switch (node.kind) {
        case Node::Kind::null:
            return "nothing";
        case Node::Kind::scalar:
            return "a single value";
        case Node::Kind::sequence:
            return "a list";
        case Node::Kind::mapping:
            return "a mapping";
    }
    return "nothing";
}

}  // namespace tanlu::schema

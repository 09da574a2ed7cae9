#include "schema/node.hpp"

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

#include "schema/yaml.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

namespace tanlu::schema {
namespace {

/// Ends the reading of a document after the error has been recorded.
struct Abandoned {};

/// Number of nodes and of levels in a part of a document.
struct Extent {
    std::size_t nodes = 1;
    int levels = 1;
};

/// Builds a Node from the events of the parser and refuses what strict YAML does not have.
class Builder : public YAML::EventHandler {
public:
    Builder(std::string file, Diagnostics& diagnostics)
        : file_(std::move(file)), diagnostics_(diagnostics) {}

    Node take_root() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ == 2) {
            abandon(place(mark), "a second document starts here (a file holds one)",
                    "remove the '---' or split the file");
        }
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        add(make_node(Node::Kind::null, place(mark)), anchor);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_tag(mark, tag);
        Node node = make_scalar(value, place(mark));
        node.quoted = tag == "!";
        add(std::move(node), anchor);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto found = anchored_.find(anchor);
        if (found == anchored_.end()) {
            abandon(place(mark), "an alias stands within its own anchor (it would never end)", {});
        }
        const auto& [node, extent] = found->second;
        check_bounds(mark, extent);
        add(node, YAML::NullAnchor, extent);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Node::Kind::sequence);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Node::Kind::mapping);
    }
    void OnMapEnd() override { close(); }

private:
    struct Open {
        Node node;
        YAML::anchor_t anchor = YAML::NullAnchor;
        Extent extent;
        std::optional<Entry> key;  ///< Read, its value not yet.
        bool drop_value = false;   ///< The key was refused; its value is read and dropped.
    };

    std::string file_;
    Diagnostics& diagnostics_;
    Node root_;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, std::pair<Node, Extent>> anchored_;
    std::size_t nodes_ = 0;
    int documents_ = 0;

    Origin place(const YAML::Mark& mark) const { return {file_, mark.line + 1, mark.column + 1}; }

    [[noreturn]] void abandon(const Origin& origin, std::string message, std::string hint) {
        diagnostics_.error(origin, std::move(message), std::move(hint));
        throw Abandoned{};
    }

    void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (tag.empty() || tag == "?" || tag == "!") return;
        diagnostics_.error(place(mark), fmt::format("tag '{}' (tags are not used)", tag),
                           "remove the tag");
    }

    void check_bounds(const YAML::Mark& mark, const Extent& added) {
        nodes_ += added.nodes;
        if (nodes_ > kMostNodes) {
            abandon(place(mark), fmt::format("more than {} nodes in the file", kMostNodes),
                    "aliases count each time they are used; long tables belong into CSV files");
        }
        if (static_cast<int>(open_.size()) + added.levels > kDeepestNode) {
            abandon(place(mark), fmt::format("nested deeper than {} levels", kDeepestNode), {});
        }
    }

    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
              Node::Kind kind) {
        refuse_tag(mark, tag);
        check_bounds(mark, {});
        if (is_key_due()) abandon(place(mark), "a key must be plain text", {});
        open_.push_back({make_node(kind, place(mark)), anchor, {}, {}, false});
    }

    void close() {
        Open done = std::move(open_.back());
        open_.pop_back();
        add(std::move(done.node), done.anchor, done.extent);
    }

    bool is_key_due() const {
        return !open_.empty() && open_.back().node.is_mapping() && !open_.back().key &&
               !open_.back().drop_value;
    }

    void add(Node node, YAML::anchor_t anchor) {
        if (++nodes_ > kMostNodes) {
            abandon(node.origin, fmt::format("more than {} nodes in the file", kMostNodes),
                    "long tables belong into CSV files");
        }
        add(std::move(node), anchor, {});
    }

    /// Puts a finished node where it belongs.
    void add(Node node, YAML::anchor_t anchor, const Extent& extent) {
        if (anchor != YAML::NullAnchor) anchored_[anchor] = {node, extent};
        if (open_.empty()) {
            root_ = std::move(node);
            return;
        }
        Open& parent = open_.back();
        parent.extent.nodes += extent.nodes;
        parent.extent.levels = std::max(parent.extent.levels, extent.levels + 1);
        if (parent.node.is_sequence()) {
            parent.node.items.push_back(std::move(node));
        } else if (is_key_due()) {
            take_key(parent, node);
        } else if (parent.drop_value) {
            parent.drop_value = false;
        } else {
            parent.key->value = std::move(node);
            parent.node.entries.push_back(std::move(*parent.key));
            parent.key.reset();
        }
    }

    void take_key(Open& parent, const Node& node) {
        if (!node.is_scalar()) abandon(node.origin, "a key must be plain text", {});
        parent.drop_value = true;
        if (node.text == "<<") {
            diagnostics_.error(node.origin, "'<<' is not used (merging keys hides where they are)",
                               "write the keys out; a scenario builds on another with 'extends:'");
        } else if (const Entry* first = parent.node.find(node.text)) {
            diagnostics_.error(node.origin,
                               fmt::format("duplicate key '{}' (first at {})", node.text,
                                           to_string(first->origin)),
                               "remove one of the two");
        } else {
            parent.drop_value = false;
            parent.key = Entry{node.text, node.origin, {}};
        }
    }
};

}  // namespace

std::optional<Node> parse_yaml(const std::string& text, const std::string& file,
                               Diagnostics& diagnostics) {
    std::istringstream stream(text);
    Builder builder(file, diagnostics);
    try {
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const Abandoned&) {
        return std::nullopt;
    } catch (const YAML::Exception& error) {
        const bool has_place = !error.mark.is_null();
        const Origin place{file, has_place ? error.mark.line + 1 : 0,
                           has_place ? error.mark.column + 1 : 0};
        diagnostics.error(place, fmt::format("not valid YAML ({})", error.msg),
                          "check indentation, colons, quotes and brackets here and just above");
        return std::nullopt;
    }
    Node root = builder.take_root();
    if (!root.is_mapping()) {
        diagnostics.error({file, std::max(root.origin.line, 1), std::max(root.origin.column, 1)},
                          fmt::format("the file holds {}, not a mapping", kind_text(root)),
                          "a file starts with 'key: value'");
        return std::nullopt;
    }
    return root;
}

}  // namespace tanlu::schema

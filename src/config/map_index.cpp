#include "config/map_index.hpp"

#include <optional>

#include "config/describe.hpp"
#include "schema/mapping.hpp"

namespace tanlu::config {
namespace {

/// Notes every path below `path`. The flags of a struct go to `flags`.
class Indexer {
public:
    Indexer(TreeIndex& index, std::string path, std::vector<std::string>& flags)
        : index_(index), path_(std::move(path)), flags_(flags) {}

    void scalar(const Field& field, Value&) { leaf(field.key); }
    void optional_scalar(const Field& field, std::optional<Value>&) { leaf(field.key); }
    void scalar_list(const Field& field, std::vector<Value>&) { leaf(field.key); }
    void optional_scalar_list(const Field& field, std::vector<Value>&) { leaf(field.key); }
    void series(const Field& field, Trajectory&) { leaf(field.key); }
    void optional_series(const Field& field, std::optional<Trajectory>&) { leaf(field.key); }
    void integer(const Field& field, int&) { leaf(field.key); }
    void text(std::string_view key, Text&, std::string_view) { leaf(key); }
    void name(std::string_view key, Name&, std::string_view, std::string_view) { leaf(key); }
    void optional_name(std::string_view key, Name&, std::string_view, std::string_view) {
        leaf(key);
    }
    void flag(std::string_view key, bool& on, std::string_view) {
        leaf(key);
        if (on) flags_.emplace_back(key);
    }
    template <class Enum, class Options>
    void choice(std::string_view key, Enum&, const Options&, std::string_view) {
        leaf(key);
    }
    template <class Struct>
    void group(std::string_view key, Struct& group, std::string_view) {
        descend(schema::joined_path(path_, key), group);
    }
    template <class Struct>
    void optional_group(std::string_view key, std::optional<Struct>& group, std::string_view doc) {
        Struct absent;
        this->group(key, group ? *group : absent, doc);
    }
    template <class Struct>
    void map(std::string_view key, std::vector<Struct>& entries, std::string_view) {
        const std::string path = schema::joined_path(path_, key);
        index_.groups.push_back(path);
        for (auto& entry : entries) {
            auto flags = descend(schema::joined_path(path, entry.id.text), entry);
            index_.maps[path].push_back({entry.id.text, std::move(flags)});
        }
    }

private:
    TreeIndex& index_;
    std::string path_;
    std::vector<std::string>& flags_;

    void leaf(std::string_view key) { index_.leaves.push_back(schema::joined_path(path_, key)); }

    template <class Struct>
    std::vector<std::string> descend(const std::string& path, Struct& item) {
        index_.groups.push_back(path);
        std::vector<std::string> flags;
        Indexer inner(index_, path, flags);
        describe(inner, item);
        return flags;
    }
};

}  // namespace

TreeIndex index_tree(const Parameters<FileKind>& parameters) {
    TreeIndex index;
    std::vector<std::string> flags;
    Indexer indexer(index, "", flags);
    look(indexer, parameters);
    return index;
}

}  // namespace tanlu::config

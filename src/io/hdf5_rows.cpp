// Reading parts of tables, and numbers among the attributes.
#include <fmt/format.h>

#include <filesystem>

#include "io/hdf5_library.hpp"
#include "tanlu/error.hpp"

namespace tanlu::h5 {
namespace {

Id type_of(const Id& dataset) {
    return Id(H5Dget_type(dataset.get()), H5Tclose);
}

/// Sizes along the dimensions; empty where there are none or the library fails.
std::vector<hsize_t> sizes_of(const Id& space) {
    const int rank = space.valid() ? H5Sget_simple_extent_ndims(space.get()) : -1;
    std::vector<hsize_t> sizes(rank > 0 ? static_cast<std::size_t>(rank) : 0);
    if (rank > 0 && H5Sget_simple_extent_dims(space.get(), sizes.data(), nullptr) < 0) return {};
    return sizes;
}

/// The name of the file with part `i` of a virtual table.
std::string source_file(const Id& properties, std::size_t i) {
    const ssize_t length = H5Pget_virtual_filename(properties.get(), i, nullptr, 0);
    if (length <= 0) return "";
    std::string name(static_cast<std::size_t>(length), '\0');
    if (H5Pget_virtual_filename(properties.get(), i, name.data(), name.size() + 1) < 0) return "";
    std::string plain;  // %% stands for %
    for (std::size_t k = 0; k < name.size(); ++k) {
        plain += name[k];
        if (name[k] == '%' && k + 1 < name.size() && name[k + 1] == '%') ++k;
    }
    return plain;
}

}  // namespace

void Reader::refuse(const std::string& problem) const {
    throw InputError(fmt::format("{}: error: {}", path_, problem));
}

std::vector<std::uint64_t> Reader::shape(const std::string& name) const {
    const Id dataset = open(name);
    const Id space(H5Dget_space(dataset.get()), H5Sclose);
    if (!space.valid()) fail(fmt::format("reading the size of '{}'", name));
    const auto sizes = sizes_of(space);
    return {sizes.begin(), sizes.end()};
}

Element Reader::element(const std::string& name) const {
    const Id dataset = open(name);
    const Id type = type_of(dataset);
    if (!type.valid()) fail(fmt::format("reading the type of '{}'", name));
    for (const Element element :
         {Element::u8, Element::i32, Element::i64, Element::f32, Element::f64}) {
        if (H5Tequal(type.get(), file_type(element)) > 0) return element;
    }
    refuse(fmt::format("'{}' holds numbers of a type that is not used here", name));
}

std::size_t Reader::row_numbers(const std::string& name, Element expected, std::uint64_t first,
                                std::uint64_t count) const {
    if (element(name) != expected) {
        refuse(fmt::format("'{}' does not hold the type of numbers that belongs there", name));
    }
    const Id dataset = open(name);
    const Id properties(H5Dget_create_plist(dataset.get()), H5Pclose);
    if (!properties.valid()) fail(fmt::format("reading the layout of '{}'", name));
    const bool is_virtual = H5Pget_layout(properties.get()) == H5D_VIRTUAL;
    if (is_virtual) {
        expect_sources(properties, name);
    } else {
        (void)size_of(dataset, name);
    }
    const Id space(H5Dget_space(dataset.get()), H5Sclose);
    const auto sizes = sizes_of(space);
    if (sizes.empty() || first > sizes[0] || count > sizes[0] - first) {
        refuse(fmt::format("'{}' has {} rows, not {} from row {}", name,
                           sizes.empty() ? 0 : sizes[0], count, first));
    }
    std::uint64_t numbers = count;
    for (std::size_t i = 1; i < sizes.size(); ++i) numbers *= sizes[i];
    return numbers;
}

void Reader::read_rows(const std::string& name, std::uint64_t first, std::uint64_t count,
                       void* numbers) const {
    if (count == 0) return;
    const Id dataset = open(name);
    const Id space(H5Dget_space(dataset.get()), H5Sclose);
    std::vector<hsize_t> sizes = sizes_of(space);
    std::vector<hsize_t> start(sizes.size(), 0);
    start.at(0) = first;
    sizes.at(0) = count;
    const Id memory(H5Screate_simple(static_cast<int>(sizes.size()), sizes.data(), nullptr),
                    H5Sclose);
    if (H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, start.data(), nullptr, sizes.data(),
                            nullptr) < 0 ||
        H5Dread(dataset.get(), memory_type(element(name)), memory.get(), space.get(), H5P_DEFAULT,
                numbers) < 0) {
        fail(fmt::format("reading '{}'", name));
    }
}

std::vector<std::byte> Reader::raw_rows(const std::string& name, Element expected,
                                        std::uint64_t first, std::uint64_t count) const {
    std::vector<std::byte> bytes(row_numbers(name, expected, first, count) * bytes_of(expected));
    read_rows(name, first, count, bytes.data());
    return bytes;
}

/// The library reads fill values where a file of a virtual table cannot be opened.
void Reader::expect_sources(const Id& properties, const std::string& name) const {
    std::size_t count = 0;
    if (H5Pget_virtual_count(properties.get(), &count) < 0) {
        fail(fmt::format("reading the parts of '{}'", name));
    }
    const auto folder = std::filesystem::path(path_).parent_path();
    for (std::size_t i = 0; i < count; ++i) {
        const std::string source = (folder / source_file(properties, i)).string();
        if (!sources_.insert(source + '\0' + name).second) continue;
        const Reader part(source);
        (void)part.shape(name);
    }
}

bool Reader::read_number(const std::string& object, const std::string& name, std::int64_t type,
                         void* number) const {
    const Id owner = open(object);
    const htri_t there = H5Aexists(owner.get(), name.c_str());
    if (there < 0) fail(fmt::format("looking for attribute '{}' of '{}'", name, object));
    if (there == 0) return false;
    const Id attribute(H5Aopen(owner.get(), name.c_str(), H5P_DEFAULT), H5Aclose);
    const Id stored(H5Aget_type(attribute.get()), H5Tclose);
    const Id space(H5Aget_space(attribute.get()), H5Sclose);
    if (!attribute.valid() || !stored.valid() || !space.valid()) {
        fail(fmt::format("opening attribute '{}' of '{}'", name, object));
    }
    if (H5Tget_class(stored.get()) != H5Tget_class(type) ||
        H5Sget_simple_extent_npoints(space.get()) != 1) {
        refuse(fmt::format("attribute '{}' of '{}' is not {}", name, object,
                           H5Tget_class(type) == H5T_INTEGER ? "a whole number" : "a number"));
    }
    if (H5Aread(attribute.get(), type, number) < 0) {
        fail(fmt::format("reading attribute '{}' of '{}'", name, object));
    }
    return true;
}

std::optional<std::int64_t> Reader::integer_attribute(const std::string& object,
                                                      const std::string& name) const {
    std::int64_t number = 0;
    if (!read_number(object, name, H5T_NATIVE_INT64, &number)) return std::nullopt;
    return number;
}

std::optional<double> Reader::real_attribute(const std::string& object,
                                             const std::string& name) const {
    double number = 0;
    if (!read_number(object, name, H5T_NATIVE_DOUBLE, &number)) return std::nullopt;
    return number;
}

}  // namespace tanlu::h5

// Tables that are written in pieces, and tables whose rows lie in other files.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/expects.hpp"
#include "io/hdf5.hpp"
#include "io/hdf5_library.hpp"
#include "tanlu/error.hpp"

namespace tanlu::h5 {
namespace {

constexpr unsigned kDeflateLevel = 1;  // Recorded in the file; `compress` does the work.

/// A name for H5Pset_virtual, where % begins a place holder.
std::string without_place_holders(const std::string& name) {
    std::string escaped;
    for (const char c : name) {
        escaped += c;
        if (c == '%') escaped += c;
    }
    return escaped;
}

bool is_real(Element element) {
    return element == Element::f32 || element == Element::f64;
}

}  // namespace

std::vector<unsigned long long> Writer::sizes_of(const std::vector<std::string>& axes) const {
    static_assert(std::is_same_v<hsize_t, unsigned long long>);
    std::vector<hsize_t> sizes;
    for (const auto& axis : axes) sizes.push_back(sizes_.at(axis));
    return sizes;
}

void Writer::set_fill_value(const Id& properties, const std::string& name, Element element) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    // Integers have 0, which is what HDF5 fills with where nothing is said.
    if (is_real(element) && H5Pset_fill_value(properties.get(), H5T_NATIVE_DOUBLE, &nan) < 0) {
        fail(fmt::format("preparing '{}'", name));
    }
}

/// Attaches the axes and, to reals, the attribute _FillValue. Integers get none: xarray would make
/// reals of them.
void Writer::finish_table(const Id& dataset, const std::string& name, Element element,
                          const std::vector<std::string>& axes) {
    if (is_real(element)) {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const Id one(H5Screate(H5S_SCALAR), H5Sclose);
        const Id missing(H5Acreate2(dataset.get(), "_FillValue", file_type(element), one.get(),
                                    H5P_DEFAULT, H5P_DEFAULT),
                         H5Aclose);
        if (!missing.valid() || H5Awrite(missing.get(), H5T_NATIVE_DOUBLE, &nan) < 0) {
            fail(fmt::format("writing the fill value of '{}'", name));
        }
    }
    for (std::size_t i = 0; i < axes.size(); ++i) {
        if (H5DSattach_scale(dataset.get(), axes_.at(axes[i]).get(), static_cast<unsigned>(i)) <
            0) {
            fail(fmt::format("attaching axis '{}' to '{}'", axes[i], name));
        }
    }
}

ChunkLayout Writer::chunked_table(const std::string& name, Element element,
                                  const std::vector<std::string>& axes, std::uint64_t chunk_rows,
                                  Compression compression) {
    TANLU_EXPECTS(!axes.empty() && chunk_rows > 0);
    const std::vector<hsize_t> sizes = sizes_of(axes);
    std::vector<hsize_t> chunk = sizes;
    chunk[0] = std::min<hsize_t>(chunk_rows, sizes[0]);
    OpenTable table;
    table.rank = sizes.size();
    table.layout = {element, chunk[0], 1, compression};
    for (std::size_t i = 1; i < sizes.size(); ++i) table.layout.row_size *= sizes[i];
    table.chunks = (sizes[0] + chunk[0] - 1) / chunk[0];

    const int rank = static_cast<int>(sizes.size());
    const Id properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    set_fill_value(properties, name, element);
    bool ready = H5Pset_chunk(properties.get(), rank, chunk.data()) >= 0;
    if (compression == Compression::deflate) {
        ready = ready && H5Pset_shuffle(properties.get()) >= 0 &&
                H5Pset_deflate(properties.get(), kDeflateLevel) >= 0;
    }
    if (!ready) fail(fmt::format("preparing '{}'", name));
    const Id space(H5Screate_simple(rank, sizes.data(), nullptr), H5Sclose);
    table.dataset = create_dataset(name, file_type(element), space.get(), properties);
    finish_table(table.dataset, name, element, axes);
    const ChunkLayout layout = table.layout;
    tables_[name] = std::move(table);
    return layout;
}

void Writer::write_chunk(const std::string& name, std::uint64_t index, const Chunk& chunk) {
    const OpenTable& table = tables_.at(name);
    TANLU_EXPECTS(index < table.chunks);
    TANLU_EXPECTS(table.layout.compression == Compression::deflate ||
                  chunk.bytes.size() == table.layout.bytes());
    std::vector<hsize_t> start(table.rank, 0);
    start[0] = index * table.layout.rows;
    constexpr std::uint32_t every_filter = 0;
    if (H5Dwrite_chunk(table.dataset.get(), H5P_DEFAULT, every_filter, start.data(),
                       chunk.bytes.size(), chunk.bytes.data()) < 0) {
        fail(fmt::format("writing '{}'", name));
    }
}

void Writer::virtual_table(const std::string& name, Element element,
                           const std::vector<std::string>& axes,
                           std::span<const VirtualPart> parts) {
    TANLU_EXPECTS(!axes.empty());
    const std::vector<hsize_t> sizes = sizes_of(axes);
    const int rank = static_cast<int>(sizes.size());
    const Id properties(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    set_fill_value(properties, name, element);
    const Id whole(H5Screate_simple(rank, sizes.data(), nullptr), H5Sclose);
    std::vector<hsize_t> start(sizes.size(), 0);
    std::vector<hsize_t> count = sizes;
    for (const VirtualPart& part : parts) {
        count[0] = part.rows;
        TANLU_EXPECTS(start[0] + part.rows <= sizes[0]);
        const Id source(H5Screate_simple(rank, count.data(), nullptr), H5Sclose);
        const std::string file = without_place_holders(part.file);
        const std::string dataset = without_place_holders(name);
        if (H5Sselect_hyperslab(whole.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(),
                                nullptr) < 0 ||
            H5Pset_virtual(properties.get(), whole.get(), file.c_str(), dataset.c_str(),
                           source.get()) < 0) {
            fail(fmt::format("preparing '{}'", name));
        }
        start[0] += part.rows;
    }
    TANLU_EXPECTS(start[0] == sizes[0]);
    const Id space(H5Screate_simple(rank, sizes.data(), nullptr), H5Sclose);
    const Id dataset = create_dataset(name, file_type(element), space.get(), properties);
    finish_table(dataset, name, element, axes);
}

}  // namespace tanlu::h5

#include "io/hdf5.hpp"

#include <fmt/format.h>

#include "io/hdf5_library.hpp"
#include "tanlu/error.hpp"

namespace tanlu::h5 {
namespace {

constexpr hsize_t kChunkBytes = 1 << 20;
constexpr unsigned kDeflateLevel = 4;
/// Links and attributes stay in the order in which they were made; netCDF needs this to add any.
constexpr unsigned kOrder = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;

Id property_list(hid_t kind) {
    Id list(H5Pcreate(kind), H5Pclose);
    return list;
}

/// Whole table in one chunk where it fits, else split along the outermost axes.
std::vector<hsize_t> chunk_of(std::vector<hsize_t> sizes) {
    hsize_t bytes = sizeof(double);
    for (const auto size : sizes) bytes *= size;
    for (auto& size : sizes) {
        while (bytes > kChunkBytes && size > 1) {
            const hsize_t half = (size + 1) / 2;
            bytes = bytes / size * half;
            size = half;
        }
    }
    return sizes;
}

}  // namespace

void Writer::fail(const std::string& action) const {
    throw EnvironmentError(
        fmt::format("cannot write '{}': {} failed ({})", shown_, action, last_cause().text));
}

Writer::Writer(const std::string& path, const std::string& shown, OldestReader oldest)
    : shown_(shown) {
    prepare_library();
    const auto newest = oldest == OldestReader::v1_8 ? H5F_LIBVER_V18 : H5F_LIBVER_V110;
    const Id access = property_list(H5P_FILE_ACCESS);
    const Id creation = property_list(H5P_FILE_CREATE);
    if (!access.valid() || !creation.valid() ||
        H5Pset_libver_bounds(access.get(), H5F_LIBVER_EARLIEST, newest) < 0 ||
        H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG) < 0 ||
        H5Pset_obj_track_times(creation.get(), false) < 0 ||
        H5Pset_link_creation_order(creation.get(), kOrder) < 0 ||
        H5Pset_attr_creation_order(creation.get(), kOrder) < 0) {
        fail("preparing the file");
    }
    file_ = Id(H5Fcreate(path.c_str(), H5F_ACC_EXCL, creation.get(), access.get()), H5Fclose);
    if (!file_.valid()) fail("creating the file");
}

void Writer::attribute(const std::string& object, const std::string& name,
                       const std::string& text) {
    const Id owner(H5Oopen(file_.get(), object.c_str(), H5P_DEFAULT), H5Oclose);
    const Id type = text_type();
    const Id space(H5Screate(H5S_SCALAR), H5Sclose);
    const Id attribute(
        H5Acreate2(owner.get(), name.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT),
        H5Aclose);
    const char* data = text.c_str();
    if (!attribute.valid() || H5Awrite(attribute.get(), type.get(), &data) < 0) {
        fail(fmt::format("writing attribute '{}' of '{}'", name, object));
    }
}

void Writer::number_attribute(const std::string& object, const std::string& name, std::int64_t type,
                              const void* number) {
    const Id owner(H5Oopen(file_.get(), object.c_str(), H5P_DEFAULT), H5Oclose);
    const Id space(H5Screate(H5S_SCALAR), H5Sclose);
    const Id attribute(
        H5Acreate2(owner.get(), name.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT),
        H5Aclose);
    // In memory as in the file: both little-endian.
    if (!attribute.valid() || H5Awrite(attribute.get(), type, number) < 0) {
        fail(fmt::format("writing attribute '{}' of '{}'", name, object));
    }
}

void Writer::integer_attribute(const std::string& object, const std::string& name,
                               std::int64_t number) {
    number_attribute(object, name, file_type(Element::i64), &number);
}

void Writer::real_attribute(const std::string& object, const std::string& name, double number) {
    number_attribute(object, name, file_type(Element::f64), &number);
}

Id Writer::create_dataset(const std::string& name, std::int64_t type, std::int64_t space,
                          const Id& properties) {
    const Id links = property_list(H5P_LINK_CREATE);
    if (H5Pset_char_encoding(links.get(), H5T_CSET_UTF8) < 0 ||
        H5Pset_obj_track_times(properties.get(), false) < 0 ||
        H5Pset_attr_creation_order(properties.get(), kOrder) < 0) {
        fail(fmt::format("preparing '{}'", name));
    }
    Id dataset(H5Dcreate2(file_.get(), name.c_str(), type, space, links.get(), properties.get(),
                          H5P_DEFAULT),
               H5Dclose);
    if (!dataset.valid()) fail(fmt::format("creating '{}'", name));
    return dataset;
}

void Writer::write_dataset(const Id& dataset, const std::string& name, std::int64_t type,
                           const void* data) {
    if (H5Dwrite(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, data) < 0) {
        fail(fmt::format("writing '{}'", name));
    }
}

Id Writer::make_scale(const std::string& name, std::int64_t type, std::uint64_t size,
                      const void* data) {
    const hsize_t length = size;
    const Id space(H5Screate_simple(1, &length, nullptr), H5Sclose);
    Id dataset = create_dataset(name, type, space.get(), property_list(H5P_DATASET_CREATE));
    write_dataset(dataset, name, type, data);
    if (H5DSset_scale(dataset.get(), name.c_str()) < 0) {
        fail(fmt::format("making '{}' a dimension", name));
    }
    sizes_[name] = size;
    return dataset;
}

void Writer::axis(const std::string& name, const std::vector<std::string>& labels) {
    std::vector<const char*> texts;
    for (const auto& label : labels) texts.push_back(label.c_str());
    axes_[name] = make_scale(name, text_type().get(), labels.size(), texts.data());
}

void Writer::axis(const std::string& name, const std::vector<int>& numbers) {
    axes_[name] = make_scale(name, H5T_NATIVE_INT, numbers.size(), numbers.data());
}

void Writer::axis(const std::string& name, std::span<const std::int64_t> numbers) {
    axes_[name] = make_scale(name, file_type(Element::i64), numbers.size(), numbers.data());
}

void Writer::axis(const std::string& name, std::span<const double> numbers) {
    axes_[name] = make_scale(name, file_type(Element::f64), numbers.size(), numbers.data());
}

void Writer::table(const std::string& name, std::span<const double> data,
                   const std::vector<std::string>& axes) {
    const std::vector<hsize_t> sizes = sizes_of(axes);
    const int rank = static_cast<int>(sizes.size());

    const Id properties = property_list(H5P_DATASET_CREATE);
    set_fill_value(properties, name, Element::f64);
    bool ready = true;
    if (rank > 0) {
        const auto chunk = chunk_of(sizes);
        ready = H5Pset_chunk(properties.get(), rank, chunk.data()) >= 0 &&
                H5Pset_shuffle(properties.get()) >= 0 &&
                H5Pset_deflate(properties.get(), kDeflateLevel) >= 0 &&
                H5Pset_fletcher32(properties.get()) >= 0;
    }
    if (!ready) fail(fmt::format("preparing '{}'", name));
    const Id space(rank > 0 ? H5Screate_simple(rank, sizes.data(), nullptr) : H5Screate(H5S_SCALAR),
                   H5Sclose);
    const Id dataset = create_dataset(name, H5T_IEEE_F64LE, space.get(), properties);
    write_dataset(dataset, name, H5T_NATIVE_DOUBLE, data.data());

    finish_table(dataset, name, Element::f64, axes);
}

void Writer::group(const std::string& name) {
    const Id properties = property_list(H5P_GROUP_CREATE);
    if (H5Pset_obj_track_times(properties.get(), false) < 0 ||
        H5Pset_link_creation_order(properties.get(), kOrder) < 0 ||
        H5Pset_attr_creation_order(properties.get(), kOrder) < 0) {
        fail(fmt::format("preparing group '{}'", name));
    }
    const Id group(
        H5Gcreate2(file_.get(), name.c_str(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
        H5Gclose);
    if (!group.valid()) fail(fmt::format("creating group '{}'", name));
}

void Writer::text(const std::string& name, const std::string& text) {
    for (auto bar = name.find('/'); bar != std::string::npos; bar = name.find('/', bar + 1)) {
        const std::string above = name.substr(0, bar);
        if (H5Lexists(file_.get(), above.c_str(), H5P_DEFAULT) == 0) group(above);
    }
    const Id type = text_type();
    const Id space(H5Screate(H5S_SCALAR), H5Sclose);
    const Id dataset =
        create_dataset(name, type.get(), space.get(), property_list(H5P_DATASET_CREATE));
    const char* data = text.c_str();
    write_dataset(dataset, name, type.get(), &data);
}

void Writer::close() {
    tables_.clear();
    axes_.clear();
    if (H5Fflush(file_.get(), H5F_SCOPE_GLOBAL) < 0) fail("writing to disk");
    if (!file_.close()) fail("closing");
}

}  // namespace tanlu::h5

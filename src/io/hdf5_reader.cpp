#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "io/hdf5_library.hpp"
#include "tanlu/error.hpp"

namespace tanlu::h5 {
namespace {

/// Deflate cannot shrink data further than by about 1030: a file that claims more is damaged.
constexpr std::uint64_t kLargestCompression = 1100;

/// Collects the names of links.
herr_t keep_link(hid_t, const char* name, const H5L_info_t*, void* data) {
    static_cast<std::vector<std::string>*>(data)->emplace_back(name);
    return 0;
}

herr_t keep_attribute(hid_t, const char* name, const H5A_info_t*, void* data) {
    static_cast<std::vector<std::string>*>(data)->emplace_back(name);
    return 0;
}

/// Takes the name of the first scale of a dimension and stops there.
herr_t keep_scale(hid_t, unsigned, hid_t scale, void* data) {
    const ssize_t length = H5Iget_name(scale, nullptr, 0);
    if (length <= 0) return -1;
    std::string name(static_cast<std::size_t>(length), '\0');
    if (H5Iget_name(scale, name.data(), name.size() + 1) < 0) return -1;
    *static_cast<std::string*>(data) = name.substr(name.rfind('/') + 1);
    return 1;
}

bool is_variable_text(const Id& type) {
    return H5Tget_class(type.get()) == H5T_STRING && H5Tis_variable_str(type.get()) > 0;
}

/// Texts that the library has allocated.
class Texts {
public:
    Texts(const Id& type, const Id& space, std::size_t count)
        : type_(type), space_(space), texts_(count, nullptr) {}
    ~Texts() {
        if (filled_) H5Dvlen_reclaim(type_.get(), space_.get(), H5P_DEFAULT, texts_.data());
    }
    Texts(const Texts&) = delete;
    Texts& operator=(const Texts&) = delete;

    void* data() { return texts_.data(); }
    std::vector<std::string> take() {
        filled_ = true;
        std::vector<std::string> copies;
        for (const char* text : texts_) copies.emplace_back(text == nullptr ? "" : text);
        return copies;
    }

private:
    const Id& type_;
    const Id& space_;
    std::vector<char*> texts_;
    bool filled_ = false;
};

}  // namespace

void Reader::fail(const std::string& action) const {
    const Cause cause = last_cause();
    if (cause.system) {
        throw EnvironmentError(
            fmt::format("cannot read '{}': {} failed ({})", path_, action, cause.text));
    }
    throw InputError(
        fmt::format("{}: error: damaged or incomplete: {} failed ({})", path_, action, cause.text));
}

void expect_hdf5(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) {
        throw EnvironmentError(
            fmt::format("cannot read '{}': {}", path, std::generic_category().message(errno)));
    }
    if (!S_ISREG(status.st_mode)) {
        throw InputError(fmt::format("{}: error: not a regular file", path));
    }
    prepare_library();
    const htri_t recognised = H5Fis_hdf5(path.c_str());
    if (recognised < 0) {
        throw EnvironmentError(fmt::format("cannot read '{}': {}", path, last_cause().text));
    }
    if (recognised == 0) throw InputError(fmt::format("{}: error: not an HDF5 file", path));
}

Reader::Reader(const std::string& path) : path_(path) {
    expect_hdf5(path);
    bytes_ = std::filesystem::file_size(path);
    const Id access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG);
    file_ = Id(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.get()), H5Fclose);
    if (!file_.valid()) fail("opening the file");
}

std::vector<std::string> Reader::names(const std::string& group) const {
    const Id owner(H5Gopen2(file_.get(), group.c_str(), H5P_DEFAULT), H5Gclose);
    if (!owner.valid()) fail(fmt::format("opening group '{}'", group));
    std::vector<std::string> found;
    hsize_t position = 0;
    if (H5Literate(owner.get(), H5_INDEX_CRT_ORDER, H5_ITER_INC, &position, keep_link, &found) >=
        0) {
        return found;
    }
    // Files of other programs need not keep the order of creation.
    found.clear();
    position = 0;
    if (H5Literate(owner.get(), H5_INDEX_NAME, H5_ITER_INC, &position, keep_link, &found) < 0) {
        fail(fmt::format("listing '{}'", group));
    }
    return found;
}

Id Reader::open(const std::string& name) const {
    Id object(H5Oopen(file_.get(), name.c_str(), H5P_DEFAULT), H5Oclose);
    if (!object.valid()) fail(fmt::format("opening '{}'", name));
    return object;
}

Kind Reader::kind(const std::string& name) const {
    const Id object = open(name);
    const H5I_type_t sort = H5Iget_type(object.get());
    if (sort == H5I_GROUP) return Kind::group;
    if (sort != H5I_DATASET) return Kind::other;
    const Id type(H5Dget_type(object.get()), H5Tclose);
    const Id space(H5Dget_space(object.get()), H5Sclose);
    if (!type.valid() || !space.valid()) fail(fmt::format("reading the type of '{}'", name));
    const int rank = H5Sget_simple_extent_ndims(space.get());
    if (H5DSis_scale(object.get()) > 0 && rank == 1) return Kind::axis;
    if (H5Tget_class(type.get()) == H5T_FLOAT) return Kind::table;
    if (H5Tget_class(type.get()) == H5T_INTEGER) return Kind::integers;
    return is_variable_text(type) && rank == 0 ? Kind::text : Kind::other;
}

std::map<std::string, std::string> Reader::attributes(const std::string& object) const {
    const Id owner = open(object);
    std::vector<std::string> found;
    hsize_t position = 0;
    if (H5Aiterate2(owner.get(), H5_INDEX_NAME, H5_ITER_INC, &position, keep_attribute, &found) <
        0) {
        fail(fmt::format("listing the attributes of '{}'", object));
    }
    std::map<std::string, std::string> texts;
    for (const auto& name : found) {
        const Id attribute(H5Aopen(owner.get(), name.c_str(), H5P_DEFAULT), H5Aclose);
        const Id stored(H5Aget_type(attribute.get()), H5Tclose);
        const Id space(H5Aget_space(attribute.get()), H5Sclose);
        if (!attribute.valid() || !stored.valid() || !space.valid()) {
            fail(fmt::format("opening attribute '{}' of '{}'", name, object));
        }
        if (!is_variable_text(stored) || H5Sget_simple_extent_npoints(space.get()) != 1) continue;
        const Id type = text_type();
        Texts values(type, space, 1);
        if (H5Aread(attribute.get(), type.get(), values.data()) < 0) {
            fail(fmt::format("reading attribute '{}' of '{}'", name, object));
        }
        texts[name] = values.take().front();
    }
    return texts;
}

std::uint64_t Reader::size_of(const Id& dataset, const std::string& name) const {
    const Id space(H5Dget_space(dataset.get()), H5Sclose);
    const hssize_t points = space.valid() ? H5Sget_simple_extent_npoints(space.get()) : -1;
    if (points < 0) fail(fmt::format("reading the size of '{}'", name));
    const auto count = static_cast<std::uint64_t>(points);
    if (count / kLargestCompression > bytes_) {
        throw InputError(fmt::format(
            "{}: error: damaged or incomplete: '{}' claims {} numbers, more than {} bytes can hold",
            path_, name, count, bytes_));
    }
    return count;
}

bool Reader::axis_is_numeric(const std::string& name) const {
    const Id dataset = open(name);
    const Id type(H5Dget_type(dataset.get()), H5Tclose);
    if (!type.valid()) fail(fmt::format("reading the type of '{}'", name));
    if (H5Tget_class(type.get()) == H5T_INTEGER) return true;
    if (is_variable_text(type)) return false;
    throw InputError(
        fmt::format("{}: error: axis '{}' holds neither texts nor years", path_, name));
}

std::vector<std::string> Reader::labels(const std::string& axis) const {
    const Id dataset = open(axis);
    const auto count = size_of(dataset, axis);
    const Id space(H5Dget_space(dataset.get()), H5Sclose);
    const Id type = text_type();
    Texts values(type, space, count);
    if (H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) {
        fail(fmt::format("reading axis '{}'", axis));
    }
    return values.take();
}

std::vector<int> Reader::numbers(const std::string& axis) const {
    const Id dataset = open(axis);
    std::vector<int> values(size_of(dataset, axis));
    if (H5Dread(dataset.get(), H5T_NATIVE_INT, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) {
        fail(fmt::format("reading axis '{}'", axis));
    }
    return values;
}

std::vector<std::string> Reader::axes_of(const std::string& table) const {
    const Id dataset = open(table);
    const Id space(H5Dget_space(dataset.get()), H5Sclose);
    const int rank = space.valid() ? H5Sget_simple_extent_ndims(space.get()) : -1;
    if (rank < 0) fail(fmt::format("reading the axes of '{}'", table));
    std::vector<std::string> axes;
    for (int i = 0; i < rank; ++i) {
        std::string name;
        const auto dimension = static_cast<unsigned>(i);
        if (H5DSiterate_scales(dataset.get(), dimension, nullptr, keep_scale, &name) < 0) {
            fail(fmt::format("reading the axes of '{}'", table));
        }
        if (name.empty()) {
            throw InputError(
                fmt::format("{}: error: dimension {} of '{}' has no axis", path_, i + 1, table));
        }
        axes.push_back(name);
    }
    return axes;
}

std::vector<double> Reader::table(const std::string& name) const {
    const Id dataset = open(name);
    std::vector<double> data(size_of(dataset, name));
    if (H5Dread(dataset.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, data.data()) < 0) {
        fail(fmt::format("reading '{}'", name));
    }
    return data;
}

std::string Reader::text(const std::string& name) const {
    return labels(name).front();
}

}  // namespace tanlu::h5

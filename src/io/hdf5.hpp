#pragma once
// The only place that names the HDF5 library: files of named axes, tables and texts. Knows nothing
// of results; every failure becomes an exception that names the file and the cause.
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace tanlu::h5 {

/// Owns an identifier of the library and closes it.
class Id {
public:
    using Close = int (*)(std::int64_t);
    Id() = default;
    Id(std::int64_t value, Close closer) : value_(value), close_(closer) {}
    Id(Id&& other) noexcept;
    Id& operator=(Id&& other) noexcept;
    ~Id() { close(); }

    std::int64_t get() const { return value_; }
    bool valid() const { return value_ >= 0; }
    /// False when the library could not close it (data that did not reach the disk).
    bool close();

private:
    std::int64_t value_ = -1;
    Close close_ = nullptr;
};

/// What a dataset is to a reader.
enum class Kind { axis, table, text, group, other };

/// A new file. The same calls make the same bytes. Throws EnvironmentError.
class Writer {
public:
    /// Creates `path`, which must not exist; messages name `shown` in its place.
    Writer(const std::string& path, const std::string& shown);

    /// Attributes of an object; "/" is the file.
    void attribute(const std::string& object, const std::string& name, const std::string& text);

    /// Axes: one-dimensional datasets that are dimension scales.
    void axis(const std::string& name, const std::vector<std::string>& labels);
    void axis(const std::string& name, const std::vector<int>& numbers);

    /// Numbers over existing axes, compressed, with NaN as fill value.
    void table(const std::string& name, std::span<const double> data,
               const std::vector<std::string>& axes);

    /// A group, and a text in it ("group/name"; further groups in between are made).
    void group(const std::string& name);
    void text(const std::string& name, const std::string& text);

    /// Flushes and closes. A file that was not closed is not complete.
    void close();

private:
    Id create_dataset(const std::string& name, std::int64_t type, std::int64_t space,
                      const Id& properties);
    void write_dataset(const Id& dataset, const std::string& name, std::int64_t type,
                       const void* data);
    Id make_scale(const std::string& name, std::int64_t type, std::uint64_t size, const void* data);
    [[noreturn]] void fail(const std::string& action) const;

    std::string shown_;
    Id file_;
    std::map<std::string, Id> axes_;
    std::map<std::string, std::uint64_t> sizes_;
};

/// Throws EnvironmentError where a file cannot be read, InputError where it is no HDF5 file.
void expect_hdf5(const std::string& path);

/// An existing file. Throws InputError where the content is at fault (not HDF5, truncated,
/// damaged) and EnvironmentError where the surroundings are (permissions, locks).
class Reader {
public:
    explicit Reader(const std::string& path);

    /// Names in a group in the order of creation; "/" is the file.
    std::vector<std::string> names(const std::string& group) const;
    Kind kind(const std::string& name) const;

    /// Texts among the attributes of an object. Others are passed over.
    std::map<std::string, std::string> attributes(const std::string& object) const;

    bool axis_is_numeric(const std::string& name) const;
    std::vector<std::string> labels(const std::string& axis) const;
    std::vector<int> numbers(const std::string& axis) const;

    std::vector<std::string> axes_of(const std::string& table) const;
    std::vector<double> table(const std::string& name) const;
    std::string text(const std::string& name) const;

private:
    Id open(const std::string& name) const;
    std::uint64_t size_of(const Id& dataset, const std::string& name) const;
    [[noreturn]] void fail(const std::string& action) const;

    std::string path_;
    std::uint64_t bytes_ = 0;
    Id file_;
};

}  // namespace tanlu::h5

#pragma once
// The only place that names the HDF5 library: files of named axes, tables and texts. Knows nothing
// of results; every failure becomes an exception that names the file and the cause.
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "io/chunks.hpp"

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

/// What a dataset is to a reader: `table` holds reals, `integers` whole numbers over axes.
enum class Kind { axis, table, integers, text, group, other };

/// Rows of a virtual table and where they are: all rows of the dataset of the same name in `file`,
/// a name relative to the folder of the file with the virtual table.
struct VirtualPart {
    std::string file;
    std::uint64_t rows = 0;
};

/// The oldest HDF5 library that reads a file. Virtual tables need 1.10 (of 2016).
enum class OldestReader { v1_8, v1_10 };

/// A new file. The same calls make the same bytes. Throws EnvironmentError. For one thread at a
/// time.
class Writer {
public:
    /// Creates `path`, which must not exist; messages name `shown` in its place.
    Writer(const std::string& path, const std::string& shown,
           OldestReader oldest = OldestReader::v1_8);

    /// Attributes of an object; "/" is the file.
    void attribute(const std::string& object, const std::string& name, const std::string& text);
    void integer_attribute(const std::string& object, const std::string& name, std::int64_t number);
    void real_attribute(const std::string& object, const std::string& name, double number);

    /// Axes: one-dimensional datasets that are dimension scales.
    void axis(const std::string& name, const std::vector<std::string>& labels);
    void axis(const std::string& name, const std::vector<int>& numbers);
    void axis(const std::string& name, std::span<const std::int64_t> numbers);
    void axis(const std::string& name, std::span<const double> numbers);

    /// Numbers over existing axes, compressed, with NaN as fill value.
    void table(const std::string& name, std::span<const double> data,
               const std::vector<std::string>& axes);

    /// A table over existing axes that is written in pieces, each of `chunk_rows` rows of the first
    /// axis (the last may have fewer). Returns how `pack` is to make its chunks. Rows that are
    /// never written read as NaN (reals, which get the attribute _FillValue) or 0 (integers).
    ChunkLayout chunked_table(const std::string& name, Element element,
                              const std::vector<std::string>& axes, std::uint64_t chunk_rows,
                              Compression compression);

    /// Writes chunk `index` of such a table: rows index * chunk_rows and on. In any order; a chunk
    /// written again takes the place of the first.
    void write_chunk(const std::string& table, std::uint64_t index, const Chunk& chunk);

    /// A table over existing axes whose rows lie in other files of the same folder, in the order of
    /// the parts. Programs read it as one. The files need not exist yet; where one is missing
    /// later, programs other than ours read fill values without a word. Needs OldestReader::v1_10.
    void virtual_table(const std::string& name, Element element,
                       const std::vector<std::string>& axes, std::span<const VirtualPart> parts);

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
    void number_attribute(const std::string& object, const std::string& name, std::int64_t type,
                          const void* number);
    /// Sizes of axes, in the library's type for sizes.
    std::vector<unsigned long long> sizes_of(const std::vector<std::string>& axes) const;
    void set_fill_value(const Id& properties, const std::string& name, Element element);
    void finish_table(const Id& dataset, const std::string& name, Element element,
                      const std::vector<std::string>& axes);
    [[noreturn]] void fail(const std::string& action) const;

    /// A chunked table that is open.
    struct OpenTable {
        Id dataset;
        ChunkLayout layout;
        std::uint64_t chunks = 0;
        std::size_t rank = 0;
    };

    std::string shown_;
    Id file_;
    std::map<std::string, OpenTable> tables_;
    std::map<std::string, Id> axes_;
    std::map<std::string, std::uint64_t> sizes_;
};

/// Throws EnvironmentError where a file cannot be read, InputError where it is no HDF5 file.
void expect_hdf5(const std::string& path);

/// An existing file. Throws InputError where the content is at fault (not HDF5, truncated,
/// damaged) and EnvironmentError where the surroundings are (permissions, locks). For one thread at
/// a time.
class Reader {
public:
    explicit Reader(const std::string& path);

    /// Names in a group in the order of creation; "/" is the file.
    std::vector<std::string> names(const std::string& group) const;
    Kind kind(const std::string& name) const;

    /// Texts among the attributes of an object. Others are passed over.
    std::map<std::string, std::string> attributes(const std::string& object) const;

    /// A number among the attributes of an object; none where it has no such attribute. Throws
    /// InputError where the attribute is no single number of that kind.
    std::optional<std::int64_t> integer_attribute(const std::string& object,
                                                  const std::string& name) const;
    std::optional<double> real_attribute(const std::string& object, const std::string& name) const;

    bool axis_is_numeric(const std::string& name) const;
    std::vector<std::string> labels(const std::string& axis) const;
    std::vector<int> numbers(const std::string& axis) const;

    std::vector<std::string> axes_of(const std::string& table) const;
    std::vector<double> table(const std::string& name) const;

    /// Numbers along each dimension, and of what type they are; of tables, integers and axes of
    /// numbers. Throws InputError where the type is none of ours.
    std::vector<std::uint64_t> shape(const std::string& name) const;
    Element element(const std::string& name) const;

    /// Rows first .. first+count-1 along the first dimension, of a table, integers or an axis of
    /// numbers, which must be of the type T. Throws InputError where it has other numbers or fewer
    /// rows, and where a file with rows of a virtual table is missing or damaged.
    template <class T>
    std::vector<T> rows(const std::string& name, std::uint64_t first, std::uint64_t count) const {
        std::vector<T> numbers(row_numbers(name, kElementOf<T>, first, count));
        read_rows(name, first, count, numbers.data());
        return numbers;
    }
    /// The same as bytes of the numbers.
    std::vector<std::byte> raw_rows(const std::string& name, Element element, std::uint64_t first,
                                    std::uint64_t count) const;
    std::string text(const std::string& name) const;

private:
    Id open(const std::string& name) const;
    std::uint64_t size_of(const Id& dataset, const std::string& name) const;
    std::size_t row_numbers(const std::string& name, Element element, std::uint64_t first,
                            std::uint64_t count) const;
    void read_rows(const std::string& name, std::uint64_t first, std::uint64_t count,
                   void* numbers) const;
    void expect_sources(const Id& properties, const std::string& name) const;
    bool read_number(const std::string& object, const std::string& name, std::int64_t type,
                     void* number) const;
    [[noreturn]] void fail(const std::string& action) const;
    [[noreturn]] void refuse(const std::string& problem) const;

    std::string path_;
    std::uint64_t bytes_ = 0;
    Id file_;
    mutable std::set<std::string> sources_;  ///< Files of virtual tables that were looked at.
};

}  // namespace tanlu::h5

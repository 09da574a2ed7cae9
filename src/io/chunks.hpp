#pragma once
// Pieces of tables made ready for the file: padded, shuffled and compressed by whichever thread has
// the numbers, so that only the writing itself waits for the file.
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace tanlu::h5 {

/// Numbers of which a dataset is made, little-endian in the file.
enum class Element { u8, i32, i64, f32, f64 };

/// Bytes of one number.
std::size_t bytes_of(Element element);

template <class T>
struct ElementOf;
template <>
struct ElementOf<std::uint8_t> : std::integral_constant<Element, Element::u8> {};
template <>
struct ElementOf<std::int32_t> : std::integral_constant<Element, Element::i32> {};
template <>
struct ElementOf<std::int64_t> : std::integral_constant<Element, Element::i64> {};
template <>
struct ElementOf<float> : std::integral_constant<Element, Element::f32> {};
template <>
struct ElementOf<double> : std::integral_constant<Element, Element::f64> {};
template <class T>
inline constexpr Element kElementOf = ElementOf<T>::value;

/// `deflate` is shuffle and deflate level 1, which every HDF5 library can undo.
enum class Compression { none, deflate };

/// How a table is cut along its first axis.
struct ChunkLayout {
    Element element = Element::f64;
    std::uint64_t rows = 1;      ///< Rows of a chunk.
    std::uint64_t row_size = 1;  ///< Numbers of a row.
    Compression compression = Compression::deflate;

    /// Bytes of a chunk before compression.
    std::size_t bytes() const;
};

/// A chunk as it goes to the file.
struct Chunk {
    std::vector<std::byte> bytes;
};

/// The chunk of these rows. Rows that the last chunk lacks are filled up: NaN for reals, 0 for
/// integers. May run in any thread; the same rows make the same bytes. Expects whole rows of the
/// layout's type, at least one and no more than a chunk has.
Chunk pack(const ChunkLayout& layout, std::span<const std::byte> rows, Element element);
template <class T>
Chunk pack(const ChunkLayout& layout, std::span<const T> rows) {
    return pack(layout, std::as_bytes(rows), kElementOf<T>);
}

/// Bytes put in order of their place in an element (all first bytes, all second bytes ...), then
/// deflated at level 1 with zlib's header: what the filters "shuffle" and "deflate" of HDF5 make.
std::vector<std::byte> compress(std::span<const std::byte> data, std::size_t element_bytes);

/// Which library deflates: "libdeflate" or "zlib". The numbers are the same, the bytes are not.
const char* deflate_library();

}  // namespace tanlu::h5

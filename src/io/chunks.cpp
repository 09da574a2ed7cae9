#include "io/chunks.hpp"

#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <utility>

#include "base/expects.hpp"
#include "tanlu/error.hpp"

#ifdef TANLU_WITH_LIBDEFLATE
#include <libdeflate.h>
#else
#include <zlib.h>
#endif

namespace tanlu::h5 {
namespace {

/// Higher levels take longer and gain little on numbers of simulations.
constexpr int kDeflateLevel = 1;

template <class T>
void fill(std::span<std::byte> bytes, T value) {
    for (std::size_t i = 0; i + sizeof(T) <= bytes.size(); i += sizeof(T)) {
        std::memcpy(bytes.data() + i, &value, sizeof(T));
    }
}

/// Fills with what stands for no number.
void fill_missing(std::span<std::byte> bytes, Element element) {
    if (element == Element::f32) {
        fill(bytes, std::numeric_limits<float>::quiet_NaN());
    } else if (element == Element::f64) {
        fill(bytes, std::numeric_limits<double>::quiet_NaN());
    } else {
        fill(bytes, std::byte{0});
    }
}

template <std::size_t kBytes>
void shuffle_elements(std::span<const std::byte> data, std::byte* out) {
    const std::size_t count = data.size() / kBytes;
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t b = 0; b < kBytes; ++b) out[b * count + i] = data[i * kBytes + b];
    }
}

std::vector<std::byte> shuffle(std::span<const std::byte> data, std::size_t element_bytes) {
    std::vector<std::byte> shuffled(data.size());
    switch (element_bytes) {
        case 4:
            shuffle_elements<4>(data, shuffled.data());
            break;
        case 8:
            shuffle_elements<8>(data, shuffled.data());
            break;
        default:
            shuffled.assign(data.begin(), data.end());
    }
    return shuffled;
}

#ifdef TANLU_WITH_LIBDEFLATE

struct FreeCompressor {
    void operator()(libdeflate_compressor* compressor) const {
        libdeflate_free_compressor(compressor);
    }
};

std::vector<std::byte> deflate(const std::vector<std::byte>& data) {
    // Its tables are worth keeping; one per thread, since they are written to.
    thread_local const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(
        libdeflate_alloc_compressor(kDeflateLevel));
    if (compressor == nullptr) throw std::bad_alloc();
    std::vector<std::byte> packed(libdeflate_zlib_compress_bound(compressor.get(), data.size()));
    const std::size_t size = libdeflate_zlib_compress(compressor.get(), data.data(), data.size(),
                                                      packed.data(), packed.size());
    if (size == 0) throw Error("libdeflate could not compress a chunk");
    packed.resize(size);
    return packed;
}

#else

std::vector<std::byte> deflate(const std::vector<std::byte>& data) {
    uLongf size = ::compressBound(data.size());
    std::vector<std::byte> packed(size);
    const int status =
        ::compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                    reinterpret_cast<const Bytef*>(data.data()), data.size(), kDeflateLevel);
    if (status == Z_MEM_ERROR) throw std::bad_alloc();
    if (status != Z_OK) throw Error("zlib could not compress a chunk");
    packed.resize(size);
    return packed;
}

#endif

}  // namespace

std::size_t bytes_of(Element element) {
    switch (element) {
        case Element::u8:
            return 1;
        case Element::i32:
        case Element::f32:
            return 4;
        case Element::i64:
        case Element::f64:
            break;
    }
    return 8;
}

std::size_t ChunkLayout::bytes() const {
    return bytes_of(element) * rows * row_size;
}

std::vector<std::byte> compress(std::span<const std::byte> data, std::size_t element_bytes) {
    TANLU_EXPECTS(element_bytes == 1 || element_bytes == 4 || element_bytes == 8);
    TANLU_EXPECTS(data.size() % element_bytes == 0);
    return deflate(shuffle(data, element_bytes));
}

Chunk pack(const ChunkLayout& layout, std::span<const std::byte> rows, Element element) {
    TANLU_EXPECTS(element == layout.element);
    TANLU_EXPECTS(!rows.empty() && rows.size() <= layout.bytes());
    TANLU_EXPECTS(rows.size() % (bytes_of(element) * layout.row_size) == 0);
    const bool deflated = layout.compression == Compression::deflate;
    if (deflated && rows.size() == layout.bytes()) return {compress(rows, bytes_of(element))};
    std::vector<std::byte> whole(layout.bytes());
    std::memcpy(whole.data(), rows.data(), rows.size());
    fill_missing(std::span(whole).subspan(rows.size()), element);
    if (deflated) whole = compress(whole, bytes_of(element));
    return {std::move(whole)};
}

const char* deflate_library() {
#ifdef TANLU_WITH_LIBDEFLATE
    return "libdeflate";
#else
    return "zlib";
#endif
}

}  // namespace tanlu::h5

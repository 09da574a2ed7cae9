#include "io/hdf5_library.hpp"

#include <mutex>
#include <string_view>
#include <utility>

namespace tanlu::h5 {
namespace {

/// The most specific description on the library's error stack.
herr_t keep_first(unsigned, const H5E_error2_t* entry, void* data) {
    auto& text = *static_cast<std::string*>(data);
    if (text.empty() && entry->desc != nullptr) text = entry->desc;
    return 0;
}

}  // namespace

void prepare_library() {
    static std::once_flag once;
    // Without this the library crashes at exit after a full disk.
    // Fails where the program around us has used the library before; then that program decides.
    std::call_once(once, [] { (void)H5dont_atexit(); });
    // Per thread. Messages go into our exceptions, not to stderr.
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

Cause last_cause() {
    Cause cause;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &cause.text);
    // "...: filename = 'x', ..., errno = 28, error message = 'No space left on device', ..."
    constexpr std::string_view mark = "error message = '";
    const auto start = cause.text.find(mark);
    if (start != std::string::npos) {
        const auto from = start + mark.size();
        const bool locked = cause.text.find("lock file") != std::string::npos;
        cause.text = cause.text.substr(from, cause.text.find('\'', from) - from);
        cause.system = true;
        if (locked) {
            cause.text =
                "the file is locked: " + cause.text +
                "; another program has it open, or the file system has no locks: then set the "
                "environment variable HDF5_USE_FILE_LOCKING=FALSE";
        }
    }
    if (cause.text.empty()) cause.text = "no reason given by the HDF5 library";
    return cause;
}

Id text_type() {
    Id type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.get(), H5T_VARIABLE);
    H5Tset_cset(type.get(), H5T_CSET_UTF8);
    return type;
}

hid_t file_type(Element element) {
    switch (element) {
        case Element::u8:
            return H5T_STD_U8LE;
        case Element::i32:
            return H5T_STD_I32LE;
        case Element::i64:
            return H5T_STD_I64LE;
        case Element::f32:
            return H5T_IEEE_F32LE;
        case Element::f64:
            break;
    }
    return H5T_IEEE_F64LE;
}

hid_t memory_type(Element element) {
    switch (element) {
        case Element::u8:
            return H5T_NATIVE_UINT8;
        case Element::i32:
            return H5T_NATIVE_INT32;
        case Element::i64:
            return H5T_NATIVE_INT64;
        case Element::f32:
            return H5T_NATIVE_FLOAT;
        case Element::f64:
            break;
    }
    return H5T_NATIVE_DOUBLE;
}

Id::Id(Id&& other) noexcept
    : value_(std::exchange(other.value_, -1)), close_(std::exchange(other.close_, nullptr)) {}

Id& Id::operator=(Id&& other) noexcept {
    if (this != &other) {
        close();
        value_ = std::exchange(other.value_, -1);
        close_ = std::exchange(other.close_, nullptr);
    }
    return *this;
}

bool Id::close() {
    if (!valid()) return true;
    return close_(std::exchange(value_, -1)) >= 0;
}

}  // namespace tanlu::h5

#pragma once
// What the writer and the reader of HDF5 files share: setting up the library, its error messages.
#include <hdf5.h>
#include <hdf5_hl.h>

#include <string>
#include <type_traits>

#include "io/hdf5.hpp"

namespace tanlu::h5 {

static_assert(std::is_same_v<hid_t, std::int64_t>);

/// Sets the library up for this thread; comes before any other call.
void prepare_library();

/// Why the last call failed.
struct Cause {
    std::string text;
    bool system = false;  ///< The operating system said so, not the content of the file.
};
Cause last_cause();

/// Strings of any length, in UTF-8.
Id text_type();

/// Numbers in the file and in memory.
hid_t file_type(Element element);
hid_t memory_type(Element element);

}  // namespace tanlu::h5

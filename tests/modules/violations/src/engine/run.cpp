#include <hdf5.h>
hid_t file = H5Fopen("x.h5", 0, 0);
#include "engine/../io/file.hpp"
#include <boost/math/special_functions/beta.hpp>

#pragma once
#include <hdf5.h>
hid_t file = H5Fopen("x.h5", 0, 0);
#include "cli/main.hpp"

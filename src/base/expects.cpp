#include "base/expects.hpp"

#include <cstdio>
#include <cstdlib>

namespace tanlu::detail {

void contract_violated(const char* kind, const char* condition, const char* file, int line) {
    std::fprintf(stderr, "tanlu: %s violated: %s (%s:%d)\n", kind, condition, file, line);
    std::abort();
}

}  // namespace tanlu::detail

#pragma once

namespace tanlu::detail {
[[noreturn]] void contract_violated(const char* kind, const char* condition, const char* file,
                                    int line);
}

/// Precondition and postcondition checks for programming errors: on unless NDEBUG is set without
/// TANLU_AUDIT. User errors never go through these.
#if !defined(NDEBUG) || defined(TANLU_AUDIT)
#define TANLU_EXPECTS(condition) \
    ((condition)                 \
         ? void(0)               \
         : ::tanlu::detail::contract_violated("precondition", #condition, __FILE__, __LINE__))
#define TANLU_ENSURES(condition) \
    ((condition)                 \
         ? void(0)               \
         : ::tanlu::detail::contract_violated("postcondition", #condition, __FILE__, __LINE__))
#else
#define TANLU_EXPECTS(condition) void(0)
#define TANLU_ENSURES(condition) void(0)
#endif

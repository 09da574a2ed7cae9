#pragma once
// A reference to something that can be called: a pointer and no copy, so that passing a lambda
// with captures allocates nothing.
#include <memory>
#include <type_traits>
#include <utility>

namespace tanlu {

template <class Signature>
class FunctionRef;

/// Refers to a callable that outlives it. For parameters of functions; do not store one.
template <class Result, class... Arguments>
class FunctionRef<Result(Arguments...)> {
public:
    template <class Callable>
    requires(!std::is_same_v<std::remove_cvref_t<Callable>, FunctionRef> &&
             std::is_invocable_r_v<Result, Callable&, Arguments...>)
        FunctionRef(Callable&& callable)  // NOLINT: a lambda is passed as it is
        : callable_(const_cast<void*>(static_cast<const void*>(std::addressof(callable)))),
          call_([](void* to, Arguments... arguments) -> Result {
              return (*static_cast<std::remove_reference_t<Callable>*>(to))(
                  std::forward<Arguments>(arguments)...);
          }) {}

    Result operator()(Arguments... arguments) const {
        return call_(callable_, std::forward<Arguments>(arguments)...);
    }

private:
    void* callable_;
    Result (*call_)(void*, Arguments...);
};

}  // namespace tanlu

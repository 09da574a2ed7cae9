#pragma once
#include <stdexcept>
#include <string>

namespace tanlu {

/// Base of every exception the library throws on purpose.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The user's files are wrong. `what()` lists every problem found, each with file, line, column,
/// the source line, a caret and, where one is known, a hint. Exit code 2.
class InputError : public Error {
public:
    using Error::Error;
};

/// The surroundings failed: disk, permissions, memory. `what()` names the path and the cause.
/// Exit code 3.
class EnvironmentError : public Error {
public:
    using Error::Error;
};

/// The run itself failed: a domain error, an infeasible rule, a solver that did not converge.
/// Exit code 3.
class RunError : public Error {
public:
    using Error::Error;
};

}  // namespace tanlu

#pragma once
#include <string>

namespace tanlu {

/// Place in a user's file that a value came from. Lines and columns count from 1; 0 means unknown.
struct Origin {
    std::string file;
    int line = 0;
    int column = 0;

    bool known() const { return line > 0; }
    bool operator==(const Origin&) const = default;
};

/// "file:line:column", the form editors jump to; "file" alone when the line is unknown.
std::string to_string(const Origin& origin);

}  // namespace tanlu

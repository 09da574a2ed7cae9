#pragma once
// Words of the tables in both languages. Facts of a system keep the language they were read in.
#include <string>
#include <string_view>

#include "parameters/field.hpp"

namespace tanlu::indicators {

enum class Language { en, zh };

/// A heading, verdict, status or group in the language; the key itself, with blanks for
/// underscores, where there is no translation.
std::string word(std::string_view key, Language language);

/// The text in the language, or in the other one where that is missing.
const std::string& in_language(const Text& text, Language language);

}  // namespace tanlu::indicators

// What verbs write: results on standard output, words made of parts, errors as sentences.
// Complaints on stderr: options.h.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/error.h"

namespace vitrine::tools {

/// To standard output.
void print(std::string_view text);

/// A text made of parts.
std::string joined(std::initializer_list<std::string_view> parts);

/// "bytes follow where a DER value should end, byte 457, Certificate"
std::string sentence(const Error& error);

}  // namespace vitrine::tools

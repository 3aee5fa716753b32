// Where a password comes from.
#pragma once

#include <string>
#include <string_view>

namespace vitrine::tools {

/// "pass:TEXT", "env:NAME" or "file:NAME" (its first line); anything else is the password itself.
std::string password_from(std::string_view source);

}  // namespace vitrine::tools

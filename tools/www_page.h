// The page that `vitrine serve --www` answers with: what the server knows about this connection.
#pragma once

#include <string>

#include "engine/connection.h"

namespace vitrine::tools {

/// A whole HTTP answer: text/plain if the path ends in .txt, else text/html; 400 for what is no GET.
std::string www_answer(const std::string& request, const engine::Connection& connection);

}  // namespace vitrine::tools

// Text inside HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace vitrine::io {

/// `text` with & < > and " as entities: fit for an element's content and a quoted attribute.
std::string markup_escaped(std::string_view text);

}  // namespace vitrine::io

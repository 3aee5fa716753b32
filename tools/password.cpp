#include "tools/password.h"

#include <cstdlib>

#include "io/file.h"

namespace vitrine::tools {

std::string password_from(std::string_view source) {
    if (source.starts_with("pass:")) return std::string{source.substr(5)};
    if (source.starts_with("env:")) {
        const char* value = std::getenv(std::string{source.substr(4)}.c_str());
        return value == nullptr ? "" : value;
    }
    if (!source.starts_with("file:")) return std::string{source};
    const auto text = io::read_text_file(std::string{source.substr(5)});
    return text.ok() ? text->substr(0, text->find_first_of("\r\n")) : "";
}

}  // namespace vitrine::tools

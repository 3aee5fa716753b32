#include "tools/print.h"

#include <cstdio>

namespace vitrine::tools {

void print(std::string_view text) {
    (void)std::fwrite(text.data(), 1, text.size(), stdout);
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string word;
    for (const std::string_view part : parts) word += part;
    return word;
}

std::string sentence(const Error& error) {
    std::string text{info(error.code).text};
    if (error.offset != Error::kNoOffset) (text += ", byte ") += std::to_string(error.offset);
    if (error.field != nullptr) (text += ", ") += error.field;
    return text;
}

}  // namespace vitrine::tools

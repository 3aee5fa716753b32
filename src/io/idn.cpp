#include "io/idn.h"

#include <idn2.h>

#include <algorithm>
#include <memory>

namespace vitrine::io {

Result<std::string> to_a_labels(std::string_view name) {
    const bool ascii =
        std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) return std::string{name};
    if (name.find('\0') != std::string_view::npos) return fail(ErrorCode::bad_parameters);
    char* out = nullptr;
    // RFC 5891 §4: non-transitional, so that U+00DF stays what it is.
    const int code =
        idn2_to_ascii_8z(std::string{name}.c_str(), &out, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    if (code != IDN2_OK) return fail(ErrorCode::bad_parameters);
    const std::unique_ptr<char, void (*)(void*)> owned{out, idn2_free};
    return std::string{out};
}

}  // namespace vitrine::io

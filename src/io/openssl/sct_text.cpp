// Signed certificate timestamps (RFC 6962 §3.2, §3.3) in OpenSSL's words.
#include <array>
#include <cstdio>

#include "base/wire_reader.h"
#include "io/der_values.h"
#include "io/openssl/extension.h"
#include "io/openssl/number.h"

namespace vitrine::io {

namespace {

constexpr std::size_t kLabel = 16;  // columns from the beginning of a field to its second line
constexpr std::size_t kPerLine = 16;
constexpr std::uint8_t kSha256 = 4;
constexpr std::uint8_t kRsa = 1;
constexpr std::uint8_t kEcdsa = 3;

struct Timestamp {
    ByteView log_id;
    std::uint64_t milliseconds = 0;
    ByteView extensions;
    std::uint8_t hash = 0;
    std::uint8_t signature_algorithm = 0;
    ByteView signature;
};

std::string time_text(std::uint64_t milliseconds) {
    const CivilTime at = to_civil(Time{static_cast<std::int64_t>(milliseconds / 1000)});
    constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::array<char, 64> text{};
    (void)std::snprintf(text.data(), text.size(), "%s %2d %02d:%02d:%02d.%03u %d GMT",
                        kMonths[at.month - 1], at.day, at.hour, at.minute, at.second,
                        static_cast<unsigned>(milliseconds % 1000), at.year);
    return text.data();
}

std::string_view algorithm_name(const Timestamp& t) {
    if (t.hash != kSha256) return {};
    if (t.signature_algorithm == kEcdsa) return "ecdsa-with-SHA256";
    return t.signature_algorithm == kRsa ? "sha256WithRSAEncryption" : std::string_view{};
}

bool print_v1(wire::Reader in, std::size_t indent, std::string& out) {
    Timestamp t;
    t.log_id = in.bytes(32, "log_id");
    t.milliseconds = in.u64("timestamp");
    t.extensions = in.vec16("extensions").rest();
    t.hash = in.u8("hash");
    t.signature_algorithm = in.u8("signature");
    t.signature = in.vec16("signature").rest();
    const std::string_view algorithm = algorithm_name(t);
    if (!in.finish(0).ok() || algorithm.empty()) return false;
    const std::size_t far = indent + kLabel;
    out += "v1 (0x0)\n";
    put_indented(out, indent + 4, "Log ID    : " + hex_lines_upper(t.log_id, kPerLine, far) + "\n");
    put_indented(out, indent + 4, "Timestamp : " + time_text(t.milliseconds) + "\n");
    put_indented(out, indent + 4, "Extensions: ");
    out += t.extensions.empty() ? "none" : hex_lines_upper(t.extensions, kPerLine, far);
    out += '\n';
    put_indented(out, indent + 4, "Signature : " + std::string{algorithm} + "\n");
    put_indented(out, far, hex_lines_upper(t.signature, kPerLine, far));
    return true;
}

bool print_one(ByteView sct, std::size_t indent, std::string& out) {
    put_indented(out, indent, "Signed Certificate Timestamp:\n");
    put_indented(out, indent + 4, "Version   : ");
    if (sct.empty()) return false;
    if (sct[0] != 0) {
        out += "unknown\n";
        put_indented(out, indent + kLabel, hex_lines_upper(sct, kPerLine, indent + kLabel));
        return true;
    }
    wire::Context quiet{sct.subspan(1)};
    return print_v1(wire::Reader{sct.subspan(1), quiet}, indent, out);
}

}  // namespace

bool print_sct_list(ByteView value, std::size_t indent, std::string& out) {
    const auto wrapped = DerValues{value}.take(asn1::Tag::octet_string);
    if (!wrapped) return false;
    wire::Context quiet{wrapped->contents};
    wire::Reader in{wrapped->contents, quiet};
    wire::Reader list = in.vec16("sct_list");
    bool first = true;
    while (!list.empty()) {
        if (!first) out += '\n';
        first = false;
        const ByteView sct = list.vec16("SerializedSCT").rest();
        if (quiet.failed() || !print_one(sct, indent, out)) return false;
    }
    return in.finish(0).ok();
}

}  // namespace vitrine::io

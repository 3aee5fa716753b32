// Whatever is shown to people: the tree of ASN.1 values, asn1parse, a certificate's text. The same
// twice, bounded, and without control characters that a terminal would obey.
#include <algorithm>

#include "fuzz/properties.h"
#include "io/asn1_tree.h"
#include "io/certificate_text.h"
#include "io/openssl/asn1parse.h"
#include "io/openssl/certificate.h"
#include "x509/certificate.h"

namespace {

using namespace vitrine;

bool is_control(char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f;
}

void check_plain(std::string_view text, const char* what) {
    fuzz::require(std::ranges::none_of(text, is_control), what);
}

void check_tree(ByteView input) {
    const io::Asn1Tree tree = io::asn1_tree(input);
    fuzz::require(tree.text == io::asn1_tree(input).text, "the tree is the same twice");
    check_plain(tree.text, "a tree has no control characters");
    fuzz::require(tree.text.size() <= 400 * (input.size() + 1), "a tree is bounded");
}

void check_asn1parse(ByteView input) {
    std::string plain;
    const bool whole = io::openssl_asn1parse(input, {}, plain);
    std::string dumped;
    const io::Asn1ParseOptions options{.indent = true, .dump = true};
    fuzz::require(whole == io::openssl_asn1parse(input, options, dumped),
                  "options do not change the verdict");
    fuzz::require(plain.size() <= 600 * (input.size() + 1), "a listing is bounded");
}

void check_certificate(ByteView input) {
    if (const auto frame = x509::cut_certificate(input); frame.ok()) {
        const std::string text = io::openssl_certificate(*frame);
        fuzz::require(text == io::openssl_certificate(*frame), "the text is the same twice");
        fuzz::require(text.size() <= 2000 + 400 * input.size(), "a text is bounded");
    }
    const auto certificate = x509::parse_certificate(input);
    if (!certificate.ok()) return;
    check_plain(io::name_text(certificate->subject), "a name has no control characters");
    check_plain(io::short_name(certificate->issuer), "a short name has none");
    check_plain(io::general_names_text(certificate->extensions.subject_alt_name),
                "alternative names have none");
    const ByteView chain[] = {input, input};
    check_plain(io::chain_text(chain), "a chain has none");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView input{data, size};
    check_tree(input);
    check_asn1parse(input);
    check_certificate(input);
    return 0;
}

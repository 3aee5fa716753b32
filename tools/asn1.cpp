// vitrine asn1: any DER or PEM as a tree, wrong ones too; vitrine asn1parse: the same in OpenSSL's
// spelling and layout.
#include <charconv>
#include <cstdio>

#include "asn1/ber_header.h"
#include "io/asn1_tree.h"
#include "io/file.h"
#include "io/openssl/asn1parse.h"
#include "io/terminal.h"
#include "tools/print.h"
#include "tools/verb.h"
#include "x509/pem.h"

namespace vitrine::tools {

namespace {

constexpr OptionSpec kTreeOptions[] = {
    {"der", '\0', "", "take the file as it stands, even if it looks like PEM"},
};

constexpr OptionSpec kParseOptions[] = {
    {"in", '\0', "FILE", "what to read (standard input)"},
    {"inform", '\0', "FORM", "PEM or DER (PEM)"},
    {"i", '\0', "", "indent by depth"},
    {"dump", '\0', "", "values without text in hexadecimal lines"},
    {"dlimit", '\0', "N", "the first N bytes of such values"},
    {"offset", '\0', "N", "begin at this byte"},
    {"length", '\0', "N", "so many bytes"},
    {"strparse", '\0', "N", "what the value at this offset holds (repeatable)"},
    {"noout", '\0', "", "print nothing"},
    {"out", '\0', "FILE", "write what is parsed, DER"},
};

using Bytes = std::vector<std::uint8_t>;

/// DER values in a row, each ending where its length says.
int show_tree(ByteView bytes) {
    const io::TextStyle style = io::TextStyle::of(1);
    const io::Asn1Tree tree = io::asn1_tree(bytes, std::string{style.mark(false)} + " ");
    print(tree.text);
    return tree.problems == 0 ? kDone : kDifferent;
}

int run_tree(const Options& options) {
    if (options.words().size() != 1) return complain(kUsage, "asn1", "takes one file");
    const std::string& file = options.words().front();
    const auto bytes = io::read_file(file);
    if (!bytes.ok()) return complain(kCannotRead, file, "cannot be read");
    if (bytes->empty()) return complain(kCannotRead, file, "is empty");
    const auto blocks = x509::read_pem(as_text(*bytes));
    if (options.has("der") || !blocks.ok()) return show_tree(*bytes);
    int code = kDone;
    for (const x509::PemBlock& block : *blocks) {
        if (blocks->size() > 1)
            print("line " + std::to_string(block.line) + ": " + block.label + "\n");
        code = std::max(code, show_tree(block.der));
    }
    return code;
}

/// The bytes inside the value at `offset`; for a constructed one the whole of it.
std::optional<Bytes> contents_at(const Bytes& bytes, std::size_t offset) {
    if (offset >= bytes.size()) return std::nullopt;
    const ByteView at = ByteView{bytes}.subspan(offset);
    const auto header = asn1::read_ber_header(at);
    if (!header || header->length > at.size() - header->header_len) return std::nullopt;
    const std::size_t whole = header->header_len + header->length;
    ByteView inside = at.subspan(header->header_len, header->length);
    if (header->constructed || header->tag_class != asn1::TagClass::universal)
        inside = at.first(whole);
    const bool is_bit_string =
        header->number == 3 && header->tag_class == asn1::TagClass::universal;
    if (is_bit_string && !inside.empty()) inside = inside.subspan(1);
    return Bytes(inside.begin(), inside.end());
}

std::optional<std::size_t> number_of(const std::string& text) {
    std::size_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Bytes> read_input(const Options& options) {
    const std::string file = options.value_or("in", "-");
    auto bytes = io::read_file(file);
    if (!bytes.ok()) return complain(kCannotRead, file, "cannot be read"), std::nullopt;
    if (options.value("inform") == "DER") return *std::move(bytes);
    auto blocks = x509::read_pem(as_text(*bytes));
    if (!blocks.ok()) return complain(kCannotRead, file, blocks.error()), std::nullopt;
    return std::move(blocks->front().der);
}

int list(ByteView shown, const Options& options, std::size_t limit) {
    io::Asn1ParseOptions how;
    how.indent = options.has("i");
    how.dump = options.has("dump") || limit > 0;
    if (limit > 0) how.dump_limit = limit;
    std::string out;
    const bool ok = io::openssl_asn1parse(shown, how, out);
    print(out);
    return ok ? kDone : kDifferent;
}

/// Follows each -strparse, from the outside inwards.
int open_strings(const Options& options, Bytes& bytes) {
    for (const std::string& text : options.values("strparse")) {
        const auto offset = number_of(text);
        if (!offset) return complain(kUsage, "-strparse", "needs a number");
        auto inner = contents_at(bytes, *offset);
        if (!inner) return complain(kDifferent, "Error parsing structure");
        bytes = *std::move(inner);
    }
    return kDone;
}

int run_parse(const Options& options) {
    auto bytes = read_input(options);
    if (!bytes) return kCannotRead;
    if (const int code = open_strings(options, *bytes); code != kDone) return code;
    const auto offset = options.number("offset", 0);
    const auto length = options.number("length", 0);
    const auto limit = options.number("dlimit", 0);
    if (!offset || !length || !limit || *limit < 0) return kUsage;
    if (*offset < 0 || static_cast<std::size_t>(*offset) >= bytes->size())
        return complain(kDifferent, "Error: offset out of range");
    ByteView shown = ByteView{*bytes}.subspan(static_cast<std::size_t>(*offset));
    if (*length > 0) shown = shown.first(std::min(shown.size(), static_cast<std::size_t>(*length)));
    if (options.has("out") && !io::write_file(options.value("out"), shown).ok())
        return complain(kCannotWrite, options.value("out"), "cannot be written");
    if (options.has("noout")) return kDone;
    return list(shown, options, static_cast<std::size_t>(*limit));
}

}  // namespace

const Verb kAsn1{"asn1", "any DER or PEM as a tree with offsets, wrong ones too",
                 "vitrine asn1 server.pem\n"
                 "vitrine asn1 damaged.der        goes on past what is wrong, marks it, exits 1\n",
                 kTreeOptions, run_tree};

const Verb kAsn1Parse{"asn1parse", "the same in OpenSSL's layout and with its flags",
                      "vitrine asn1parse -in server.pem -i\n"
                      "vitrine asn1parse -inform DER -in server.der -strparse 4\n",
                      kParseOptions, run_parse};

}  // namespace vitrine::tools

// Botan's ASN.1, base64 and host names.
#include <gtest/gtest.h>

#include "asn1/der_reader.h"
#include "asn1/oid.h"
#include "extra/text_vectors.h"
#include "extra/vector_folder.h"
#include "x509/host_name.h"
#include "x509/pem.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;

void note(const VectorBlock& block, bool valid, bool accepted, Tally& tally) {
    valid ? tally.valid(where(block), accepted) : tally.invalid(where(block), accepted);
}

/// Every value of the bytes, looked into as far as it is DER.
bool is_der(const Bytes& bytes) {
    wire::Context context{bytes};
    asn1::DerReader in{bytes, context};
    while (!in.empty()) in.any_deep("value");
    return in.finish().ok();
}

// A DER error is named where it is not BER's too.
void read_decoding(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"ResultBER"})) {
        const bool overflow = block.text("ResultBER") == "OID component overflow";
        if (overflow) {
            tally.leave_out("components of identifiers have more than 32 bits here");
            continue;
        }
        note(block, block.text("ResultBER") == "OK" && !block.has("ResultDER"),
             is_der(bytes_of(block, "Input")), tally);
    }
}

Bytes oid_contents(const Bytes& der) {
    wire::Context context{der};
    asn1::DerReader in{der, context};
    const asn1::Oid oid = in.oid("oid");
    if (!in.finish().ok()) return {};
    return Bytes(oid.contents().begin(), oid.contents().end());
}

void read_oids(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"DER"})) {
        const Bytes der = bytes_of(block, "DER");
        const Bytes contents = oid_contents(der);
        std::array<std::uint8_t, 64> encoded{};
        const std::size_t size = asn1::parse_dotted(block.text("OID"), encoded);
        std::array<char, asn1::kMaxDottedLen> text{};
        const std::size_t length = asn1::write_dotted(asn1::Oid{contents}, text);
        tally.valid(where(block), !contents.empty() &&
                                      equal_public(ByteView{encoded}.first(size), contents) &&
                                      std::string_view(text.data(), length) == block.text("OID"));
    }
}

void read_bad_oids(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"DER"})) {
        const Bytes der = bytes_of(block, "DER");
        const std::string& text = block.text("DER");
        if (text == "0606519080808000" || text == "06059080808000") {
            tally.leave_out("components of identifiers have more than 32 bits here");
            continue;
        }
        tally.invalid(where(block), !oid_contents(der).empty());
    }
}

void read_strings(const fs::path& file, Tally& tally) {
    using asn1::Tag;
    const std::pair<const char*, Tag> kinds[] = {{"ValidNumeric", Tag::numeric_string},
                                                 {"ValidPrintable", Tag::printable_string},
                                                 {"ValidIa5", Tag::ia5_string},
                                                 {"ValidVisible", Tag::visible_string},
                                                 {"ValidUtf8", Tag::utf8_string}};
    for (const VectorBlock& block : read_parted(file)) {
        const std::string& input = block.text("Input");
        const ByteView bytes{reinterpret_cast<const std::uint8_t*>(input.data()), input.size()};
        for (const auto& [key, tag] : kinds)
            note(block, block.text(key) == "true", asn1::is_valid_string(tag, bytes), tally);
    }
}

void read_times(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Tspec"})) {
        const std::string& text = block.text("Tspec");
        const ByteView bytes{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
        const bool accepted = block.section.starts_with("UTC")
                                  ? asn1::parse_utc_time(bytes).has_value()
                                  : asn1::parse_generalized_time(bytes).has_value();
        if (text == "19490131053030Z") {
            tally.acceptable(where(block), {"BeforeUtcTime"}, accepted);
            continue;
        }
        note(block, !block.section.ends_with("invalid"), accepted, tally);
    }
}

void read_base64(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Base64"})) {
        std::string text = "-----BEGIN DATA-----\n";
        text += block.text("Base64");
        text += "\n-----END DATA-----\n";
        const auto blocks = x509::read_pem(text);
        const bool read = blocks.ok() && blocks->size() == 1;
        const bool valid = block.section == "valid";
        note(block, valid, read && (!valid || blocks->front().der == bytes_of(block, "Binary")),
             tally);
    }
}

/// Where Botan is stricter or looser than RFC 6125 and 9525 make us, by the name alone.
std::string peculiar(const std::string& name) {
    const std::string dotted = "." + name + ".";
    if (name.empty() || name == "." || name.find('*') != std::string::npos) return {};
    if (name.find('_') != std::string::npos) return "Underscore";
    if (dotted.find("-.") != std::string::npos || dotted.find(".-") != std::string::npos)
        return "HyphenAtTheEdge";
    return dotted.find("..") == dotted.size() - 2 ? "TrailingDot" : "";
}

void read_dns(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"DNS"})) {
        const std::string& name = block.text("DNS");
        if (block.section == "ValidWildcard") {
            // Presented by a certificate; partial labels are for nobody (RFC 9525 §6.3).
            const bool matches = x509::dns_name_matches(name, "foobar.example.com");
            name == "*.example.com" ? tally.valid(where(block), matches)
                                    : tally.acceptable(where(block), {"PartialWildcard"}, matches);
            continue;
        }
        const bool accepted = x509::ReferenceId::dns(name).ok();
        if (block.section == "Invalid" && !peculiar(name).empty()) {
            tally.acceptable(where(block), {peculiar(name)}, accepted);
        } else {
            note(block, block.section == "Valid", accepted, tally);
        }
    }
}

void read_wildcards(const fs::path& file, Tally& tally) {
    for (const VectorBlock& block : read_ending(file, {"Hostname"})) {
        const std::string& issued = block.text("Issued");
        const auto wanted = x509::ReferenceId::dns(block.text("Hostname"));
        const bool accepted = wanted.ok() && x509::dns_name_matches(issued, wanted->dns_name());
        const auto star = issued.find('*');
        if (block.section != "Invalid" && star != std::string::npos && !issued.starts_with("*.")) {
            tally.acceptable(where(block), {"PartialWildcard"}, accepted);
        } else {
            note(block, block.section != "Invalid", accepted, tally);
        }
    }
}

void read_addresses(const fs::path& file, Tally& tally) {
    const bool four = file.stem() == "ipv4";
    for (const VectorBlock& block : read_ending(file, {four ? "IPv4" : "IPv6"})) {
        const auto id = x509::ReferenceId::parse(block.text(four ? "IPv4" : "IPv6"));
        const bool accepted = id.ok() && id->type() == x509::ReferenceId::Type::ip &&
                              id->address().size() == (four ? 4U : 16U);
        note(block, block.section == "Valid", accepted, tally);
    }
}

}  // namespace

std::span<const Reader> name_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/botan/asn1_decoding\\.vec", Kernels::none, read_decoding},
        {"vectors-facts/botan/asn1_oid\\.vec", Kernels::none, read_oids},
        {"vectors-facts/botan/asn1_oid_invalid\\.vec", Kernels::none, read_bad_oids},
        {"vectors-facts/botan/asn1_string_validation\\.vec", Kernels::none, read_strings},
        {"vectors-facts/botan/asn1_time\\.vec", Kernels::none, read_times},
        {"vectors-facts/botan/codec/base64\\.vec", Kernels::none, read_base64},
        {"vectors-facts/botan/utils/dns\\.vec", Kernels::none, read_dns},
        {"vectors-facts/botan/utils/dns_wildcards\\.vec", Kernels::none, read_wildcards},
        {"vectors-facts/botan/utils/ipv[46]\\.vec", Kernels::none, read_addresses},
    };
    return kReaders;
}

}  // namespace vitrine::test

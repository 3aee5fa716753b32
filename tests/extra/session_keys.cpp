// The certificates and keys of the recorded sessions: each can be read, and belongs to its other
// half.
#include <gtest/gtest.h>

#include <fstream>

#include "extra/vector_folder.h"
#include "io/file.h"
#include "support/vector_file.h"
#include "x509/certificate.h"
#include "x509/dh_parameters.h"
#include "x509/key_file.h"
#include "x509/key_reader.h"
#include "x509/pem.h"

namespace vitrine::test {

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

Bytes read_bytes(const fs::path& file) {
    const auto bytes = io::read_file(file.string());
    return bytes.ok() ? Bytes(bytes->begin(), bytes->end()) : Bytes{};
}

std::vector<x509::PemBlock> certificates_of(const fs::path& file) {
    auto blocks = x509::read_pem_or_der(read_bytes(file), x509::kCertificateLabels);
    return blocks.ok() ? *std::move(blocks) : std::vector<x509::PemBlock>{};
}

void read_certificates(const fs::path& file, Tally& tally) {
    for (const x509::PemBlock& block : certificates_of(file))
        tally.valid("certificate", x509::parse_certificate(block.der).ok());
}

void read_key(const fs::path& file, Tally& tally) {
    const auto key = x509::load_private_key(read_bytes(file));
    fs::path beside = file;
    beside.replace_extension("crt");
    const auto blocks = certificates_of(beside);
    bool belongs = false;
    if (!blocks.empty()) {
        const auto certificate = x509::parse_certificate(blocks.front().der);
        belongs = key.ok() && certificate.ok() && key->matches(*certificate);
    }
    tally.valid("key and certificate", belongs);
}

// In the form of X9.42 (p, g, q), which is not the one that servers' files have here.
void read_dh(const fs::path& file, Tally& tally) {
    std::vector<std::uint8_t> storage;
    tally.acceptable("group", {"X942Parameters"},
                     x509::load_dh_parameters(read_bytes(file), storage).ok());
}

void note_named(const std::string& name, bool certificate, const Bytes& der, Tally& tally) {
    if (certificate) {
        const bool read = x509::parse_certificate(der).ok();
        // Go's own constant for it has bytes in front that are no certificate.
        name == "testSNICertificate" ? tally.invalid(name, read) : tally.valid(name, read);
    } else if (name.find("Ed25519") != std::string::npos) {
        tally.leave_out("private keys here are RSA, DSA and EC");
    } else {
        tally.valid(name, x509::parse_private_key(der).ok());
    }
}

// `name = hexadecimal DER`, and PEM.
void read_named(const fs::path& file, Tally& tally) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        const auto equals = line.find(" = ");
        if (line.starts_with("[")) break;
        if (line.starts_with("#") || equals == std::string::npos) continue;
        const std::string name = line.substr(0, equals);
        note_named(name, name.find("Certificate") != std::string::npos,
                   from_hex(line.substr(equals + 3)), tally);
    }
    const Bytes text = read_bytes(file);
    const auto blocks = x509::read_pem({reinterpret_cast<const char*>(text.data()), text.size()});
    ASSERT_TRUE(blocks.ok());
    for (const x509::PemBlock& block : *blocks) {
        if (block.label == "EC PARAMETERS") continue;  // the name of a curve
        const bool pkcs8 = block.label == "PRIVATE KEY";
        note_named(pkcs8 ? "Ed25519" : block.label, block.label == "CERTIFICATE", block.der, tally);
    }
}

}  // namespace

std::span<const Reader> session_key_readers() {
    static constexpr Reader kReaders[] = {
        {"vectors-facts/traces/keys/[a-z0-9-]+\\.crt", Kernels::none, read_certificates},
        {"vectors-facts/traces/keys/[a-z0-9-]+\\.key", Kernels::none, read_key},
        {"vectors-facts/traces/keys/dh\\.pem", Kernels::none, read_dh},
        {"vectors-facts/traces/keys/go-test-keys\\.txt", Kernels::none, read_named},
    };
    return kReaders;
}

}  // namespace vitrine::test

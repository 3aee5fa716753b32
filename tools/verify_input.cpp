#include "tools/verify_input.h"

#include <filesystem>

#include "io/file.h"
#include "io/system_trust.h"
#include "tools/print.h"
#include "tools/verb.h"

namespace vitrine::tools {

namespace {

constexpr std::string_view kCrlLabels[] = {"X509 CRL"};
constexpr std::string_view kOcspLabels[] = {"OCSP RESPONSE"};

int unreadable(const std::string& file) {
    return complain(kCannotRead, file, "cannot be read");
}

/// A numbered name where a file holds more than one.
std::string numbered(const std::string& file, std::size_t number, std::size_t all) {
    return all == 1 ? file : file + ":" + std::to_string(number);
}

}  // namespace

int VerifyInput::add_certificates(const std::string& file) {
    const auto contents = io::read_file(file);
    if (!contents.ok()) return unreadable(file);
    auto blocks = x509::read_pem_or_der(*contents, x509::kCertificateLabels);
    if (!blocks.ok()) return complain(kCannotRead, file, blocks.error());
    for (x509::PemBlock& block : *blocks) {
        const auto certificate =
            x509::parse_certificate(blocks_.emplace_back(std::move(block)).der);
        if (certificate.ok()) certificates_.push_back(*certificate);
        if (!certificate.ok() && !leaf_seen_) leaf_error_ = certificate.error();
        leaf_seen_ = true;
    }
    return kDone;
}

void VerifyInput::keep_first_only() {
    if (certificates_.size() > 1) certificates_.resize(1);
}

int VerifyInput::add_anchors(const std::string& file) {
    const auto contents = io::read_file(file);
    if (!contents.ok()) return unreadable(file);
    const auto added = anchors_.add_file(*contents, file, {}, true);
    if (!added.ok()) return complain(kCannotRead, file, added.error());
    return *added > 0 ? static_cast<int>(kDone)
                      : complain(kCannotRead, file, "none of its certificates is well formed");
}

int VerifyInput::add_anchor_directory(const std::string& directory) {
    const auto found = io::read_hash_directory(directory);
    if (!found.ok()) return unreadable(directory);
    for (const io::NamedFile& file : *found)
        (void)anchors_.add_file(file.contents, file.path, {}, true);
    return kDone;
}

int VerifyInput::add_anchor_store(const std::string& uri) {
    std::string path = uri;
    for (const std::string_view scheme : {"file://", "file:"}) {
        if (path.starts_with(scheme)) path.erase(0, scheme.size());
    }
    return std::filesystem::is_directory(path) ? add_anchor_directory(path) : add_anchors(path);
}

int VerifyInput::add_system_anchors() {
    const auto bundle = io::read_system_trust();
    if (bundle.ok() && anchors_.add_file(*bundle, "system", {}, true).ok()) return kDone;
    return unreadable("the system's certificates");
}

int VerifyInput::add_crls(const std::string& file) {
    const auto contents = io::read_file(file);
    if (!contents.ok()) return unreadable(file);
    auto blocks = x509::read_pem_or_der(*contents, kCrlLabels);
    if (!blocks.ok()) return complain(kCannotRead, file, blocks.error());
    std::size_t number = 0;
    const std::size_t all = blocks->size();
    for (x509::PemBlock& block : *blocks) {
        ++number;
        const auto crl = x509::parse_crl(blocks_.emplace_back(std::move(block)).der);
        if (!crl.ok()) {
            complain(kDone, file, crl.error());
            continue;
        }
        crls_.push_back(*crl);
        crl_names_.push_back(numbered(file, number, all));
    }
    return kDone;
}

int VerifyInput::add_ocsp(const std::string& file) {
    const auto contents = io::read_file(file);
    if (!contents.ok()) return unreadable(file);
    const auto blocks = x509::read_pem_or_der(*contents, kOcspLabels);
    const bool pem = blocks.ok() && !blocks->empty();
    const auto& der = bytes_.emplace_back(pem ? blocks->front().der : *contents);
    const auto response = x509::parse_ocsp_response(der);
    if (!response.ok()) {
        complain(kDone, file, response.error());
        return kDone;
    }
    ocsp_.push_back(*response);
    ocsp_names_.push_back(file);
    return kDone;
}

int VerifyInput::add_tlsa(const std::string& text) {
    const auto record = x509::parse_tlsa(text, bytes_.emplace_back());
    if (!record.ok()) return complain(kUsage, text, "no TLSA record: USAGE SELECTOR MATCHING HEX");
    tlsa_.push_back(*record);
    return kDone;
}

int VerifyInput::add_policies(const std::string& list) {
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.find(',', at), list.size());
        std::array<std::uint8_t, 64> room{};
        const std::size_t length =
            asn1::parse_dotted(std::string_view{list}.substr(at, end - at), room);
        const auto& contents = bytes_.emplace_back(room.begin(), room.begin() + length);
        if (length == 0) return complain(kUsage, list, "no object identifiers");
        policies_.emplace_back(contents);
        at = end + 1;
    }
    return kDone;
}

void VerifyInput::put(x509::PathPolicy& policy) const {
    policy.crls = crls_;
    policy.ocsp = ocsp_;
    policy.tlsa = tlsa_;
    policy.user_policies = policies_;
}

}  // namespace vitrine::tools

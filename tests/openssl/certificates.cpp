#include "openssl/certificates.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "io/file.h"
#include "x509/pem.h"

namespace vitrine::test {

namespace {

constexpr const char* kFolders[] = {VITRINE_VECTORS "/x509", "/etc/ssl/certs",
                                    "/usr/lib/python3/dist-packages/cryptography_vectors/x509"};
constexpr std::size_t kAtLeast = 600;
constexpr std::string_view kLabels[] = {"CERTIFICATE", "X509 CERTIFICATE"};

bool is_candidate(const std::filesystem::path& path) {
    const std::string extension = path.extension().native();
    return extension == ".pem" || extension == ".der" || extension == ".crt" || extension == ".txt";
}

using Seen = std::set<std::string>;

void add_file(const std::string& path, Seen& seen, std::vector<CertificateFile>& all) {
    const auto file = io::read_file(path);
    if (!file.ok()) return;
    auto blocks = x509::read_pem_or_der(*file, kLabels);
    if (!blocks.ok()) return;
    for (x509::PemBlock& block : *blocks) {
        if (seen.emplace(as_text(block.der)).second) all.push_back({path, std::move(block.der)});
    }
}

std::vector<CertificateFile> collect() {
    std::vector<CertificateFile> all;
    Seen seen;
    for (const char* folder : kFolders) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file() && is_candidate(entry.path()))
                add_file(entry.path().native(), seen, all);
        }
    }
    std::ranges::sort(all, {}, &CertificateFile::path);
    if (all.size() < kAtLeast) {
        (void)std::fprintf(stderr,
                           "only %zu certificates: ca-certificates and "
                           "python3-cryptography-vectors must be installed\n",
                           all.size());
        std::abort();
    }
    return all;
}

}  // namespace

const std::vector<CertificateFile>& all_certificates() {
    static const std::vector<CertificateFile> all = collect();
    return all;
}

}  // namespace vitrine::test

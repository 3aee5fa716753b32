#include "io/system_trust.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "io/file.h"

namespace vitrine::io {

namespace {

constexpr const char* kBundles[] = {
    "/etc/ssl/certs/ca-certificates.crt",  // Debian, Alpine
    "/etc/pki/tls/certs/ca-bundle.crt",    // Fedora
    "/etc/ssl/ca-bundle.pem",              // openSUSE
    "/etc/ssl/cert.pem",                   // BSD, macOS
};

/// Eight hexadecimal digits, a dot, and a number; an `r` before the number would be a CRL.
bool is_hash_name(std::string_view name) {
    if (name.size() < 10 || name[8] != '.') return false;
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return std::all_of(name.begin(), name.begin() + 8, is_hex) &&
           std::all_of(name.begin() + 9, name.end(), is_digit);
}

}  // namespace

Result<std::vector<std::uint8_t>> read_system_trust() {
    if (const char* path = std::getenv("SSL_CERT_FILE"); path != nullptr && *path != '\0')
        return read_file(path);
    for (const char* path : kBundles) {
        auto bundle = read_file(path);
        if (bundle.ok()) return bundle;
    }
    return fail(ErrorCode::file_unreadable);
}

Result<std::vector<NamedFile>> read_hash_directory(const std::string& directory) {
    namespace fs = std::filesystem;
    std::error_code error;
    std::vector<std::string> paths;
    for (auto entry = fs::directory_iterator(directory, error);
         !error && entry != fs::directory_iterator{}; entry.increment(error)) {
        if (is_hash_name(entry->path().filename().native()))
            paths.push_back(entry->path().native());
    }
    if (error) return fail(ErrorCode::file_unreadable);
    std::ranges::sort(paths);
    std::vector<NamedFile> files;
    for (const std::string& path : paths) {
        TLS_TRY_ASSIGN(std::vector<std::uint8_t> contents, read_file(path));
        files.push_back({path, std::move(contents)});
    }
    return files;
}

}  // namespace vitrine::io

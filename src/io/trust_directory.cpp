#include "io/trust_directory.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>

#include "io/file.h"
#include "x509/certificate_frame.h"
#include "x509/name_hash.h"
#include "x509/pem.h"

namespace vitrine::io {

namespace {

namespace fs = std::filesystem;

bool is_hash_link(const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().native();
    std::error_code error;
    if (name.size() < 10 || name[8] != '.' || !entry.is_symlink(error)) return false;
    const bool is_hex = name.find_first_not_of("0123456789abcdef") == 8;
    return is_hex &&
           name.find_first_not_of("0123456789", name[9] == 'r' ? 10 : 9) == std::string::npos;
}

bool is_candidate(const fs::path& path) {
    const std::string extension = path.extension().native();
    return extension == ".pem" || extension == ".crt" || extension == ".cer";
}

/// Gives each certificate the next free number under its hash.
class Linker {
  public:
    explicit Linker(std::string directory) : directory_(std::move(directory)) {}

    Status add(const std::string& file, const x509::CertificateFrame& certificate) {
        const bool is_new = seen_.emplace(as_text(certificate.der)).second;
        if (!is_new) return done();
        TLS_TRY(link(x509::name_hash(certificate.subject), file));
        return link(x509::name_hash_old(certificate.subject), file);
    }
    [[nodiscard]] std::size_t links() const { return links_; }

  private:
    Status link(std::uint32_t hash, const std::string& file) {
        std::array<char, 24> name{};
        (void)std::snprintf(name.data(), name.size(), "%08x.%u", hash, next_[hash]++);
        std::error_code error;
        fs::create_symlink(file, fs::path{directory_} / name.data(), error);
        if (error) return fail(ErrorCode::file_unwritable);
        ++links_;
        return done();
    }

    std::string directory_;
    std::map<std::uint32_t, unsigned> next_;
    std::set<std::string> seen_;
    std::size_t links_ = 0;
};

/// Removes the old links and returns the names of the files to look at, sorted.
Result<std::vector<std::string>> clear(const std::string& directory) {
    std::error_code error;
    std::vector<std::string> files;
    std::vector<fs::path> old;
    for (auto entry = fs::directory_iterator(directory, error);
         !error && entry != fs::directory_iterator{}; entry.increment(error)) {
        if (is_hash_link(*entry)) {
            old.push_back(entry->path());
        } else if (is_candidate(entry->path())) {
            files.push_back(entry->path().filename().native());
        }
    }
    if (error) return fail(ErrorCode::file_unreadable);
    for (const fs::path& path : old) {
        if (!fs::remove(path, error)) return fail(ErrorCode::file_unwritable);
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace

Result<RehashReport> rehash_directory(const std::string& directory) {
    TLS_TRY_ASSIGN(const std::vector<std::string> files, clear(directory));
    RehashReport report;
    Linker linker{directory};
    for (const std::string& file : files) {
        const auto bytes = read_file((fs::path{directory} / file).native());
        const auto blocks = bytes.ok() ? x509::read_pem_or_der(*bytes, x509::kCertificateLabels)
                                       : Result<std::vector<x509::PemBlock>>{bytes.error()};
        const bool is_one = blocks.ok() && blocks->size() == 1;
        const auto certificate =
            is_one ? x509::cut_certificate(blocks->front().der)
                   : Result<x509::CertificateFrame>{fail(ErrorCode::pem_no_block)};
        if (!certificate.ok()) {
            report.skipped.push_back(file);
            continue;
        }
        TLS_TRY(linker.add(file, *certificate));
    }
    report.links = linker.links();
    return report;
}

}  // namespace vitrine::io

#include "tools/zoo/files.h"

#include <sys/stat.h>

#include <cerrno>

#include "io/file.h"
#include "x509/pem.h"

namespace vitrine::zoo {

namespace {

constexpr std::string_view kHeader =
    "name\toptions of cert verify\tverdict\treason\topenssl\twhy\n";

Status make_directory(const std::string& path) {
    if (mkdir(path.c_str(), 0777) == 0 || errno == EEXIST) return Unit{};
    return fail(ErrorCode::file_unwritable);
}

std::string in(const std::string& directory, std::string_view file) {
    std::string path = directory;
    (path += '/') += file;
    return path;
}

Status write_pem_file(const std::string& path,
                      std::string_view label,
                      const std::vector<Bytes>& values) {
    if (values.empty()) return Unit{};
    std::string all;
    for (const Bytes& der : values) all += x509::write_pem(label, der);
    return io::write_file(path, all);
}

Status write_one(const Specimen& specimen, const std::string& folder) {
    TLS_TRY(make_directory(folder));
    TLS_TRY(write_pem_file(in(folder, "leaf.pem"), "CERTIFICATE", {specimen.leaf}));
    TLS_TRY(write_pem_file(in(folder, "trust.pem"), "CERTIFICATE", specimen.trust));
    TLS_TRY(write_pem_file(in(folder, "untrusted.pem"), "CERTIFICATE", specimen.untrusted));
    TLS_TRY(write_pem_file(in(folder, "crl.pem"), "X509 CRL", specimen.crls));
    if (!specimen.tlsa.empty()) {
        std::string lines;
        for (const std::string& record : specimen.tlsa) (lines += record) += '\n';
        TLS_TRY(io::write_file(in(folder, "tlsa.txt"), lines));
    }
    if (!specimen.ocsp.empty()) return io::write_file(in(folder, "ocsp.der"), specimen.ocsp[0]);
    return Unit{};
}

std::string line_of(const Specimen& s) {
    std::string line = s.name;
    for (const std::string_view column :
         {std::string_view{s.options},
          std::string_view{s.reason == "accepted" ? "accepted" : "refused"},
          std::string_view{s.reason}, std::string_view{s.openssl}, std::string_view{s.why}}) {
        (line += '\t') += column;
    }
    return line += '\n';
}

std::vector<std::string> columns_of(std::string_view line) {
    std::vector<std::string> columns;
    while (true) {
        const std::size_t tab = line.find('\t');
        columns.emplace_back(line.substr(0, tab));
        if (tab == std::string_view::npos) return columns;
        line.remove_prefix(tab + 1);
    }
}

/// The blocks of a file; none if there is no such file.
Result<std::vector<Bytes>> read_blocks(const std::string& path, std::string_view label) {
    const auto file = io::read_file(path);
    if (!file.ok()) return std::vector<Bytes>{};
    TLS_TRY_ASSIGN(std::vector<x509::PemBlock> blocks, x509::read_pem_or_der(*file, {&label, 1}));
    std::vector<Bytes> all;
    for (x509::PemBlock& block : blocks) all.push_back(std::move(block.der));
    return all;
}

Result<Specimen> read_one(const std::vector<std::string>& columns, const std::string& directory) {
    Specimen s{columns[0], columns[1], columns[3], columns[4], columns[5], {}, {}, {}, {}, {}, {}};
    const bool accepted = columns[2] == "accepted";
    if (accepted != (s.reason == "accepted")) return fail(ErrorCode::bad_parameters);
    const std::string folder = in(directory, s.name);
    TLS_TRY_ASSIGN(std::vector<Bytes> leaf, read_blocks(in(folder, "leaf.pem"), "CERTIFICATE"));
    if (leaf.size() != 1) return fail(ErrorCode::file_unreadable);
    s.leaf = std::move(leaf.front());
    TLS_TRY_ASSIGN(s.trust, read_blocks(in(folder, "trust.pem"), "CERTIFICATE"));
    TLS_TRY_ASSIGN(s.untrusted, read_blocks(in(folder, "untrusted.pem"), "CERTIFICATE"));
    TLS_TRY_ASSIGN(s.crls, read_blocks(in(folder, "crl.pem"), "X509 CRL"));
    const auto ocsp = io::read_file(in(folder, "ocsp.der"));
    if (ocsp.ok()) s.ocsp.push_back(*ocsp);
    const auto tlsa = io::read_text_file(in(folder, "tlsa.txt"));
    for (std::string_view rest = tlsa.ok() ? *tlsa : std::string_view{}; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        s.tlsa.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return s;
}

}  // namespace

Status write_zoo(const std::vector<Specimen>& specimens, const std::string& directory) {
    TLS_TRY(make_directory(directory));
    std::string table{kHeader};
    for (const Specimen& specimen : specimens) {
        TLS_TRY(write_one(specimen, in(directory, specimen.name)));
        table += line_of(specimen);
    }
    return io::write_file(in(directory, "expected.tsv"), table);
}

Result<std::vector<Specimen>> read_zoo(const std::string& directory) {
    TLS_TRY_ASSIGN(const std::string table, io::read_text_file(in(directory, "expected.tsv")));
    std::vector<Specimen> all;
    std::string_view rest{table};
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::vector<std::string> columns = columns_of(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (columns.size() != 6) return fail(ErrorCode::bad_parameters);
        if (columns[0] == "name") continue;
        TLS_TRY_ASSIGN(Specimen one, read_one(columns, directory));
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace vitrine::zoo

#include "tools/cert_make_output.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>

#include "io/file.h"
#include "tools/pki.h"
#include "tools/verb.h"
#include "x509/pem.h"

namespace vitrine::tools {

int output_stem(const Options& options, const std::string& kind, std::string& stem) {
    const std::string directory = options.value_or("out", ".");
    if (mkdir(directory.c_str(), 0777) != 0 && errno != EEXIST)
        return complain(kCannotWrite, directory, "cannot be made");
    stem = directory;
    (stem += '/') += options.value_or("as", kind);
    return kDone;
}

int write_made(const std::string& stem,
               std::string_view label,
               ByteView der,
               const x509::PrivateKey* key) {
    if (key != nullptr) {
        const auto pem = key_to_pem(*key);
        if (!pem.ok()) return complain(kCannotStart, "the key", pem.error());
        if (!io::write_file(stem + ".key", *pem, io::FileMode::owner_only).ok())
            return complain(kCannotWrite, stem + ".key", "cannot be written");
    }
    if (!io::write_file(stem + ".pem", x509::write_pem(label, der)).ok())
        return complain(kCannotWrite, stem + ".pem", "cannot be written");
    std::printf("wrote %s.pem", stem.c_str());
    if (key != nullptr) std::printf(", %s.key", stem.c_str());
    std::printf("\n");
    return kDone;
}

int write_der(const std::string& stem, ByteView der) {
    if (!io::write_file(stem + ".der", der).ok())
        return complain(kCannotWrite, stem + ".der", "cannot be written");
    std::printf("wrote %s.der\n", stem.c_str());
    return kDone;
}

}  // namespace vitrine::tools

// Which file of a folder of foreign vectors (-DVITRINE_EXTRA_VECTORS=FOLDER) is read by what, and
// which not, and why. A file that is in neither table fails a test. Read next: the tables, in
// extra/vector_folder.cpp.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "extra/tally.h"

namespace vitrine::test {

/// At which levels of VITRINE_CPU a file is read.
enum class Kernels : std::uint8_t {
    none,        ///< nothing in it has kernels: once
    symmetric,   ///< every level
    public_key,  ///< the levels that tell kernels of public keys apart
};

struct Reader {
    const char* pattern;  ///< a regular expression for the path below FOLDER
    Kernels kernels;
    void (*read)(const std::filesystem::path& file, Tally& tally);
};

struct NotRead {
    const char* pattern;
    const char* reason;  ///< "does not apply, because" ...
};

/// Null: no reader for that path.
const Reader* reader_of(const std::string& path);
/// Null: it should be read.
const NotRead* reason_not_to_read(const std::string& path);

/// Paths of all files below FOLDER's folders of vectors, sorted.
std::vector<std::string> all_vector_files();

// One table for each family, beside the functions that read it.
std::span<const Reader> wycheproof_symmetric_readers();
std::span<const Reader> wycheproof_curve_readers();
std::span<const Reader> wycheproof_rsa_readers();
std::span<const Reader> wycheproof_number_readers();
std::span<const Reader> number_readers();
std::span<const Reader> symmetric_readers();
std::span<const Reader> curve_readers();
std::span<const Reader> rsa_dsa_dh_readers();
std::span<const Reader> tls_readers();
std::span<const Reader> kdf_readers();
std::span<const Reader> name_readers();
std::span<const Reader> evp_readers();
std::span<const Reader> session_key_readers();
std::span<const Reader> constant_readers();
std::span<const Reader> aws_lc_record_readers();
std::span<const Reader> session_readers();
std::span<const Reader> pkits_readers();

}  // namespace vitrine::test

// What the fuzz targets begin with: one folder of inputs a target.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace vitrine::fuzz {

/// Writes inputs to FOLDER/TARGET/NAME.
class SeedWriter {
  public:
    explicit SeedWriter(std::string folder) : folder_(std::move(folder)) {}
    void put(const std::string& target, const std::string& name, ByteView bytes);
    [[nodiscard]] std::size_t count() const { return count_; }

  private:
    std::string folder_;
    std::size_t count_ = 0;
};

/// Digits as bytes; nothing if they are none.
Result<std::vector<std::uint8_t>> decode_hex(std::string_view digits);

/// A file under vectors/.
std::vector<std::uint8_t> vector_file(const std::string& name);

void put_file_seeds(SeedWriter& out);        ///< from vectors/: certificates, keys, PKCS #12, DER
void put_revocation_seeds(SeedWriter& out);  ///< lists and responses, made here
void put_chain_seeds(SeedWriter& out);       ///< whole paths, made here
void put_form_seeds(SeedWriter& out);        ///< paths with names and extensions of every form
void put_tls_seeds(SeedWriter& out);         ///< records and messages
void put_conversation_seeds(SeedWriter& out);
void put_json_seeds(SeedWriter& out);  ///< traces

}  // namespace vitrine::fuzz

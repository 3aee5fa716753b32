// Project Wycheproof's JSON files (C2SP/wycheproof, testvectors_v1), as they are published.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "crypto/hash/hash.h"
#include "crypto/pk/ec.h"
#include "extra/tally.h"
#include "io/json_reader.h"

namespace vitrine::test {

using Bytes = std::vector<std::uint8_t>;

/// The bytes of a member written in hexadecimal, which must be there.
Bytes hex_member(const io::JsonValue& object, std::string_view key);

/// The document of a file; not JSON: an empty one, and a failure.
io::JsonValue read_json_file(const std::filesystem::path& file);

/// "SHA-256" ...; one that we do not have: a failure.
crypto::HashAlg hash_called(const std::string& name);
/// "secp256r1" or "P-256" ...
std::optional<crypto::Curve> curve_called(const std::string& name);
/// The same where it must be one of ours.
crypto::Curve our_curve(const std::string& name);
/// The hash of a case's message by its group's "sha".
crypto::Digest digest_of(const io::JsonValue& group, const io::JsonValue& test);

/// Whether the code under test accepts a case and gets what it should.
using Judge = std::function<bool(const io::JsonValue& group, const io::JsonValue& test)>;
/// Why a case cannot be run here; empty: it can.
using LeftOut = std::function<std::string(const io::JsonValue& group, const io::JsonValue& test)>;

/// Runs every case of a file.
void run_wycheproof(const std::filesystem::path& file,
                    Tally& tally,
                    const Judge& accepts,
                    const LeftOut& left_out = {});

}  // namespace vitrine::test

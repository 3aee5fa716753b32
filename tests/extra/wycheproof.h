// Project Wycheproof's JSON files (C2SP/wycheproof, testvectors_v1), as they are published.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "io/json_reader.h"

namespace vitrine::test {

using Bytes = std::vector<std::uint8_t>;

/// The bytes of a member written in hexadecimal.
Bytes hex_member(const io::JsonValue& object, std::string_view key);

/// Whether the code under test accepts a case and gets what it should: group, then case.
using Judge = std::function<bool(const io::JsonValue& group, const io::JsonValue& test)>;

/// Runs every case of every file whose name matches; `wanted` skips groups. A valid case must be
/// accepted, an invalid one refused; an "acceptable" one may be either.
void run_wycheproof(const std::string& name_pattern,
                    const Judge& accepts,
                    const std::function<bool(const io::JsonValue& group)>& wanted = {});

}  // namespace vitrine::test

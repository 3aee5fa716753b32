// What verification says of a specimen, under the options of its plate.
#pragma once

#include "tools/zoo/specimen.h"

namespace vitrine::zoo {

/// "accepted", the id of an x509::Reason, the name of an ErrorCode where the leaf cannot be read,
/// or "bad options".
std::string judge(const Specimen& specimen);

}  // namespace vitrine::zoo

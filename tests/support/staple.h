// OCSP responses about the servers of the test PKI, by its root.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "x509/make_ocsp.h"

namespace vitrine::test {

using StapleEdit = std::function<void(x509::OcspSpec&)>;

/// "Good", from a day before kTestNow to a day after, unless `edit` changes that.
std::vector<std::uint8_t> staple_for(const std::string& certificate_file,
                                     const StapleEdit& edit = {});

}  // namespace vitrine::test

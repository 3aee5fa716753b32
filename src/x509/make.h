// Making certificates, CRLs and OCSP responses: for tests, labs and small private CAs. Any date,
// any extension, wrong ones on purpose too. The same seed gives the same bytes.
#pragma once

#include "x509/make_crl.h"
#include "x509/make_ocsp.h"
#include "x509/make_recipe.h"

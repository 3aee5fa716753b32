#!/bin/bash
# Makes src/io/openssl/object_table.cpp: the object identifiers that OpenSSL knows and the names it prints for them.
# Run from the project's root. Source of the rows: `openssl list -objects` of Debian 12's OpenSSL 3.0.
set -euo pipefail
rows() {
    openssl list -objects | grep -v '^#' | sed -nE 's/^(.*) = (.*), ([0-9.]+)$/\3\t\1\t\2/p; t; s/^(.*) = ([0-9.]+)$/\2\t\1\t\1/p' |
        awk -F'\t' '$1 ~ /\./' | LC_ALL=C sort -t$'\t' -k1,1 -u |
        awk -F'\t' '{ printf "    {\"%s\", \"%s\", \"%s\"},\n", $1, $2, $3 }'
}
{
    cat <<'HEAD'
// The object identifiers that OpenSSL 3.0 knows, sorted as text. Made by
// vectors/import/openssl_objects.sh.
#include "io/openssl/object.h"

namespace vitrine::io {

namespace {

// clang-format off
constexpr ObjectName kObjects[] = {
HEAD
    rows
    cat <<'TAIL'
};
// clang-format on

}  // namespace

std::span<const ObjectName> all_object_names() {
    return kObjects;
}

}  // namespace vitrine::io
TAIL
} > src/io/openssl/object_table.cpp

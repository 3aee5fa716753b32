#!/usr/bin/env bash
# install_test.sh BUILD SOURCE COMPILER: installs into a scratch folder and builds docs/example against it, twice.
set -euo pipefail
readonly build=$1 source=$2 compiler=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cmake --install "$build" --prefix "$scratch/prefix" >"$scratch/log"
cmake -G Ninja -S "$source/docs/example" -B "$scratch/example" -DCMAKE_PREFIX_PATH="$scratch/prefix" \
    -DCMAKE_CXX_COMPILER="$compiler" >>"$scratch/log"
cmake --build "$scratch/example" >>"$scratch/log" || { cat "$scratch/log"; exit 1; }
"$scratch/example/example" | tee "$scratch/found"

flags=$(PKG_CONFIG_PATH=$scratch/prefix/lib/pkgconfig pkg-config --cflags --libs vitrine)
# shellcheck disable=SC2086  # a list of words
"$compiler" -std=c++20 "$source/docs/example/example.cpp" $flags -o "$scratch/by-pkg-config"
"$scratch/by-pkg-config" | diff "$scratch/found" -

grep -q '^-> ClientHello, [0-9]* bytes$' "$scratch/found"
grep -q '^ended by the server: handshake_failure$' "$scratch/found"

#!/usr/bin/env bash
# Builds the driver with GCC and Clang at -O1, -O2 and -O3, runs each under Valgrind with the portable and the
# AES-NI kernels, and prints findings by primitive. Valgrind 3.19 does not know SHA-NI and AVX-512, nor the
# DWARF 5 that Clang 19 writes unless told otherwise.
#   tests/ct/run.sh [part of a case's name]
set -uo pipefail
cd "$(dirname "$0")/../.."
only=${1:-}
launcher=()
command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

columns=()
broken=0
build_and_run() {  # NAME COMPILER LEVEL
    local directory=build-ct/$1-$3 cpu log=$results/log
    if ! { cmake --preset ct -B "$directory" "${launcher[@]}" -DCMAKE_CXX_COMPILER="$2" -DCMAKE_BUILD_TYPE=None \
        -DCMAKE_CXX_FLAGS="-$3 -g1 -gdwarf-4" && cmake --build "$directory" -j "${CT_JOBS:-$(nproc)}" --target ct_driver; } >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        broken=$((broken + 1))
        return
    fi
    for cpu in portable aesni; do
        local column=$1-$3-$cpu
        columns+=("$column")
        VITRINE_CPU=$cpu valgrind -q --error-limit=no --log-file="$results/$column.valgrind" \
            "$directory/bin/ct_driver" "$only" >"$results/$column" 2>"$results/$column.err" &
    done
    wait
    for cpu in portable aesni; do
        if ! grep -q '^case' "$results/$1-$3-$cpu"; then
            cat "$results/$1-$3-$cpu.err" >&2
            broken=$((broken + 1))
        fi
    done
}

for level in O1 O2 O3; do
    build_and_run gcc g++ $level
    build_and_run clang clang++-19 $level
done

printf '%-28s' 'secret-dependent branches'
for column in "${columns[@]}"; do printf ' %18s' "$column"; done
printf '   expected\n'
passed=0
failed=$broken
while IFS=$'\t' read -r name expected; do
    printf '%-28s' "$name"
    for column in "${columns[@]}"; do
        found=$(awk -F'\t' -v name="$name" '$1 == "case" && $2 == name {print $3, $5}' "$results/$column")
        if [[ $found == *' ok' ]]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
        printf ' %18s' "${found:-not run}"
    done
    printf '   %s\n' "$expected"
done < <(cat "${columns[@]/#/$results/}" | awk -F'\t' '$1 == "case" && !seen[$2]++ {print $2 "\t" $4}')

if [[ $failed != 0 ]]; then
    for column in "${columns[@]}"; do
        grep -q WRONG "$results/$column" || continue
        echo "== first reports of $column"
        grep -v '^==[0-9]*== *$' "$results/$column.valgrind" | head -n 40
    done
fi
printf '%d passed, %d failed\n' "$passed" "$failed"
[[ $failed == 0 ]]

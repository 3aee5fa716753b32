#!/usr/bin/env bash
# tests/fuzz/run.sh BUILD_DIRECTORY SECONDS [TARGET...]: runs each target for so long; ends with N passed, M failed.
# A target begins with its seeds (BUILD_DIRECTORY/seeds), the inputs of tests/fuzz/corpus and what it found interesting
# before, which is kept in BUILD_DIRECTORY/corpus. VITRINE_FUZZ_SEED=NUMBER makes the same inputs in each run.
set -uo pipefail
cd "$(dirname "$0")/../.."
readonly build=$1 seconds=$2
shift 2
passed=0
failed=0

# longest input, in bytes
max_len_of() {
    case $1 in
        der | record) echo 4096 ;;
        *) echo 16384 ;;
    esac
}

run_one() {  # TARGET
    local name corpus options=()
    name=$(basename "$1" _fuzz)
    corpus=$build/corpus/$name
    mkdir -p "$corpus" "$build/seeds/$name" "tests/fuzz/corpus/$name"
    [[ ! -f tests/fuzz/dictionaries/$name.dict ]] || options+=("-dict=tests/fuzz/dictionaries/$name.dict")
    # A path stays one only if little is changed at a time.
    [[ $name != path && $name != openssl ]] || options+=(-mutate_depth=2)
    [[ -z ${VITRINE_FUZZ_SEED:-} ]] || options+=("-seed=$VITRINE_FUZZ_SEED")
    "$1" -max_total_time="$seconds" -max_len="$(max_len_of "$name")" -timeout=20 -rss_limit_mb=1500 -use_value_profile=1 \
        -print_final_stats=1 -print_funcs=0 -artifact_prefix="$build/corpus/$name-" "${options[@]}" \
        "$corpus" "$build/seeds/$name" "tests/fuzz/corpus/$name" >"$corpus.log" 2>&1 </dev/null
}

report() {  # NAME: what a run that found nothing did
    local log=$build/corpus/$1.log
    printf '%-12s %s runs in %s s, %s features, nothing found\n' "$1" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" "$seconds" \
        "$(grep -o 'ft: [0-9]*' "$log" | tail -n 1 | cut -c5-)"
}

targets=("$build"/bin/*_fuzz)
[[ $# == 0 ]] || targets=("${@/#/$build/bin/}")
[[ $# == 0 ]] || targets=("${targets[@]/%/_fuzz}")
[[ -x ${targets[0]} ]] || { echo "no fuzz targets in $build/bin" >&2; echo "0 passed, 1 failed"; exit 1; }
mkdir -p "$build"
"$build/bin/fuzz_seeds" "$build/seeds" || { echo "0 passed, 1 failed"; exit 1; }
for target in "${targets[@]}"; do
    name=$(basename "$target" _fuzz)
    if run_one "$target"; then
        passed=$((passed + 1))
        report "$name"
    else
        failed=$((failed + 1))
        printf '%-12s FAILED\n' "$name"
        tail -n 40 "$build/corpus/$name.log"
    fi
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[[ $failed == 0 ]]

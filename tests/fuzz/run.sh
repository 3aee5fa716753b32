#!/usr/bin/env bash
# tests/fuzz/run.sh BUILD_DIRECTORY SECONDS: runs each target for so long; ends with N passed, M failed.
# What a target found interesting is kept in BUILD_DIRECTORY/corpus and begun with next time.
set -uo pipefail
cd "$(dirname "$0")/../.."
readonly build=$1 seconds=$2
passed=0
failed=0
run_one() {  # TARGET
    local name corpus log
    name=$(basename "$1" _fuzz)
    corpus=$build/corpus/$name
    log=$build/corpus/$name.log
    mkdir -p "$corpus"
    "$1" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=1024 -use_value_profile=1 \
        -print_final_stats=1 -artifact_prefix="$build/corpus/$name-" "$corpus" >"$log" 2>&1 </dev/null
}
targets=("$build"/bin/*_fuzz)
[[ -x ${targets[0]} ]] || { echo "no fuzz targets in $build/bin" >&2; echo "0 passed, 1 failed"; exit 1; }
for target in "${targets[@]}"; do
    name=$(basename "$target" _fuzz)
    if run_one "$target"; then
        passed=$((passed + 1))
        printf '%-12s %s runs in %s s, nothing found\n' "$name" \
            "$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/corpus/$name.log")" "$seconds"
    else
        failed=$((failed + 1))
        printf '%-12s FAILED\n' "$name"
        tail -n 40 "$build/corpus/$name.log"
    fi
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[[ $failed == 0 ]]

#!/usr/bin/env bash
# tests/fuzz/planted/run.sh BUILD_DIRECTORY [SECONDS [NAME...]]: plants one bug after the other (NAME.patch; all) in a copy of
# one source, links each of the patch's targets with it, and lets the target look for it for at most SECONDS (300). Seeds
# that show the bug by themselves are set aside. Then the control: the target without the bug accepts the input that was
# found, and finds nothing in as long a run. The library's own sources are left alone. Ends with N passed, M failed.
set -uo pipefail
cd "$(dirname "$0")/../../.."
build=$(realpath "$1")
readonly build seconds=${2:-300}
shift $(($# < 2 ? $# : 2))
readonly work=$build/planted
passed=0
failed=0
mkdir -p "$work"
"$build/bin/fuzz_seeds" "$build/seeds" >/dev/null || exit 1

fuzz() {  # PROGRAM SECONDS SEEDS LOG
    "$1" -max_total_time="$2" -seed=1 -mutate_depth=2 -max_len=4096 -timeout=20 -print_funcs=0 -print_final_stats=1 \
        -artifact_prefix="$work/found-" "$work/corpus" "$3" >"$4" 2>&1 </dev/null
}

# The target with the object of the patched source in front: the library's own is then not taken from its archive.
build_planted() {  # PATCH TARGET
    local source command link
    source=$(sed -n 's|^+++ b/||p' "$1")
    cp "$source" "$work/source.cpp"
    patch -s "$work/source.cpp" "$1" || return 1
    command=$(ninja -C "$build" -t commands "bin/$2_fuzz" | grep -- "-c [^ ]*/$source\$" | head -n 1)
    link=$(ninja -C "$build" -t commands "bin/$2_fuzz" | grep -- "-o bin/$2_fuzz " | tail -n 1)
    [[ -n $command && -n $link ]] || return 1
    command=$(sed -E "s# -o [^ ]+ # -o $work/source.o #; s# -c [^ ]+\$# -c $work/source.cpp#" <<<"$command")
    (cd "$build" && sh -c "$command") || return 1
    link=${link/ -o bin\/$2_fuzz / $work\/source.o -o $work\/$2_fuzz }
    (cd "$build" && sh -c "$link")
}

# The target's seeds but for those that show the bug by themselves: it is to be found by a change.
put_seeds_aside() {  # PROGRAM TARGET; prints how many
    local seed aside=0
    rm -rf "$work/seeds"
    cp -r "$build/seeds/$2" "$work/seeds"
    for seed in "$work"/seeds/*; do
        "$1" -artifact_prefix="$work/aside-" "$seed" >/dev/null 2>&1 </dev/null || { rm "$seed"; aside=$((aside + 1)); }
    done
    echo "$aside"
}

check() {  # PATCH TARGET
    local name target=$2 begin found aside
    name=$(basename "$1" .patch)
    rm -rf "$work"/found-* "$work/corpus" "$work/control"
    mkdir -p "$work/corpus"
    build_planted "$1" "$target" || { echo "$name: cannot be planted"; return 1; }
    aside=$(put_seeds_aside "$work/${target}_fuzz" "$target")
    begin=$SECONDS
    if fuzz "$work/${target}_fuzz" "$seconds" "$work/seeds" "$work/$name-$target.log"; then
        echo "$name: NOT FOUND by $target in $seconds s"
        return 1
    fi
    found=$(find "$work" -name 'found-*' | head -n 1)
    [[ -n $found ]] || { echo "$name: the target ended without an input"; return 1; }
    printf '%-18s found by %s after %s runs, %s s, without %s seeds: %s\n' "$name" "$target" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$name-$target.log")" $((SECONDS - begin)) "$aside" \
        "$(grep -m 1 -oE 'property violated: .*|DIFFERENT .*|AddressSanitizer: [a-z-]+' "$work/$name-$target.log")"
    "$build/bin/${target}_fuzz" "$found" >"$work/$name-$target.control.log" 2>&1 </dev/null \
        || { echo "$name: the input also fails without the bug"; return 1; }
    rm -rf "$work/corpus"
    mkdir -p "$work/corpus"
    fuzz "$build/bin/${target}_fuzz" $((SECONDS - begin + 30)) "$work/seeds" "$work/$name-$target.control.log" \
        || { echo "$name: the target also fails without the bug"; return 1; }
}

patches=("${@/%/.patch}")
patches=("${patches[@]/#/tests/fuzz/planted/}")
[[ $# != 0 ]] || patches=(tests/fuzz/planted/*.patch)
for patch in "${patches[@]}"; do
    for target in $(sed -n 's/^Target: //p' "$patch"); do
        if check "$patch" "$target"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
    done
done
printf '%d passed, %d failed\n' "$passed" "$failed"
[[ $failed == 0 && $passed -gt 0 ]]

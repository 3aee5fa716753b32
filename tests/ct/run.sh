#!/usr/bin/env bash
# What secrets decide in the machine code, by four tools, as one table: primitive x tool x compiler.
#   valgrind  GCC and Clang at -O1, -O2 and -O3, with the portable, AES-NI and AVX2 kernels: branches and addresses
#   msan      MemorySanitizer (Clang), with the kernels of SHA-NI and AVX-512, which Valgrind 3.19 does not know
#   timing    those kernels, and whole private operations, on the processor itself (timing/timing.h): |t| of each attempt
#   jumps     those kernels' conditional jumps and divisions, against the list jumps.txt (jumps.py)
# Functions that leak on purpose must be caught by each tool that can see their kind of leak.
#   tests/ct/run.sh [part of a case's name]                      CT_LEVELS="O1 O2 O3" CT_JOBS=2
#   tests/ct/run.sh --timing [SAMPLES] [part of a case's name]   timing alone, a million samples; CT_COMPILERS="gcc clang"
set -uo pipefail
cd "$(dirname "$0")/../.."
timing_alone=no samples=20000 seconds=2  # the part of timing in the whole run: short
if [[ ${1:-} == --timing ]]; then
    timing_alone=yes samples=1000000 seconds=450
    shift
    [[ ! ${1:-} =~ ^[0-9]+$ ]] || { samples=$1; shift; }
fi
readonly only=${1:-} jobs=${CT_JOBS:-$(nproc)} levels=${CT_LEVELS:-O1 O2 O3}
readonly release=${levels##* }  # the level of the builds that are measured and whose jumps are listed
readonly compilers=${CT_COMPILERS:-gcc clang}
launcher=()
command -v ccache >/dev/null && launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
results=$(mktemp -d)
export results
trap 'rm -rf "$results"' EXIT
export MSAN_SYMBOLIZER_PATH=${MSAN_SYMBOLIZER_PATH:-$(command -v llvm-symbolizer-19 llvm-symbolizer | head -n 1)}

columns=()  # "tool compiler level", each a file in $results
broken=0

make_build() {  # DIRECTORY COMPILER FLAGS TARGETS [cmake arguments]
    local directory=$1 compiler=$2 flags=$3 targets=$4 log=$results/build.log
    shift 4
    # shellcheck disable=SC2086  # a list of words
    cmake --preset ct -B "$directory" "${launcher[@]}" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=None \
        -DCMAKE_CXX_FLAGS="$flags" "$@" >"$log" 2>&1 && cmake --build "$directory" -j "$jobs" --target $targets >>"$log" 2>&1 && return
    grep -E 'error|FAILED' -A 5 "$log" | head -n 40 >&2
    broken=$((broken + 1))
    return 1
}

# Runs of one binary at several levels of VITRINE_CPU become one column: a number for each, joined by slashes.
join_levels() {  # COLUMN LEVEL...
    local column=$1 level files=()
    shift
    for level in "$@"; do
        files+=("$results/$column@$level")
        grep -q '^case' "$results/$column@$level" && continue
        head -n 20 "$results/$column@$level.err" >&2
        broken=$((broken + 1))
    done
    awk -F'\t' '$1 == "case" {
        if (!($2 in cell)) { order[++count] = $2; cell[$2] = $3; verdict[$2] = $5 }
        else { cell[$2] = cell[$2] "/" $3; if ($5 == "WRONG") verdict[$2] = "WRONG" }
        expected[$2] = $4
    } END { for (i = 1; i <= count; ++i) { n = order[i]; print "case\t" n "\t" cell[n] "\t" expected[n] "\t" verdict[n] } }' \
        "${files[@]}" >"$results/$column"
    columns+=("$column")
}

run_valgrind() {  # COMPILER LEVEL
    local cpu column="valgrind $1 $2"
    for cpu in portable aesni avx2; do
        VITRINE_CPU=$cpu valgrind -q --error-limit=no --log-file="$results/$column@$cpu.report" "build-ct/$1-$2/bin/ct_driver" "$only" \
            >"$results/$column@$cpu" 2>"$results/$column@$cpu.err" &
        while (( $(jobs -rp | wc -l) >= jobs )); do wait -n; done
    done
    wait
    join_levels "$column" portable aesni avx2
}

run_msan() {  # LEVEL
    local cpu column="msan clang $1"
    for cpu in shani avx512; do
        VITRINE_CPU=$cpu MSAN_OPTIONS=halt_on_error=0:log_path="$results/msan-$1-$cpu" "build-ct/msan-$1/bin/ct_driver" "$only" \
            >"$results/$column@$cpu" 2>"$results/$column@$cpu.err"
    done
    cat "$results/msan-$1-"* >"$results/$column@.report" 2>/dev/null
    join_levels "$column" shani avx512
}

# One after the other: two at once would disturb each other.
run_timing() {  # COMPILER LEVEL
    local column="timing $1 $2"
    "build-ct/$1-$2/bin/ct_timing" --samples "$samples" --seconds "$seconds" "$only" 2>"$results/$column@.err" | tee "$results/$column" \
        | if [[ $timing_alone == yes ]]; then cut -f 2,3 >&2; else cat >/dev/null; fi
    # what is asked for by name may be in the other parts alone
    if grep -q '^case' "$results/$column"; then
        columns+=("$column")
    elif [[ $timing_alone == yes || -z $only || -s $results/$column@.err ]]; then
        head -n 20 "$results/$column@.err" >&2
        broken=$((broken + 1))
    fi
}

run_jumps() {
    local compiler column
    for compiler in gcc clang; do
        column="jumps $compiler $release"
        python3 tests/ct/jumps.py "build-ct/$compiler-$release" >"$results/$column" 2>"$results/$column@.err"
        columns+=("$column")
    done
    python3 tests/ct/jumps.py --gone "build-ct/gcc-$release" "build-ct/clang-$release" >"$results/gone" 2>"$results/gone.err"
    for compiler in gcc clang; do
        cat "$results/gone" >>"$results/jumps $compiler $release"
        cat "$results/gone.err" >>"$results/jumps $compiler $release@.err"
    done
}

make_native() {  # COMPILER LEVEL TARGETS
    # at -O1 GCC 12 takes arrays that are filled in two loops for unfilled ones; Valgrind does not know DWARF 5
    case $1 in
        gcc) make_build "build-ct/gcc-$2" g++ "-$2 -DNDEBUG -g1 -gdwarf-4 -Wno-maybe-uninitialized" "$3" ;;
        clang) make_build "build-ct/clang-$2" clang++-19 "-$2 -DNDEBUG -g1 -gdwarf-4" "$3" ;;
    esac
}

if [[ $timing_alone == yes ]]; then
    for compiler in $compilers; do
        make_native "$compiler" "$release" ct_timing && run_timing "$compiler" "$release"
    done
else
    for level in $levels; do
        targets=ct_driver
        [[ $level != "$release" ]] || targets='ct_driver ct_timing'
        for compiler in gcc clang; do
            make_native "$compiler" "$level" "$targets" && run_valgrind "$compiler" "$level"
        done
        [[ $level == O1 ]] || { make_build "build-ct/msan-$level" clang++-19 "-$level -DNDEBUG -g1" ct_driver -DVITRINE_CT_CHECKER=msan && run_msan "$level"; }
    done
    if [[ $broken == 0 ]]; then
        for compiler in gcc clang; do run_timing "$compiler" "$release"; done
        [[ -n $only || $release != O3 ]] || run_jumps  # listed as they are at that level
    fi
fi

printf '\nvalgrind and msan: uses of a secret as branch or address, by the kernels portable/aesni/avx2 and shani/avx512;\n'
printf 'timing: |t| of each attempt, below 4.5, and in parentheses the thousands of samples of the first (two more only after 4.5 or more);\n'
printf 'jumps: conditional jumps and divisions, all listed, and none listed that is gone;\n'
printf '"-": a leak of a kind that this tool cannot see; ".": not for this tool; "!": wrong\n\n'
python3 tests/ct/table.py "$results" "${columns[@]}" >"$results/table"
failed=$?
[[ $broken == 0 ]] || echo "builds and runs that broke: $broken" >&2
if [[ $failed != 0 ]]; then
    for column in "${columns[@]}"; do
        grep -q WRONG "$results/$column" || continue
        echo "== first reports of $column"
        cat "$results/$column"@*.err "$results/$column"@*.report* 2>/dev/null | grep -v '^==[0-9]*== *$' | head -n 40
    done
fi
awk -v broken="$broken" '/ passed, [0-9]+ failed$/ { $3 += broken } { print }' "$results/table"
[[ $failed == 0 && $broken == 0 ]]

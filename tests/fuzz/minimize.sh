#!/usr/bin/env bash
# tests/fuzz/minimize.sh BUILD_DIRECTORY [TARGET...]: makes tests/fuzz/corpus/TARGET anew: the fewest inputs that reach all
# that the present ones, the seeds and what fuzzing found reach, small ones first. Inputs that once failed (found-*) stay.
set -euo pipefail
cd "$(dirname "$0")/../.."
readonly build=$1
shift
largest=3000   # bytes of one input

# bytes of all inputs of a target
most_of() {
    case $1 in
        path | openssl | client | server) echo 50000 ;;
        *) echo 20000 ;;
    esac
}

names=("$@")
[[ $# != 0 ]] || for target in "$build"/bin/*_fuzz; do names+=("$(basename "$target" _fuzz)"); done
for name in "${names[@]}"; do
    corpus=tests/fuzz/corpus/$name
    work=$(mktemp -d)
    mkdir -p "$corpus" "$build/corpus/$name" "$build/seeds/$name"
    "$build/bin/${name}_fuzz" -merge=1 -max_len=$largest -print_funcs=0 -timeout=20 "$work" "$corpus" "$build/seeds/$name" \
        "$build/corpus/$name" >"$build/corpus/$name.merge.log" 2>&1 </dev/null
    find "$corpus" -type f ! -name 'found-*' -delete
    sum=0
    while read -r size path; do
        sum=$((sum + size))
        [[ $sum -le $(most_of "$name") ]] || break
        cp "$path" "$corpus/"
    done < <(find "$work" -type f -printf '%s %p\n' | sort -n)
    rm -rf "$work"
    printf '%-12s %s inputs, %s bytes\n' "$name" "$(find "$corpus" -type f | wc -l)" "$(cat "$corpus"/* | wc -c)"
done

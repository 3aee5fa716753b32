# What the scripts of this folder share: a folder of their own, the count of checks, servers on loopback that end with the
# script. Sourced with the path of the command: . "$(dirname "$0")/harness.sh" "$1"
set -u
vitrine=$(realpath "$1")
dir=$(mktemp -d /tmp/vitrine_test_XXXXXX)
passed=0
failed=0
pids=()
cleanup() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null; done
    rm -rf "$dir"
}
trap cleanup EXIT
cd "$dir" || exit 1

good() { passed=$((passed + 1)); }

# bad TEXT...: counts and tells a failure, with the ends of ./out and ./err.
bad() {
    failed=$((failed + 1))
    echo "FAILED: $*"
    tail -n 20 out err 2>/dev/null
}

# check NAME COMMAND...: the command must succeed.
check() {
    local name=$1
    shift
    if "$@"; then good; else bad "$name: $*"; fi
}

# exits CODE COMMAND...: the command must end with that code; what it says is left in ./out and ./err.
exits() {
    local expected=$1 code=0
    shift
    [ "$(type -t "$1")" = function ] || set -- timeout 30 "$@"
    "$@" >out 2>err </dev/null || code=$?
    [ "$code" = "$expected" ] || { echo "exit code $code, expected $expected: $*"; false; }
}

# expect NAME EXPECTED GOT
expect() { if [ "$2" = "$3" ]; then good; else bad "$1: expected $2, got $3"; fi; }

# lacks TEXT FILE: the text stands nowhere in it.
lacks() { [ -f "$2" ] && ! grep -q -- "$1" "$2"; }

# soon COMMAND...: the command must succeed within five seconds: a server's log may lag behind its client.
soon() {
    local left=50
    until "$@"; do
        ((left-- > 0)) || return 1
        sleep 0.1
    done
}

# our_server ARGS...: starts `vitrine serve` on a free port; sets $port.
our_server() {
    mkfifo ready
    "$vitrine" serve 0 --ready-fd 3 "$@" 3>ready >server.out 2>server.err </dev/null &
    pids+=($!)
    read -r port <ready
    rm ready
}

# openssl_server ARGS...: starts `openssl s_server` on a free port; sets $port.
openssl_server() {
    rm -f openssl.out # an earlier server's port is not this one's
    openssl s_server -accept 127.0.0.1:0 -naccept 50 "$@" >openssl.out 2>&1 </dev/null &
    pids+=($!)
    for _ in $(seq 100); do
        port=$(sed -n 's/^ACCEPT .*:\([0-9]*\)$/\1/p' openssl.out 2>/dev/null)
        [ -n "$port" ] && return
        sleep 0.05
    done
}

# The last line, and the script's exit code.
finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}

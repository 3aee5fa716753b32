#!/bin/bash
# vitrine serve as an operator sees it: signals, and certificates that change while it runs. OpenSSL's client looks at it.
#   tests/cli/serve.sh PATH_OF_VITRINE
. "$(dirname "$0")/harness.sh" "$1"

openssl_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1" 2>/dev/null; }

# certificate SERIAL: server.pem, server.key
certificate() {
    openssl_key server.key
    openssl req -x509 -new -key server.key -subj /CN=localhost -set_serial "$1" -days 30 -out server.pem 2>/dev/null
}

# The serial number of the certificate that is shown now.
serial() { openssl s_client -connect 127.0.0.1:"$port" </dev/null 2>/dev/null | openssl x509 -noout -serial; }
shows() { [ "$(serial)" = "serial=$1" ]; }

certificate 0x51
our_server --cert server.pem --key server.key --echo --timeout 3
server=${pids[-1]}
check "the first certificate" shows 51

# A connection from before the certificate changes, held open by its writer.
mkfifo words
openssl s_client -connect 127.0.0.1:"$port" -quiet <words >echoed 2>/dev/null &
pids+=($!)
exec 4>words
echo before >&4
check "it is served" soon grep -qx before echoed

certificate 0x52
check "a certificate alone changes nothing" shows 51
kill -HUP "$server"
check "SIGHUP is told" soon grep -q 'certificates read again' server.err
check "the second certificate" shows 52
echo after >&4
check "the open connection goes on" soon grep -qx after echoed

echo nothing >server.pem
kill -HUP "$server"
check "a file that cannot be read is told" soon grep -q 'the old certificates stay' server.err
check "and changes nothing" shows 52

kill -TERM "$server"
exec 4>&-
code=0
wait "$server" || code=$?
expect "SIGTERM ends with 0 once the connections have" 0 "$code"
check "nobody listens then" exits 7 "$vitrine" connect 127.0.0.1:"$port"
finish

#!/bin/bash
# Makes vectors/x509/print: certificates of every shape, each as `openssl x509 -text` writes it: the expected text,
# then the certificate. Run from the project's root. Source of the files: Debian 12's OpenSSL 3.0 and this script.
set -euo pipefail
out=$PWD/vectors/x509/print
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
cd "$work"

cat > req.cnf <<'CNF'
[req]
distinguished_name = dn
string_mask = ${ENV::MASK}
utf8 = yes
prompt = no
[dn]
CNF
export MASK=utf8only

genpkey() { openssl genpkey -quiet -out "$@" 2>/dev/null; }
genpkey rsa.key -algorithm RSA -pkeyopt rsa_keygen_bits:1024
genpkey rsa2047.key -algorithm RSA -pkeyopt rsa_keygen_bits:2047
genpkey rsa-e3.key -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -pkeyopt rsa_keygen_pubexp:3
genpkey rsa-big-e.key -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -pkeyopt rsa_keygen_pubexp:340282366920938463463374607431768211507
genpkey pss.key -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024
genpkey pss-limited.key -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:1024 -pkeyopt rsa_pss_keygen_md:sha256 \
    -pkeyopt rsa_pss_keygen_mgf1_md:sha256 -pkeyopt rsa_pss_keygen_saltlen:32
genpkey dsa.par -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024
genpkey dsa.key -paramfile dsa.par
for curve in P-256 P-384 P-521 secp256k1 secp224r1 brainpoolP256r1; do
    genpkey "ec-$curve.key" -algorithm EC -pkeyopt "ec_paramgen_curve:$curve"
done
genpkey ec-explicit.key -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit
genpkey ed25519.key -algorithm ED25519
genpkey ed448.key -algorithm ED448
genpkey x25519.key -algorithm X25519
genpkey x448.key -algorithm X448
genpkey dh.key -algorithm DH -pkeyopt group:ffdhe2048

# keep NAME: what is in NAME.pem becomes a vector.
# Lines of OpenSSL's error queue, where it cannot load a key, carry addresses of its process: they are left out.
keep() { openssl x509 -text -in "$1.pem" | grep -avE '^[0-9A-F]{16}:error:' > "$out/$1.txt"; }

# self NAME KEY SUBJECT [req options]: self-signed with the extensions on standard input.
self() {
    local name=$1 key=$2 subject=$3
    shift 3
    { cat req.cnf; echo "[ext]"; cat; } > self.cnf
    openssl req -x509 -new -config self.cnf -extensions ext -key "$key" -subj "$subject" -utf8 -days 3650 "$@" \
        -out "$name.pem" 2>err || { cat err; echo "$name"; exit 1; }
    keep "$name"
}

# issued NAME KEY: a certificate over the key's public half, signed by rsa.key.
issued() {
    openssl x509 -new -force_pubkey "$2" -subj "/CN=$1" -days 3650 -CA ca.pem -CAkey rsa.key -set_serial 7 \
        -out "$1.pem" 2>/dev/null
    keep "$1"
}

# raw NAME: DER of a whole certificate from an asn1parse -genconf file on standard input.
raw() {
    cat > raw.cnf
    openssl asn1parse -genconf raw.cnf -noout -out raw.der
    openssl x509 -inform DER -in raw.der -out "$1.pem"
    keep "$1"
}

# ---- keys and signatures ----
self ca rsa.key "/CN=Print CA" <<< $'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\nsubjectKeyIdentifier=hash'
self rsa-2047 rsa2047.key "/CN=odd modulus" -sha384 < /dev/null
self rsa-e3 rsa-e3.key "/CN=e is 3" -sha512 < /dev/null
self rsa-big-e rsa-big-e.key "/CN=e is huge" -sha1 < /dev/null
self rsa-md5 rsa.key "/CN=MD5" -md5 < /dev/null
self rsa-sha224 rsa.key "/CN=SHA-224" -sha224 < /dev/null
self pss-sha256 rsa.key "/CN=PSS" -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 < /dev/null
self pss-default rsa.key "/CN=PSS SHA-1" -sha1 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20 < /dev/null
self pss-mixed rsa.key "/CN=PSS mixed" -sha384 -sigopt rsa_padding_mode:pss -sigopt rsa_mgf1_md:sha256 -sigopt rsa_pss_saltlen:0 < /dev/null
self pss-key pss.key "/CN=PSS key" -sha256 < /dev/null
self pss-key-limited pss-limited.key "/CN=PSS key with limits" -sha256 < /dev/null
self dsa dsa.key "/CN=DSA" -sha256 < /dev/null
self dsa-sha1 dsa.key "/CN=DSA with SHA-1" -sha1 < /dev/null
self ec-p256 ec-P-256.key "/CN=P-256" -sha256 < /dev/null
self ec-p384 ec-P-384.key "/CN=P-384" -sha384 < /dev/null
self ec-p521 ec-P-521.key "/CN=P-521" -sha512 < /dev/null
self ec-secp256k1 ec-secp256k1.key "/CN=secp256k1" -sha256 < /dev/null
self ec-p224 ec-secp224r1.key "/CN=P-224" -sha224 < /dev/null
self ec-brainpool ec-brainpoolP256r1.key "/CN=Brainpool" -sha256 < /dev/null
self ec-explicit ec-explicit.key "/CN=explicit parameters" -sha256 < /dev/null
self ed25519 ed25519.key "/CN=Ed25519" < /dev/null
self ed448 ed448.key "/CN=Ed448" < /dev/null
openssl pkey -in x25519.key -pubout -out x25519.pub; issued x25519 x25519.pub
openssl pkey -in x448.key -pubout -out x448.pub; issued x448 x448.pub
openssl pkey -in dh.key -pubout -out dh.pub; issued dh dh.pub
openssl ec -in ec-P-384.key -pubout -conv_form compressed -out compressed.pub 2>/dev/null; issued ec-compressed compressed.pub

# ---- versions, serial numbers, times ----
openssl req -new -config req.cnf -key rsa.key -subj "/CN=version 1" -out v1.csr
openssl x509 -req -in v1.csr -signkey rsa.key -set_serial 1 -days 3650 -out v1.pem 2>/dev/null; keep v1
n=0
for serial in 0 -1 -2 -128 -0x1234567890 0x7fffffffffffffff 0x8000000000000000 -0x8000000000000000 -0xffffffffffffffff \
    0x0102030405060708090a0b0c0d0e0f1011121314 -0x0102030405060708090a0b0c 0xff 0xffffffffffffffffffffffffffffffffffffffff; do
    n=$((n + 1))
    self "serial-$n" ec-P-256.key "/CN=serial $n" -set_serial "$serial" < /dev/null
done
cat > ca.cnf <<'CNF'
[ca]
default_ca = here
[here]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
CNF
: > index.txt
for span in 19500101000000Z:20491231235959Z 20500101000000Z:99991231235959Z 20240229010203Z:20240301040506Z; do
    n=$((n + 1))
    openssl ca -config ca.cnf -batch -notext -in v1.csr -keyfile rsa.key -selfsign -startdate "${span%:*}" -enddate "${span#*:}" \
        -out "time-$n.pem" 2>/dev/null
    keep "time-$n"
done

# ---- names ----
self name-utf8 ec-P-256.key $'/C=DE/ST=Bayern/L=München/O=Prüf, "Druck" & Co\\; <KG>/OU=#1/OU= leading and trailing /CN=日本語' < /dev/null
MASK=MASK:0x800 self name-bmp ec-P-256.key "/O=Größe/CN=дом" < /dev/null
MASK=MASK:0x4 self name-t61 ec-P-256.key "/O=Größe, \\\\ backslash/CN=plain=equals\\+plus" < /dev/null
MASK=MASK:0x100 self name-universal ec-P-256.key "/O=Größe/CN=𝔘𝔫𝔦" < /dev/null
MASK=MASK:0x12 self name-ia5 ec-P-256.key "/O=printable only/CN=a b/emailAddress=under_score@home,x" < /dev/null
self name-control ec-P-256.key $'/O=tab\tnewline\nend/CN=\x01\x7f' < /dev/null
self name-multi ec-P-256.key "/C=US+O=Two+OU=Three/CN=one+UID=me+serialNumber=42" -multivalue-rdn < /dev/null
self name-empty ec-P-256.key "/" <<< "subjectAltName=critical,DNS:only.example"
self name-attributes ec-P-256.key "/DC=test/DC=example/SN=Sur/GN=Given/initials=I/title=Dr/pseudonym=P/dnQualifier=q/generationQualifier=Jr/street=Road 1/postalCode=12345/businessCategory=Private Organization/jurisdictionC=DE/organizationIdentifier=VATDE-1/emailAddress=a@b.test/description=d/name=n/unstructuredName=u" < /dev/null
cat > req-oid.cnf <<'CNF'
[req]
distinguished_name = dn
prompt = no
[dn]
1.1.2.3.4.5 = private attribute
2.0.9.2342.19200300.100.1.3 = mail@example.test
3.2.5.4.45 = unique
CNF
openssl req -x509 -new -config req-oid.cnf -key ec-P-256.key -days 3650 -out name-unknown.pem; keep name-unknown

# ---- extensions ----
self ext-usage ec-P-256.key "/CN=usages" <<'EXT'
basicConstraints = critical, CA:TRUE, pathlen:3
keyUsage = critical, digitalSignature, nonRepudiation, keyEncipherment, dataEncipherment, keyAgreement, keyCertSign, cRLSign, encipherOnly, decipherOnly
extendedKeyUsage = serverAuth, clientAuth, codeSigning, emailProtection, timeStamping, OCSPSigning, msCodeInd, msSmartcardLogin, msEFS, nsSGC, anyExtendedKeyUsage, 1.3.6.1.5.5.7.3.17, 1.2.3.4
nsCertType = client, server, email, objsign, reserved, sslCA, emailCA, objCA
EXT
self ext-empty-usage ec-P-256.key "/CN=empty lists" <<'EXT'
basicConstraints = CA:FALSE
keyUsage = DER:03:01:00
extendedKeyUsage = DER:30:00
tlsfeature = DER:30:00
EXT
self ext-netscape ec-P-256.key "/CN=Netscape" <<'EXT'
nsComment = "made by hand"
nsBaseUrl = http://base.example/
nsRevocationUrl = revoke
nsCaRevocationUrl = ca-revoke
nsRenewalUrl = renew
nsCaPolicyUrl = policy
nsSslServerName = www.example
nsCertType = server
EXT
self ext-san ec-P-256.key "/CN=subject alternative names" <<'EXT'
subjectAltName = critical, @names
issuerAltName = URI:http://issuer.example/, email:ca@example.test, DNS:issuer.example
[names]
DNS.1 = www.example.test
DNS.2 = *.example.test
IP.1 = 192.0.2.1
IP.2 = 2001:db8::1
IP.3 = ::
email.1 = someone@example.test
URI.1 = ldap://host/cn=x?y
RID.1 = 1.2.3.4
RID.2 = serverAuth
dirName.1 = dir
otherName.1 = 1.3.6.1.4.1.311.20.2.3;UTF8:user@example.test
otherName.2 = 1.3.6.1.5.5.7.8.5;UTF8:xmpp@example.test
otherName.3 = 1.3.6.1.5.5.7.8.7;IA5:_imap.example.test
otherName.4 = 1.3.6.1.5.5.7.8.8;UTF8:realm.test
otherName.5 = 1.3.6.1.5.5.7.8.9;UTF8:müller@example.test
otherName.6 = 1.2.3.4;UTF8:private text
otherName.7 = 1.2.3.5;INT:5
otherName.8 = 1.2.3.6;IA5:ascii
[dir]
C = UK
O = "My, Organization"
CN = Größe / slash
EXT
odd_names() { self "ext-san-$1" ec-P-256.key "/CN=odd names" <<< "subjectAltName = DER:$2"; }
odd_names address 30:05:87:03:01:02:03
odd_names edi 30:09:A5:07:A1:05:0C:03:61:62:63
odd_names edi-implicit 30:07:A5:05:A1:03:61:62:63
odd_names x400 30:07:A3:05:30:03:02:01:01
odd_names empty 30:00
odd_names empty-dns 30:02:82:00
odd_names nul 30:05:82:03:61:00:62
odd_names oid 30:03:88:01:80
long_ou=$(printf 'x%.0s' {1..60})
self ext-san-long ec-P-256.key "/CN=a long directory name" <<EXT
subjectAltName = dirName:dir
[dir]
1.OU = $long_ou
2.OU = $long_ou
3.OU = $long_ou
4.OU = $long_ou
5.OU = $long_ou
EXT
self ext-akid ec-P-256.key "/CN=authority key identifier" <<'EXT'
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always, issuer:always
EXT
self ext-akid-issuer ec-P-256.key "/C=XX/CN=issuer and serial only" -set_serial 0xfedcba9876543210 <<'EXT'
authorityKeyIdentifier = issuer:always
EXT
self ext-policies ec-P-256.key "/CN=policies" <<'EXT'
certificatePolicies = 1.2.3.4, anyPolicy, 2.23.140.1.2.1, @one, @two, @three
policyMappings = 1.2.3.4:1.2.3.5, 1.2.3.6:2.23.140.1.2.2
policyConstraints = critical, requireExplicitPolicy:0, inhibitPolicyMapping:3
inhibitAnyPolicy = critical, 2
[one]
policyIdentifier = 1.3.5.8
CPS.1 = http://cps.example/
CPS.2 = http://second.example/
userNotice.1 = @notice
[two]
policyIdentifier = 1.3.5.9
userNotice = @reference
[three]
policyIdentifier = 1.3.5.10
userNotice = @bare
[notice]
explicitText = "UTF8:Explicit Größe"
organization = "Organization name"
noticeNumbers = 1, 2, 300
[reference]
organization = "IA5 organization"
noticeNumbers = 7
[bare]
explicitText = "only text"
EXT
self ext-policies-odd ec-P-256.key "/CN=odd qualifiers" <<'EXT'
certificatePolicies = DER:30:12:30:10:06:02:2A:03:30:0A:30:08:06:02:2A:04:0C:02:68:69
policyConstraints = inhibitPolicyMapping:1
EXT
self ext-name-constraints ec-P-256.key "/CN=name constraints" <<'EXT'
nameConstraints = critical, permitted;DNS:example.test, permitted;DNS:.sub.test, permitted;IP:192.0.2.0/255.255.255.0, permitted;IP:2001:db8::/ffff:ffff::, permitted;email:example.test, permitted;URI:.example.test, permitted;dirName:dir, excluded;DNS:bad.example.test, excluded;otherName:1.2.3.4;UTF8:x, excluded;RID:1.2.3.4
[dir]
C = UK
O = "Some, Where"
EXT
self ext-name-constraints-excluded ec-P-256.key "/CN=excluded only" <<'EXT'
nameConstraints = excluded;IP:0.0.0.0/0.0.0.0, excluded;IP:::/::, excluded;email:.example
EXT
self ext-name-constraints-odd ec-P-256.key "/CN=odd constraints" <<'EXT'
nameConstraints = DER:30:14:A0:12:30:06:87:04:01:02:03:04:30:08:87:06:01:02:03:04:05:06
EXT
self ext-crl ec-P-256.key "/CN=distribution points" <<'EXT'
crlDistributionPoints = URI:http://one.example/crl, full, relative, only_issuer
freshestCRL = URI:http://delta.example/crl
authorityInfoAccess = OCSP;URI:http://ocsp.example/, caIssuers;URI:http://ca.example/ca.cer, 1.2.3.4;DNS:other.example
subjectInfoAccess = caRepository;URI:http://repo.example/, ad_timestamping;email:time@example.test, caRepository;dirName:dir
[full]
fullname = URI:http://two.example/crl, URI:ldap://two.example/, IP:192.0.2.9, IP:2001:db8::9, dirName:dir, otherName:1.2.3.4;UTF8:x, otherName:1.3.6.1.4.1.311.20.2.3;UTF8:upn, RID:1.2.3.4
reasons = keyCompromise, CACompromise, affiliationChanged, superseded, cessationOfOperation, certificateHold, privilegeWithdrawn, AACompromise
CRLissuer = dirName:dir
[relative]
relativename = rel
CRLissuer = dirName:dir
[only_issuer]
CRLissuer = dirName:dir
[rel]
CN = relative
[dir]
C = UK
CN = CRL, Issuer
EXT
self ext-misc ec-P-256.key "/CN=miscellany" <<'EXT'
privateKeyUsagePeriod = DER:30:22:80:0F:32:30:32:34:30:31:30:31:30:30:30:30:30:30:5A:81:0F:32:30:32:36:30:31:30:31:30:30:30:30:30:30:5A
noCheck = ignored
tlsfeature = status_request, status_request_v2, 99
2.5.29.56 = DER:05:00
1.3.6.1.4.1.11129.2.4.3 = critical, DER:05:00
1.2.3.4 = ASN1:UTF8String:readable text
1.2.3.5 = critical, DER:00:01:0A:0D:7E:7F:80:FF:41
1.3.6.1.4.1.311.20.2 = ASN1:BMP:WebServer
1.3.6.1.4.1.311.21.1 = ASN1:INT:3
1.3.6.1.5.5.7.1.3 = ASN1:SEQUENCE:qc
[qc]
statement = SEQUENCE:statement
[statement]
id = OID:0.4.0.1862.1.1
EXT
self ext-period-half ec-P-256.key "/CN=half a period" <<'EXT'
privateKeyUsagePeriod = DER:30:11:81:0F:32:30:32:36:30:31:30:31:30:30:30:30:30:30:5A
EXT
self ext-malformed ec-P-256.key "/CN=extensions that do not decode" <<'EXT'
basicConstraints = DER:30:03:01:01
keyUsage = critical, DER:04:01:00
subjectAltName = DER:30:05:82:09:41:42:43
2.5.29.35 = DER:FF
EXT
self ext-proxy ec-P-256.key "/CN=proxy" <<'EXT'
proxyCertInfo = critical, language:id-ppl-anyLanguage, pathlen:3, policy:text:AB
sbgp-ipAddrBlock = critical, IPv4:10.0.0.0/8, IPv4:192.0.2.0-192.0.2.9, IPv6:2001:db8::/32, IPv4-SAFI:1:inherit
sbgp-autonomousSysNum = critical, AS:64496, AS:64500-64510, RDI:inherit
EXT
self ext-sxnet ec-P-256.key "/CN=sxnet" <<'EXT'
SXNetID = 1:one, 2:three
EXT

# SCT lists (RFC 6962 §3.3): lengths are put before the bytes by these two.
len16() { local body; body=$(cat); printf '%04x%s' $((${#body} / 2)) "$body"; }
octets() {
    local body n
    body=$(cat)
    n=$((${#body} / 2))
    if [ $n -lt 128 ]; then printf '04%02x%s' $n "$body"; elif [ $n -lt 256 ]; then printf '0481%02x%s' $n "$body"; else printf '0482%04x%s' $n "$body"; fi
}
log_id=$(printf 'a0%.0s' {1..32})
signature=3006020107020108
sct_v1="00${log_id}0000018bcfe56800"
{
    echo "1.3.6.1.4.1.11129.2.4.2 = DER:$({
        printf '%s0000%s%s' "$sct_v1" 0403 "$(printf %s $signature | len16)" | len16
        printf '%s000401020304%s%s' "$sct_v1" 0401 "$(printf %s $signature | len16)" | len16
        printf '%s0000%s%s' "00${log_id}0000000000000000" 0403 "$(printf 5a%.0s {1..40} | len16)" | len16
        printf '0501020304' | len16
    } | len16 | octets)"
} | self ext-sct ec-P-256.key "/CN=signed certificate timestamps"
{
    echo "1.3.6.1.4.1.11129.2.4.2 = DER:$({ printf '%s0000%s%s' "$sct_v1" 0000 "$(printf %s $signature | len16)" | len16; } | len16 | octets)"
} | self ext-sct-odd ec-P-256.key "/CN=an odd timestamp"
self ext-duplicate ec-P-256.key "/CN=the same twice" <<'EXT'
1.2.3.4 = ASN1:NULL
1.2.3.5 = ASN1:NULL
EXT

# ---- what openssl's own commands do not make ----
tbs_head='version = EXPLICIT:0,INT:2
serial = INT:5
algorithm = SEQUENCE:sha256
issuer = SEQUENCE:name
validity = SEQUENCE:validity
subject = SEQUENCE:name'
common='[sha256]
oid = OID:sha256WithRSAEncryption
parameters = NULL
[name]
rdn = SET:rdn
[rdn]
attribute = SEQUENCE:attribute
[attribute]
type = OID:commonName
value = UTF8:raw
[validity]
from = UTCTIME:200101000000Z
to = GENTIME:20600101000000Z
[pss_like]
oid = OID:1.2.3.4.5
[rsa]
n = INT:0xC0000000000000000000000000000000000000000000000000000000000000000000000000000001
e = INT:65537'
raw raw-unique-ids <<CNF
asn1 = SEQUENCE:cert
[cert]
tbs = SEQUENCE:tbs
algorithm = SEQUENCE:sha256
signature = FORMAT:HEX,BITSTRING:010203
[tbs]
${tbs_head/INT:2/INT:1}
key = SEQUENCE:key
one = IMPLICIT:1,FORMAT:HEX,BITSTRING:00112233445566778899aabbccddeeff00112233445566778899
two = IMPLICIT:2,FORMAT:HEX,BITSTRING:abcd
[key]
algorithm = SEQUENCE:rsa_algorithm
bits = BITWRAP,SEQUENCE:rsa
[rsa_algorithm]
oid = OID:rsaEncryption
parameters = NULL
$common
CNF
raw raw-version-9 <<CNF
asn1 = SEQUENCE:cert
[cert]
tbs = SEQUENCE:tbs
algorithm = SEQUENCE:pss_like
signature = FORMAT:HEX,BITSTRING:00
[tbs]
${tbs_head/INT:2/INT:8}
key = SEQUENCE:key
extensions = EXPLICIT:3,SEQUENCE:extensions
[extensions]
one = SEQUENCE:twice
two = SEQUENCE:twice
[twice]
oid = OID:basicConstraints
critical = BOOL:FALSE
value = OCTWRAP,SEQUENCE:bc
[bc]
ca = BOOL:TRUE
pathlen = INT:-1
[key]
algorithm = SEQUENCE:rsa_algorithm
bits = BITWRAP,SEQUENCE:rsa
[rsa_algorithm]
oid = OID:rsaEncryption
parameters = NULL
$common
CNF
raw raw-dsa-inherited <<CNF
asn1 = SEQUENCE:cert
[cert]
tbs = SEQUENCE:tbs
algorithm = SEQUENCE:dsa_sha256
signature = BITWRAP,SEQUENCE:dsa_signature
[dsa_sha256]
oid = OID:dsa_with_SHA256
[dsa_signature]
r = INT:0x00FEDCBA98765432100123456789ABCDEF01234567
s = INT:12
[tbs]
${tbs_head/SEQUENCE:sha256/SEQUENCE:dsa_sha256}
key = SEQUENCE:key
[key]
algorithm = SEQUENCE:dsa_algorithm
bits = BITWRAP,INT:0xC00000000000000000000000000000000000000001
[dsa_algorithm]
oid = OID:dsaEncryption
$common
CNF

#include "tools/zoo/families.h"

namespace vitrine::zoo {

namespace {

constexpr std::string_view kUnreadable = "unreadable";

std::function<void(Chain&)> fields(std::function<void(TbsFields&)> edit) {
    return [edit = std::move(edit)](Chain& c) { c.leaf().on_fields = edit; };
}

std::function<void(Chain&)> whole(std::function<void(Bytes&)> edit) {
    return [edit = std::move(edit)](Chain& c) { c.leaf().on_der = edit; };
}

/// The header of a value of over 255 bytes takes 4: tag, 82, two of length.
void widen_length(Bytes& der) {
    der[1] = 0x83;
    der.insert(der.begin() + 2, 0x00);
}

void make_indefinite(Bytes& der) {
    der.erase(der.begin() + 1, der.begin() + 4);
    der.insert(der.begin() + 1, 0x80);
    der.insert(der.end(), {0x00, 0x00});
}

void lengths(Catalogue& zoo) {
    zoo.add({"der-length-not-minimal", "", "der_bad_length", "X509_V_OK",
             "X.690 §10.1: the length in the fewest octets; here is a zero too many."},
            whole(widen_length));
    zoo.add({"der-length-not-minimal-inside", "", "der_bad_length", "X509_V_OK",
             "The same within what is signed."},
            [](Chain& c) { c.leaf().on_tbs = widen_length; });
    zoo.add({"der-length-indefinite", "", "der_bad_length", "X509_V_OK",
             "X.690 §10.1: BER's indefinite form is not DER."},
            whole(make_indefinite));
    zoo.add({"der-trailing-byte", "", "der_trailing_data", "X509_V_OK",
             "A byte follows after the certificate's end."},
            whole([](Bytes& der) { der.push_back(0x00); }));
    zoo.add({"der-trailing-inside", "", "der_trailing_data", kUnreadable,
             "A NULL follows after the last field of tbsCertificate."},
            fields([](TbsFields& f) {
                const Bytes all = tlv(0xa3, tlv(0x30, f.extensions));
                f.unique_ids = join({all, from_hex("0500")});
                f.extensions.clear();
            }));
    zoo.add({"der-truncated", "", "der_truncated", kUnreadable, "The last byte is missing."},
            whole([](Bytes& der) { der.pop_back(); }));
    zoo.add({"der-high-tag", "", "der_bad_tag", "X509_V_ERR_EE_KEY_TOO_SMALL",
             "A tag of the long form where there can be none."},
            fields([](TbsFields& f) {
                f.public_key = from_hex("301030090603550403bf210100030300aabb");
            }));
}

void values(Catalogue& zoo) {
    zoo.add({"der-version-default", "", "der_default_encoded",
             "X509_V_ERR_EXTENSIONS_REQUIRE_VERSION_3",
             "X.690 §11.5: version 1 is the default, and a default is not written."},
            fields([](TbsFields& f) { f.version = from_hex("a003020100"); }));
    zoo.add({"der-critical-false", "", "der_default_encoded", "X509_V_OK",
             "X.690 §11.5: critical FALSE is the default, and a default is not written."},
            fields([](TbsFields& f) {
                const Bytes one = sequence(
                    {oid("1.3.6.1.4.1.55555.7"), from_hex("010100"), from_hex("04020500")});
                f.extensions = join({f.extensions, one});
            }));
    zoo.add({"der-boolean-one", "", "der_bad_boolean", "X509_V_OK",
             "X.690 §11.1: TRUE is ff in DER, not 01."},
            [](Chain& c) {
                c.leaf().find(asn1::oid::kBasicConstraints)->value = from_hex("3003010101");
            });
    zoo.add({"der-integer-padded", "", "der_bad_integer", kUnreadable,
             "X.690 §8.3.2: an INTEGER in the fewest octets."},
            fields([](TbsFields& f) { f.serial_number = from_hex("02020005"); }));
    zoo.add({"der-integer-empty", "", "der_bad_integer", kUnreadable,
             "X.690 §8.3.1: an INTEGER has at least one octet."},
            fields([](TbsFields& f) { f.serial_number = from_hex("0200"); }));
}

void inner_values(Catalogue& zoo) {
    zoo.add({"der-null-with-contents", "", "der_bad_null", "X509_V_OK",
             "X.690 §8.8.2: NULL has no contents."},
            [](Chain& c) {
                c.leaf().raw_extensions = {
                    extension("1.3.6.1.5.5.7.48.1.5", false, from_hex("050100"))};
            });
    zoo.add({"der-key-usage-zeros", "", "der_bad_bit_string", "X509_V_OK",
             "X.690 §11.2.2: a named bit list ends with a one."},
            [](Chain& c) { c.leaf().find(asn1::oid::kKeyUsage)->value = from_hex("03020080"); });
    zoo.add({"der-unused-bits-set", "", "der_bad_bit_string", "X509_V_OK",
             "X.690 §11.2.1: unused bits are zero."},
            [](Chain& c) { c.leaf().find(asn1::oid::kKeyUsage)->value = from_hex("03020781"); });
    zoo.add({"der-oid-padded", "", "der_bad_oid", kUnreadable,
             "X.690 §8.19.2: an arc does not begin with 80."},
            fields([](TbsFields& f) {
                f.extensions = join(
                    {f.extensions, sequence({from_hex("06042b800107"), from_hex("04020500")})});
            }));
    zoo.add(
        {"der-extension-value-trailing", "", "der_trailing_data", "X509_V_OK",
         "A byte follows after the value inside of an extension."},
        [](Chain& c) { c.leaf().find(asn1::oid::kBasicConstraints)->value = from_hex("300000"); });
    zoo.add({"der-octets-constructed", "", "der_unexpected_tag", "X509_V_OK",
             "X.690 §10.2: strings are in one piece."},
            fields([](TbsFields& f) {
                const Bytes one = sequence({oid("1.3.6.1.4.1.55555.7"), from_hex("240404020500")});
                f.extensions = join({f.extensions, one});
            }));
    zoo.add({"der-signature-unused-bits", "", "der_bad_bit_string",
             "X509_V_ERR_CERT_SIGNATURE_FAILURE", "A signature is whole octets."},
            whole([](Bytes& der) {
                for (std::size_t i = der.size() - 80; i + 2 < der.size(); ++i) {
                    if (der[i] != 0x03 || der[i + 2] != 0x00) continue;
                    der[i + 2] = 0x01;
                    der.back() &= 0xfeU;
                    return;
                }
            }));
}

std::function<void(Chain&)> period(std::string_view not_before, std::string_view not_after) {
    return fields([=](TbsFields& f) {
        const auto time = [](std::string_view value) {
            return tlv(value.size() > 13 && value.starts_with("20") ? 0x18 : 0x17, as_bytes(value));
        };
        f.validity = sequence({time(not_before), time(not_after)});
    });
}

void times(Catalogue& zoo) {
    constexpr std::string_view kBegin = "260101000000Z";
    zoo.add({"time-generalized-early", "", "accepted", "X509_V_OK",
             "RFC 5280 §4.1.2.5: CAs must write UTCTime through 2049; readers must take both."},
            period("20260101000000Z", "20270101000000Z"));
    zoo.add({"time-year-49-is-2049", "", "accepted", "X509_V_OK",
             "RFC 5280 §4.1.2.5.1: two digits below 50 are 20YY."},
            period(kBegin, "491231235959Z"));
    zoo.add({"time-year-50-is-1950", "", "validity_order", "X509_V_ERR_CERT_HAS_EXPIRED",
             "RFC 5280 §4.1.2.5.1: two digits from 50 are 19YY; 2050 needs GeneralizedTime."},
            period(kBegin, "500101000000Z"));
    zoo.add({"time-without-seconds", "", "der_bad_time", "X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD",
             "RFC 5280 §4.1.2.5.1: UTCTime includes seconds."},
            period(kBegin, "2701010000Z"));
    zoo.add({"time-with-offset", "", "der_bad_time", "X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD",
             "RFC 5280 §4.1.2.5.1: times are in Zulu."},
            period(kBegin, "270101000000+0100"));
    zoo.add({"time-with-fraction", "", "der_bad_time", "X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD",
             "RFC 5280 §4.1.2.5.2: no fractions of seconds."},
            period(kBegin, "20270101000000.5Z"));
    zoo.add({"time-month-13", "", "der_bad_time", "X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD",
             "There is no month 13."},
            period(kBegin, "271301000000Z"));
    zoo.add({"time-february-29", "", "der_bad_time", "X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD",
             "2027 has no 29th of February."},
            period(kBegin, "270229000000Z"));
    zoo.add({"time-leap-second", "", "der_bad_time", "X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD",
             "Seconds go from 00 to 59."},
            period(kBegin, "261231235960Z"));
}

/// {CN = value}, the value with this tag.
std::function<void(Chain&)> subject(unsigned tag, std::string_view value_hex) {
    return fields([=](TbsFields& f) {
        const Bytes attribute = sequence({oid("2.5.4.3"), tlv(tag, from_hex(value_hex))});
        f.subject = sequence({tlv(0x31, attribute)});
    });
}

void strings(Catalogue& zoo) {
    zoo.add({"string-printable-asterisk", "", "der_bad_string", "X509_V_OK",
             "X.680 §41.4: * is no PrintableString's letter."},
            subject(0x13, "2a2e746573743a"));
    zoo.add({"string-utf8-overlong", "", "der_bad_string", kUnreadable,
             "RFC 3629 §3: c0 80 is not the way to write a zero."},
            subject(0x0c, "77c080"));
    zoo.add(
        {"string-utf8-surrogate", "", "der_bad_string", kUnreadable, "RFC 3629 §3: no surrogates."},
        subject(0x0c, "77eda080"));
    zoo.add({"string-bmp-odd", "", "der_bad_string", kUnreadable,
             "A BMPString has two octets a letter."},
            subject(0x1e, "007700"));
    zoo.add({"string-nul-in-name", "", "der_bad_string", "X509_V_OK",
             "A zero byte in the common name (CVE-2009-2408)."},
            subject(0x0c, "7777772e00"));
    zoo.add({"string-utf8", "", "accepted", "X509_V_OK", "Any letter, in UTF-8."},
            subject(0x0c, "67c3bc6e"));
    zoo.add({"string-bmp", "", "accepted", "X509_V_OK", "Any letter, as RFC 5280 once let it be."},
            subject(0x1e, "006700fc006e"));
    zoo.add(
        {"name-rdn-empty", "", "certificate_malformed", "X509_V_ERR_EMPTY_SUBJECT_SAN_NOT_CRITICAL",
         "RFC 5280 §4.1.2.4: an RDN has at least one attribute."},
        fields([](TbsFields& f) { f.subject = from_hex("30023100"); }));
    zoo.add({"name-rdn-not-sorted", "", "der_not_sorted", "X509_V_OK",
             "X.690 §11.6: the members of a SET OF stand in order."},
            fields([](TbsFields& f) {
                const Bytes cn = sequence({oid("2.5.4.3"), tlv(0x13, as_bytes("www"))});
                const Bytes o = sequence({oid("2.5.4.10"), tlv(0x13, as_bytes("Lab"))});
                f.subject = sequence({tlv(0x31, join({o, cn}))});
            }));
}

}  // namespace

void add_encoding(Catalogue& zoo) {
    lengths(zoo);
    values(zoo);
    inner_values(zoo);
    times(zoo);
    strings(zoo);
}

}  // namespace vitrine::zoo

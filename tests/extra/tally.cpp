#include "extra/tally.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace vitrine::test {

namespace {

// Refusals first: a case with two flags is refused if one of them says so.
constexpr Choice kChoices[] = {
    {"CompressedPoint", false, "RFC 8422 §5.1.2: only uncompressed points are for use"},
    {"UnnamedCurve", false, "RFC 8422 §5.4: a curve goes by its name (CVE-2020-0601)"},
    {"InvalidAsn", false, "X.690 §10: a key is DER, and nothing else is read"},
    {"KeyWithoutNull", false, "RFC 3279 §2.3.1: the parameters of a key MUST be NULL"},
    {"InheritedParameters", true, "RFC 3279 §2.3.2: parameters may come from the issuer's key"},
    {"X942Parameters", false, "a file has PKCS #3's p, g; X9.42 has p, g, q"},
    {"MissingZero", false, "X.690 §8.3: without its zero octet r is negative"},
    {"ZeroSharedSecret", false, "RFC 8422 §5.11: an all-zero secret ends the handshake"},
    {"NonCanonicalPublic", true, "RFC 7748 §5: non-canonical values MUST be accepted"},
    {"Twist", true, "RFC 7748 §6.1: X25519 is as safe on the twist"},
    {"MissingNull", true, "RFC 5246 §4.7: MUST accept both, NULL and no parameters"},
    {"SmallOrderKey", true, "RFC 8032 §5.1.7 asks for a point of the curve, of whichever order"},
    {"BeforeUtcTime", true, "RFC 5280 §4.1.2.5 binds who writes; a year of its own form is read"},
    {"PartialWildcard", false, "RFC 9525 §6.3: a wildcard is the whole left-most label"},
    {"Underscore", true, "names of hosts with one are in use, and it matches itself alone"},
    {"TrailingDot", true, "RFC 1034 §3.1: the root's dot, taken off before comparing"},
    {"HyphenAtTheEdge", true, "what is asked for is the user's; it matches itself alone"},
    {"OddSize", true, "lengths of keys are the policy's business, not the reader's"},
    {"Pkcs8Version2", true, "RFC 5958 §2: a public key may follow; ours is computed"},
    {"SmallModulus", true, "lengths of keys are the policy's business, not RSA's"},
    {"WeakHash", true, "TLS 1.0 to 1.2 sign SHA-1 digests; the policy bans them"},
    {"SmallPublicKey", true, "RFC 8017 §3.1: e is at least 3"},
};

}  // namespace

const Choice* choice_for(const std::vector<std::string>& flags) {
    const auto* const found = std::ranges::find_if(kChoices, [&](const Choice& choice) {
        return std::ranges::find(flags, choice.flag) != flags.end();
    });
    return found == std::end(kChoices) ? nullptr : found;
}

void Tally::valid(const std::string& where, bool accepted) {
    ++valid_;
    if (!accepted) wrong(where, "is valid, but refused or with another result");
}

void Tally::invalid(const std::string& where, bool accepted) {
    ++invalid_;
    if (accepted) wrong(where, "is invalid, but accepted");
}

void Tally::acceptable(const std::string& where,
                       const std::vector<std::string>& flags,
                       bool accepted) {
    const Choice* choice = choice_for(flags);
    ++(accepted ? accepted_ : refused_);
    if (choice == nullptr) return wrong(where, "is acceptable, and nobody chose which way to go");
    const std::string way = choice->accept ? "accepted: " : "refused: ";
    ++choices_[std::string{choice->flag} + ' ' + way + std::string{choice->reason}];
    if (accepted != choice->accept) wrong(where, accepted ? "is accepted" : "is refused");
}

void Tally::leave_out(std::string_view why, std::size_t cases) {
    if (cases != 0) left_out_[std::string{why}] += cases;
}

void Tally::wrong(const std::string& where, std::string_view what) {
    ++wrong_;
    ADD_FAILURE() << where << ' ' << what;
}

std::string Tally::heading() {
    return "file                                               run   valid invalid either+ either- "
           " "
           "wrong   n/a";
}

std::string Tally::row(const std::string& file) const {
    std::size_t left_out = 0;
    for (const auto& [why, cases] : left_out_) left_out += cases;
    std::ostringstream out;
    out << std::left << std::setw(52) << file << std::right;
    for (const std::size_t n : {run(), valid_, invalid_, accepted_, refused_, wrong_, left_out})
        out << ' ' << std::setw(7) << n;
    out << '\n';
    for (const auto& [choice, cases] : choices_) out << "    " << cases << " x " << choice << '\n';
    for (const auto& [why, cases] : left_out_) out << "    " << cases << " n/a: " << why << '\n';
    return out.str();
}

}  // namespace vitrine::test

// A verb of the command: `vitrine VERB ...`. Each stands in a file of its own and is listed in
// main.cpp.
#pragma once

#include <string_view>

#include "tools/options.h"

namespace vitrine::tools {

/// The command's exit codes; where curl has one for a case, it is the same.
enum Exit : int {
    kDone = 0,
    kDifferent = 1,
    kUsage = 2,
    kBadAddress = 3,
    kNotFound = 6,
    kRefused = 7,
    kCannotWrite = 23,
    kCannotRead = 26,
    kTimedOut = 28,
    kHandshakeFailed = 35,
    kCannotStart = 53,
    kBroken = 56,
    kOwnCertificate = 58,
    kNoCipher = 59,
    kPeerCertificate = 60,
};

struct Verb {
    std::string_view name;
    std::string_view summary;   ///< one line
    std::string_view examples;  ///< what `help VERB` shows first
    std::span<const OptionSpec> options;
    int (*run)(const Options& options);
};

extern const Verb kConnect;
extern const Verb kServe;
extern const Verb kDemo;
extern const Verb kDiagram;
extern const Verb kCiphers;
extern const Verb kExplain;
extern const Verb kCert;
extern const Verb kKey;
extern const Verb kBench;
extern const Verb kInterop;
extern const Verb kX509;
extern const Verb kAsn1;
extern const Verb kAsn1Parse;
extern const Verb kSelfTest;
extern const Verb kVerify;
extern const Verb kVersion;

}  // namespace vitrine::tools

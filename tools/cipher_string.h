// OpenSSL's cipher strings ("ECDHE+AESGCM:!aNULL:@STRENGTH") and lists of IANA names, evaluated
// over the suites that this engine runs, one step at a time so that each can be shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "handshake/suites.h"

namespace vitrine::tools {

using SuiteList = std::vector<const handshake::CipherSuite*>;

struct CipherStep {
    std::string word;
    std::string effect;  ///< "adds 4", "removes 2 for good", "matches nothing"
    SuiteList after;
};

struct CipherMatch {
    std::vector<CipherStep> steps;
    SuiteList suites;
    bool unknown_word = false;  ///< a word is neither a suite nor an alias
};

CipherMatch match_ciphers(std::string_view text);

}  // namespace vitrine::tools

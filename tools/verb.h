// What a verb of the command is: a name, a line, a page of help, and a function.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::tools {

/// The exit codes of the command; curl's where it has one.
enum Exit : int {
    kDone = 0,
    kDifferences = 1,
    kUsage = 2,
    kBadAddress = 3,
    kHostNotFound = 6,
    kRefused = 7,
    kCannotWrite = 23,
    kCannotRead = 26,
    kTimedOut = 28,
    kHandshakeFailed = 35,
    kCannotStart = 53,
    kBroken = 56,
    kOwnCertificate = 58,
    kNoCipher = 59,
    kPeerNotAccepted = 60,
};

using Words = std::vector<std::string>;

struct Verb {
    std::string_view name;
    std::string_view summary;
    std::string_view help;  ///< one screen, examples first
    int (*run)(const Words& arguments);
};

/// Every verb that is built, in the order of the help page.
std::span<const Verb> all_verbs();

int run_bench(const Words& arguments);
int run_cert(const Words& arguments);
int run_ciphers(const Words& arguments);
int run_connect(const Words& arguments);
int run_demo(const Words& arguments);
int run_explain(const Words& arguments);
int run_key(const Words& arguments);
int run_serve(const Words& arguments);
int run_version(const Words& arguments);

/// Says what is wrong and how to get help, on stderr; returns kUsage.
int usage_error(std::string_view verb, std::string_view what);
/// Says what failed with which file, on stderr; returns `code`.
int file_error(std::string_view what, std::string_view path, int code);

}  // namespace vitrine::tools

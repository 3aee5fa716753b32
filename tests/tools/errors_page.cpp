#include "base/error.h"
#include "tools/pages.h"

namespace vitrine::pages {

namespace {

// Where a folder's section of the table begins.
struct Section {
    ErrorCode first;
    const char* title;
};

constexpr Section kSections[] = {
    {ErrorCode::truncated, "base: reading and writing bytes"},
    {ErrorCode::der_truncated, "asn1: DER"},
    {ErrorCode::bad_key_length, "crypto"},
    {ErrorCode::pem_no_block, "x509: certificates and keys"},
    {ErrorCode::record_overflow, "record"},
    {ErrorCode::unexpected_message, "handshake"},
    {ErrorCode::alert_received, "engine"},
    {ErrorCode::file_unreadable, "io"},
};

std::string row(const ErrorInfo& e) {
    std::string line = "| `";
    line.append(e.name).append("` | ").append(name_of(e.alert));
    line.append("(").append(std::to_string(static_cast<unsigned>(e.alert))).append(") | ");
    line.append(e.text).append(" | ").append(e.source).append(" |\n");
    return line;
}

}  // namespace

Page errors_page() {
    std::string text =
        "# What can go wrong\n\n"
        "Made from the table in `src/base/error.cpp` by `make_pages`; do not edit.\n\n"
        "Each code has the alert that the engine sends when the error ends a connection, a "
        "sentence, and the\n"
        "clause that asks for the refusal. Some codes never reach a peer (a file that cannot be "
        "read); their\n"
        "alert is what would be sent if they did.\n";
    for (const ErrorInfo& e : all_errors()) {
        for (const Section& section : kSections) {
            if (section.first != e.code) continue;
            text.append("\n## ").append(section.title);
            text.append("\n\n| code | alert | what it says | source |\n|---|---|---|---|\n");
        }
        text += row(e);
    }
    return {"errors.md", text};
}

}  // namespace vitrine::pages

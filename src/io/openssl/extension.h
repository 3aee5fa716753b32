// Certificate extensions as OpenSSL 3.0 prints them. Read next: extension.cpp (the table),
// then one file for each family of extensions.
#pragma once

#include <span>
#include <string>

#include "asn1/der_reader.h"

namespace vitrine::io {

/// Appends what an extension's value says, each line indented; false if the value does not decode.
using ExtensionPrinter = bool (*)(ByteView value, std::size_t indent, std::string& out);

/// The members of an Extensions SEQUENCE, under a title, as `openssl x509 -text` shows them.
std::string openssl_extensions(ByteView members, std::string_view title, std::size_t indent);
/// Only those whose short name is one of `names`, without a title.
std::string openssl_extensions(ByteView members, std::span<const std::string> names);

// The families.
bool print_certificate_policies(ByteView value, std::size_t indent, std::string& out);
bool print_policy_mappings(ByteView value, std::size_t indent, std::string& out);
bool print_policy_constraints(ByteView value, std::size_t indent, std::string& out);
bool print_name_constraints(ByteView value, std::size_t indent, std::string& out);
bool print_distribution_points(ByteView value, std::size_t indent, std::string& out);
bool print_issuing_distribution_point(ByteView value, std::size_t indent, std::string& out);
bool print_sct_list(ByteView value, std::size_t indent, std::string& out);
bool print_address_blocks(ByteView value, std::size_t indent, std::string& out);
bool print_as_numbers(ByteView value, std::size_t indent, std::string& out);
bool print_proxy_info(ByteView value, std::size_t indent, std::string& out);
bool print_strong_extranet(ByteView value, std::size_t indent, std::string& out);
bool print_issuer_sign_tool(ByteView value, std::size_t indent, std::string& out);

/// "Jan  1 00:00:00 2020 GMT", or "Bad time value".
std::string openssl_time(const asn1::Element& time);
/// Spaces, then text.
void put_indented(std::string& out, std::size_t indent, std::string_view text);

}  // namespace vitrine::io

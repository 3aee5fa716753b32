// The mistakes a puppet can be told to make, by name. Each is one departure from the standard; what
// a script does not order, the puppet does right.
#pragma once

#include "support/puppet.h"

namespace vitrine::test::mistakes {

// --- hellos (RFC 5246 §7.4.1)
Mistake version(std::uint16_t said);
Mistake suites(std::vector<std::uint16_t> offered_or_chosen);
Mistake one_more_suite(std::uint16_t value);
Mistake compression(Bytes methods);
Mistake session_id(Bytes id);
Mistake random_ends_with(Bytes end);
Mistake with_extension(handshake::ExtensionType type, Bytes body);
Mistake extension_is(handshake::ExtensionType type, Bytes body);
Mistake without_extension(handshake::ExtensionType type);
Mistake extension_twice(handshake::ExtensionType type);
Mistake without_extensions();

// --- certificates (§7.4.2, §7.4.6)
Mistake empty_list();
Mistake chain_of(std::string name);

// --- key exchange (§7.4.3, §7.4.7)
Mistake curve(std::uint16_t named_curve);
Mistake curve_type(std::uint8_t type);
Mistake public_value(std::string name, Bytes value);
Mistake point_off_the_curve();
Mistake dh_group(std::string name, Bytes p, Bytes g);
Mistake curve_params_for_finite_field();
/// The premaster secret says this version (§7.4.7.1).
Mistake premaster_version(std::uint16_t version);
Mistake premaster_len(std::size_t len);
Mistake rsa_block_byte(std::string name, std::size_t at, std::uint8_t value);
Mistake rsa_block_without_zeros();

// --- signatures (§7.4.3, §7.4.8)
Mistake bad_signature();
Mistake announces_scheme(std::uint16_t scheme);
Mistake signs_by(handshake::SignatureScheme scheme);
Mistake signs_other_bytes();

// --- Finished (§7.4.9)
Mistake wrong_verify_data();
Mistake verify_data_of_the_other_side();
Mistake verify_data_without_the_last_message();

// --- any body
Mistake body(Bytes bytes);
Mistake cut_short();
Mistake one_byte_more();
Mistake declared_length(std::uint32_t length);

// --- into records (§6.2)
Mistake in_pieces(std::size_t len);
/// Shares a record with the next message of its content type.
Mistake together_with_the_next();
/// The rest comes in front of the next message of its content type.
Mistake only_the_first(std::size_t len);
Mistake all_but_the_last(std::size_t len);
/// ChangeCipherSpec without new keys after it.
Mistake under_the_old_keys();
Mistake not_in_transcript();

// --- one record
Mistake in_record(std::string name, RecordPlan plan);
Mistake record_version(std::uint16_t version);
Mistake record_type(std::uint8_t type);
Mistake record_length(std::uint16_t length);
Mistake sequence_shifted(std::int64_t by);
Mistake wrong_mac();
Mistake wrong_padding();

}  // namespace vitrine::test::mistakes

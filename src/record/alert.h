// struct Alert (RFC 5246 §7.2): two bytes, a level and a description.
// One record holds exactly one alert: neither split nor coalesced ones are accepted.
#pragma once

#include "base/alert.h"
#include "base/wire_reader.h"
#include "base/wire_writer.h"

namespace vitrine::record {

inline constexpr std::size_t kAlertLen = 2;

struct Alert {
    AlertLevel level = AlertLevel::fatal;
    AlertDescription description = AlertDescription::internal_error;
};

/// Errors: alert_malformed (not two bytes), alert_level_unknown. A description without a name is
/// kept as it is.
Result<Alert> decode_alert(wire::Reader in);
void encode_alert(wire::Writer& out, const Alert& alert);

/// True if the connection ends with it: level fatal, or a description that every standard calls
/// fatal. Source: RFC 5246 §7.2.2.
bool ends_connection(const Alert& alert);

}  // namespace vitrine::record

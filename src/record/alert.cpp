#include "record/alert.h"

namespace vitrine::record {

Result<Alert> decode_alert(wire::Reader in) {
    if (in.remaining() != kAlertLen) in.fail(ErrorCode::alert_malformed, "Alert");
    Alert alert;
    const std::size_t offset_of_level = 0;
    alert.level = static_cast<AlertLevel>(in.u8("level"));
    alert.description = static_cast<AlertDescription>(in.u8("description"));
    if (!in.failed() && alert.level != AlertLevel::warning && alert.level != AlertLevel::fatal) {
        return fail(ErrorCode::alert_level_unknown, offset_of_level, "level");
    }
    return in.finish(alert);
}

void encode_alert(wire::Writer& out, const Alert& alert) {
    out.u8(static_cast<std::uint8_t>(alert.level));
    out.u8(static_cast<std::uint8_t>(alert.description));
}

bool ends_connection(const Alert& alert) {
    return alert.level == AlertLevel::fatal || always_fatal(alert.description);
}

}  // namespace vitrine::record

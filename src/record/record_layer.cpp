#include "record/record_layer.h"

#include <algorithm>
#include <utility>

namespace vitrine::record {

namespace {

constexpr std::uint64_t kLastSequence = ~std::uint64_t{0};

/// Announces the header and the parts of a fragment as fields: every byte of the record, once.
void show_fields(ByteView wire, const FragmentLayout& layout, bool aead, trace::Sink* sink) {
    wire::Context context{wire, sink, trace::Layer::record};
    wire::Reader in{wire, context};
    const auto header = decode_header(in);
    const std::size_t body = in.remaining();
    const std::size_t around =
        std::size_t{layout.explicit_nonce_len} + layout.mac_len + layout.padding_len;
    if (!header.ok() || body < around) return;
    in.bytes(layout.explicit_nonce_len, aead ? "nonce_explicit" : "IV");
    in.bytes(body - around, "fragment");
    in.bytes(layout.mac_len, aead ? "tag" : "MAC");
    if (layout.padding_len == 0) return;
    in.bytes(layout.padding_len - std::size_t{1}, "padding");
    in.bytes(1, "padding_length");
}

}  // namespace

Result<std::size_t> RecordLayer::next_record_len(ByteView bytes) {
    if (bytes.size() < kHeaderLen) return std::size_t{0};
    if (read_.records == 0) TLS_TRY(check_first_bytes(bytes));
    wire::Context context{bytes, nullptr, trace::Layer::record};
    wire::Reader in{bytes.first(kHeaderLen), context};
    TLS_TRY_ASSIGN(const RecordHeader header, decode_header(in));
    TLS_TRY(check_header(header));
    if (version_fixed_ && header.version != static_cast<std::uint16_t>(version_)) {
        return fail(ErrorCode::record_version, 1, "version");
    }
    const std::size_t whole = kHeaderLen + header.length;
    return bytes.size() < whole ? std::size_t{0} : whole;
}

Result<OpenedRecord> RecordLayer::open(MutByteView whole_record) {
    const auto type = static_cast<ContentType>(whole_record[0]);
    const auto version = static_cast<std::uint16_t>((whole_record[1] << 8) | whole_record[2]);
    if (read_.sequence == kLastSequence) return fail(ErrorCode::record_sequence_exhausted);
    const FragmentInfo info{read_.sequence, type, version};

    base::Buffer as_received;  // decryption works in place, the glass shows what came
    if (sink_ != nullptr) [[unlikely]] {
        TLS_TRY_ASSIGN(as_received, pool_.lend());
        copy_bytes(whole_record, as_received.bytes());
    }
    FragmentLayout layout;
    auto opened = read_.protection.open(info, whole_record.subspan(kHeaderLen), layout);
    if (!opened.ok())
        return fail(opened.error().code, static_cast<std::size_t>(read_.offset), "fragment");
    if (sink_ != nullptr) [[unlikely]] {
        const ByteView wire = as_received.bytes().first(whole_record.size());
        show(trace::Direction::received, read_, info, wire, *opened, layout);
    }
    ++read_.sequence;
    ++read_.records;
    read_.offset += whole_record.size();
    TLS_TRY(judge_content(type, *opened));
    return OpenedRecord{type, *opened};
}

// RFC 5246 §6.2.1: "Zero-length fragments of Application data MAY be sent"; of the other types they
// MUST NOT.
Status RecordLayer::judge_content(ContentType type, ByteView content) {
    if (content.size() > kMaxPlaintext) return fail(ErrorCode::record_overflow, 3, "length");
    if (!content.empty()) {
        empty_in_a_row_ = 0;
        return done();
    }
    if (type != ContentType::application_data)
        return fail(ErrorCode::record_fragment_empty, 3, "length");
    if (++empty_in_a_row_ > max_empty_) return fail(ErrorCode::record_too_many_empty, 3, "length");
    return done();
}

Status RecordLayer::send(ContentType type, ByteView content) {
    do {
        const ByteView fragment = content.first(std::min(content.size(), kMaxPlaintext));
        TLS_TRY(send_fragment(type, fragment));
        content = content.subspan(fragment.size());
    } while (!content.empty());
    return done();
}

Result<std::size_t> RecordLayer::send_application_data(ByteView data) {
    std::size_t taken = 0;
    bool split = write_.protection.wants_split() && data.size() > 1;  // attack A1, test Beast.*
    const bool together = sink_ == nullptr && write_.protection.explicit_iv_len() != 0;
    while (taken < data.size()) {
        if (together && data.size() - taken > kMaxPlaintext) {
            TLS_TRY_ASSIGN(const std::size_t many, send_together(data.subspan(taken)));
            if (many == 0) break;
            taken += many;
            continue;
        }
        const std::size_t n = split ? 1 : std::min(data.size() - taken, kMaxPlaintext);
        const Status queued = send_fragment(ContentType::application_data, data.subspan(taken, n));
        if (!queued.ok() && queued.error().code == ErrorCode::out_of_memory) break;
        TLS_TRY(queued);
        taken += n;
        split = false;
    }
    return taken;
}

Result<MutByteView> RecordLayer::begin_record(ContentType type, std::size_t content_len) {
    if (write_.sequence == kLastSequence) return fail(ErrorCode::record_sequence_exhausted);
    const std::size_t sealed_len = write_.protection.sealed_len(content_len);
    TLS_TRY_ASSIGN(const MutByteView place, output_.room(kHeaderLen + sealed_len));
    wire::Writer header{place.first(kHeaderLen)};
    encode_header(header, {type, static_cast<std::uint16_t>(version_),
                           static_cast<std::uint16_t>(sealed_len)});
    return place;
}

void RecordLayer::queue_record(std::size_t len) {
    output_.commit(len);
    ++write_.sequence;
    ++write_.records;
    write_.offset += len;
}

// The queue has the records before they are sealed; nobody reads it meanwhile.
Result<std::size_t> RecordLayer::send_together(ByteView data) {
    constexpr auto kType = ContentType::application_data;
    std::array<Sealing, kMaxSealings> records;
    std::size_t count = 0;
    std::size_t taken = 0;
    Status last = done();
    for (; count < records.size() && taken < data.size(); ++count) {
        const FragmentInfo info{write_.sequence, kType, static_cast<std::uint16_t>(version_)};
        const ByteView content = data.subspan(taken, std::min(data.size() - taken, kMaxPlaintext));
        const auto place = begin_record(kType, content.size());
        if (!place.ok()) {
            last = place.error();
            break;
        }
        const MutByteView fragment = place->subspan(kHeaderLen);
        last = rng_.fill(fragment.first(write_.protection.explicit_iv_len()));
        if (!last.ok()) break;
        records[count] = {info, content, fragment};
        queue_record(place->size());
        taken += content.size();
    }
    write_.protection.seal_many(std::span{records}.first(count));
    if (!last.ok() && last.error().code != ErrorCode::out_of_memory) return last.error();
    return taken;
}

Status RecordLayer::send_fragment(ContentType type, ByteView content) {
    const FragmentInfo info{write_.sequence, type, static_cast<std::uint16_t>(version_)};
    TLS_TRY_ASSIGN(const MutByteView place, begin_record(type, content.size()));
    FragmentLayout layout;
    TLS_TRY(write_.protection.seal(info, content, place.subspan(kHeaderLen), rng_, layout));
    if (sink_ != nullptr) [[unlikely]] {
        sink_->on(trace::Bytes{trace::Direction::sent, write_.offset, place});
        show(trace::Direction::sent, write_, info, place, content, layout);
    }
    queue_record(place.size());
    return done();
}

void RecordLayer::sent(std::size_t n) {
    while (n > 0 && !output_.empty()) {
        const std::size_t step = std::min(n, output_.front().size());
        output_.pop(step);
        n -= step;
    }
}

void RecordLayer::change_read(Protection protection) {
    read_.protection = std::move(protection);
    read_.sequence = 0;
    ++read_.epoch;
}

void RecordLayer::change_write(Protection protection) {
    write_.protection = std::move(protection);
    write_.sequence = 0;
    ++write_.epoch;
}

void RecordLayer::set_version(ProtocolVersion version) {
    version_ = version;
    version_fixed_ = true;
}

void RecordLayer::show(trace::Direction direction,
                       const Half& half,
                       const FragmentInfo& info,
                       ByteView wire,
                       ByteView plaintext,
                       const FragmentLayout& layout) const {
    trace::Record event{};
    event.direction = direction;
    event.number = half.records;
    event.stream_offset = half.offset;
    event.epoch = half.epoch;
    event.sequence = info.sequence;
    event.content_type = static_cast<std::uint8_t>(info.type);
    event.version = info.version;
    event.wire = wire;
    event.plaintext = plaintext;
    event.explicit_nonce_len = layout.explicit_nonce_len;
    event.mac_len = layout.mac_len;
    event.padding_len = layout.padding_len;
    event.protection = half.protection.name();
    sink_->on(event);
    show_fields(wire, layout, half.protection.is_aead(), sink_);
}

}  // namespace vitrine::record

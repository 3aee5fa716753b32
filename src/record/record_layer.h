// The record layer of one connection: content in, records out, and back (RFC 5246 §6.2).
// It owns the protection and the sequence number of each direction; the handshake tells it when to
// change them, which resets the sequence number to zero (RFC 5246 §6.1). Read next: protection.h
// (what is done to a fragment), engine/connection.h (who feeds it).
#pragma once

#include "base/rng.h"
#include "base/trace.h"
#include "record/header.h"
#include "record/output_queue.h"
#include "record/protection.h"

namespace vitrine::record {

/// A record after its protection was removed. The view lies in the bytes that were given to `open`.
struct OpenedRecord {
    ContentType type{};
    MutByteView content;
};

class RecordLayer {
  public:
    RecordLayer(base::BufferPool& pool, Rng& rng) : rng_(rng), pool_(pool), output_(pool) {}

    // --- what comes in

    /// The length of the record at the front of `bytes`, or 0 if that cannot be told yet or more
    /// must come. Judges the header as soon as it is there.  Errors: those of check_first_bytes and
    /// check_header, record_version.
    Result<std::size_t> next_record_len(ByteView bytes);
    /// Removes the protection of one whole record, in place.
    /// Errors: record_not_authentic, record_overflow, record_fragment_empty, record_too_many_empty,
    /// record_sequence_exhausted.
    Result<OpenedRecord> open(MutByteView whole_record);

    // --- what goes out

    /// Protects `content` and queues it, in fragments of at most 2^14 bytes.
    /// Errors: out_of_memory, record_sequence_exhausted, entropy_failure.
    Status send(ContentType type, ByteView content);
    /// Queues as much application data as finds room; returns how much. Splits 1/n-1 where CBC
    /// chains IVs. Errors: record_sequence_exhausted, entropy_failure.
    Result<std::size_t> send_application_data(ByteView data);

    [[nodiscard]] ByteView pending_output() const { return output_.front(); }
    void sent(std::size_t n);

    // --- changes

    void change_read(Protection protection);
    void change_write(Protection protection);
    /// Fixes the version: records of another are refused from now on.
    void set_version(ProtocolVersion version);
    void set_sink(trace::Sink* sink) { sink_ = sink; }
    void set_max_empty_records(std::size_t n) { max_empty_ = n; }

    [[nodiscard]] std::uint16_t read_epoch() const { return read_.epoch; }
    [[nodiscard]] std::uint16_t write_epoch() const { return write_.epoch; }
    [[nodiscard]] const Protection& read_protection() const { return read_.protection; }
    [[nodiscard]] const Protection& write_protection() const { return write_.protection; }
    /// Number of the record opened last.
    [[nodiscard]] std::uint64_t records_read() const { return read_.records; }
    [[nodiscard]] std::uint64_t records_written() const { return write_.records; }

  private:
    struct Half {
        Protection protection;
        std::uint64_t sequence = 0;
        std::uint64_t records = 0;  // since the beginning
        std::uint64_t offset = 0;   // bytes since the beginning
        std::uint16_t epoch = 0;
    };

    Status send_fragment(ContentType type, ByteView content);
    /// The same for the front of `data` in several records that are sealed together; returns how
    /// much.
    Result<std::size_t> send_together(ByteView data);
    /// Takes room for a record and writes its header, and queues it.  Errors: as send_fragment's.
    Result<MutByteView> begin_record(ContentType type, std::size_t content_len);
    void queue_record(std::size_t len);
    Status judge_content(ContentType type, ByteView content);
    void show(trace::Direction direction,
              const Half& half,
              const FragmentInfo& info,
              ByteView wire,
              ByteView plaintext,
              const FragmentLayout& layout) const;

    Rng& rng_;
    base::BufferPool& pool_;
    OutputQueue output_;
    Half read_;
    Half write_;
    trace::Sink* sink_ = nullptr;
    ProtocolVersion version_ =
        ProtocolVersion::tls10;  // RFC 5246 §E.1: what a first ClientHello carries
    bool version_fixed_ = false;
    std::size_t empty_in_a_row_ = 0;
    std::size_t max_empty_ = 32;
};

}  // namespace vitrine::record

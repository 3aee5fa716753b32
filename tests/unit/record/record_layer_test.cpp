#include "record/record_layer.h"

#include <gtest/gtest.h>

#include "support/field_recorder.h"
#include "support/record_session.h"

namespace vitrine::record {
namespace {

using crypto::CbcKey;
using test::Bytes;
using test::RecordSession;

/// A record layer with memory and randomness of its own.
struct Layer {
    explicit Layer(std::size_t buffers = 16) : pool(kMaxRecord, buffers), layer(pool, rng) {}

    /// Everything that waits to go out.
    Bytes drain() {
        Bytes out;
        while (!layer.pending_output().empty()) {
            const ByteView front = layer.pending_output();
            out.insert(out.end(), front.begin(), front.end());
            layer.sent(front.size());
        }
        return out;
    }

    base::BufferPool pool;
    test::FixedRng rng{Bytes{0x42, 0x17, 0x99}};
    RecordLayer layer;
};

/// Cuts a stream into whole records.
std::vector<Bytes> records_of(const Bytes& stream) {
    std::vector<Bytes> records;
    for (std::size_t at = 0; at + 5 <= stream.size();) {
        const std::size_t end = at + 5 + (std::size_t{stream[at + 3]} << 8 | stream[at + 4]);
        records.emplace_back(stream.begin() + static_cast<std::ptrdiff_t>(at),
                             stream.begin() + static_cast<std::ptrdiff_t>(end));
        at = end;
    }
    return records;
}

Bytes plain_record(ContentType type, std::uint16_t version, std::size_t length) {
    Bytes record(kHeaderLen + length, 0x2a);
    wire::Writer out{record};
    encode_header(out, {type, version, static_cast<std::uint16_t>(length)});
    return record;
}

ErrorCode code_of(const Status& status) {
    return status.ok() ? ErrorCode::internal : status.error().code;
}

ErrorCode open_code(RecordLayer& layer, Bytes record) {
    const auto opened = layer.open(record);
    return opened.ok() ? ErrorCode::internal : opened.error().code;
}

TEST(RecordLayer, SaysNothingUntilTheRecordIsWhole) {
    Layer a;
    const Bytes record = plain_record(ContentType::handshake, 0x0301, 300);
    for (std::size_t n = 0; n < record.size(); ++n) {
        const auto length = a.layer.next_record_len(ByteView{record}.first(n));
        ASSERT_TRUE(length.ok());
        ASSERT_EQ(*length, 0U) << n;
    }
    Bytes more = record;
    more.resize(more.size() + 9);
    EXPECT_EQ(*a.layer.next_record_len(record), 305U);
    EXPECT_EQ(*a.layer.next_record_len(more), 305U);
}

/// The boundary table: judged on the header, before a byte of the body is there (attack A14).
TEST(RecordLayer, JudgesALengthByTheHeaderAlone) {
    Layer a;
    Bytes header = plain_record(ContentType::handshake, 0x0303, 0);
    const auto judged = [&](std::size_t length) {
        header[3] = static_cast<std::uint8_t>(length >> 8);
        header[4] = static_cast<std::uint8_t>(length);
        const auto next = a.layer.next_record_len(header);
        return next.ok() ? ErrorCode::internal : next.error().code;
    };
    EXPECT_EQ(judged(16384), ErrorCode::internal);
    EXPECT_EQ(judged(16384 + 2048), ErrorCode::internal);
    EXPECT_EQ(judged(16384 + 2049), ErrorCode::record_overflow);
    EXPECT_EQ(judged(65535), ErrorCode::record_overflow);
}

TEST(RecordLayer, RefusesContentBeyondTwoToTheFourteen) {
    Layer a;
    EXPECT_EQ(open_code(a.layer, plain_record(ContentType::handshake, 0x0303, 16384)),
              ErrorCode::internal);
    EXPECT_EQ(open_code(a.layer, plain_record(ContentType::handshake, 0x0303, 16385)),
              ErrorCode::record_overflow);
}

TEST(RecordLayer, RefusesEmptyRecordsOfAllTypesButApplicationData) {
    for (const ContentType type :
         {ContentType::handshake, ContentType::alert, ContentType::change_cipher_spec}) {
        Layer a;
        EXPECT_EQ(open_code(a.layer, plain_record(type, 0x0303, 0)),
                  ErrorCode::record_fragment_empty)
            << name_of(type);
    }
    Layer a;
    EXPECT_EQ(open_code(a.layer, plain_record(ContentType::application_data, 0x0303, 0)),
              ErrorCode::internal);
}

TEST(RecordLayer, CountsEmptyRecordsInARow) {
    Layer a;
    const Bytes empty = plain_record(ContentType::application_data, 0x0303, 0);
    const Bytes full = plain_record(ContentType::application_data, 0x0303, 1);
    for (int i = 0; i < 32; ++i) ASSERT_EQ(open_code(a.layer, empty), ErrorCode::internal) << i;
    ASSERT_EQ(open_code(a.layer, full), ErrorCode::internal);
    for (int i = 0; i < 32; ++i) ASSERT_EQ(open_code(a.layer, empty), ErrorCode::internal) << i;
    EXPECT_EQ(open_code(a.layer, empty), ErrorCode::record_too_many_empty);
}

TEST(RecordLayer, TakesAnyMinorVersionUntilOneIsFixed) {
    Layer a;
    const auto judged = [&](std::uint16_t version) {
        const auto next = a.layer.next_record_len(plain_record(ContentType::handshake, version, 1));
        return next.ok() ? ErrorCode::internal : next.error().code;
    };
    EXPECT_EQ(judged(0x0300), ErrorCode::internal);
    EXPECT_EQ(judged(0x0304), ErrorCode::internal);
    EXPECT_EQ(judged(0x0203), ErrorCode::not_tls);
    a.layer.set_version(ProtocolVersion::tls12);
    EXPECT_EQ(judged(0x0303), ErrorCode::internal);
    EXPECT_EQ(judged(0x0301), ErrorCode::record_version);
    EXPECT_EQ(judged(0x0304), ErrorCode::record_version);
}

TEST(RecordLayer, CutsLongContentIntoFragments) {
    Layer a;
    const Bytes content(16384 * 2 + 5, 0x61);
    ASSERT_TRUE(a.layer.send(ContentType::handshake, content).ok());
    const auto records = records_of(a.drain());
    ASSERT_EQ(records.size(), 3U);
    EXPECT_EQ(records[0].size(), 5U + 16384U);
    EXPECT_EQ(records[1].size(), 5U + 16384U);
    EXPECT_EQ(records[2].size(), 5U + 5U);
    EXPECT_EQ(a.layer.records_written(), 3U);
    EXPECT_EQ(a.pool.lent(), 0U);  // nothing is held once all is sent
}

/// What one side of a recorded session writes, the other side's layer reads.
TEST(RecordLayer, CarriesDataUnderEveryProtection) {
    for (const RecordSession& session : test::read_sessions()) {
        SCOPED_TRACE(session.name);
        Layer sender;
        Layer receiver;
        sender.layer.set_version(session.spec.version);
        receiver.layer.set_version(session.spec.version);
        sender.layer.change_write(session.protection(CbcKey::Use::encrypt));
        receiver.layer.change_read(session.protection(CbcKey::Use::decrypt));
        Bytes data(40000);
        for (std::size_t i = 0; i < data.size(); ++i)
            data[i] = static_cast<std::uint8_t>(i * 13 + i / 251);
        const auto taken = sender.layer.send_application_data(data);
        ASSERT_TRUE(taken.ok());
        ASSERT_EQ(*taken, data.size());
        Bytes got;
        for (Bytes& record : records_of(sender.drain())) {
            ASSERT_EQ(*receiver.layer.next_record_len(record), record.size());
            const auto opened = receiver.layer.open(record);
            ASSERT_TRUE(opened.ok());
            got.insert(got.end(), opened->content.begin(), opened->content.end());
        }
        EXPECT_EQ(got, data);
    }
}

/// Attack A1: each write of application data is split after its first byte, other content is not.
TEST(Beast, IsCounteredByTheSplitOfEachWriteAtTls10) {
    std::size_t tried = 0;
    for (const RecordSession& session : test::read_sessions()) {
        SCOPED_TRACE(session.name);
        Layer sender;
        sender.layer.set_version(session.spec.version);
        sender.layer.change_write(session.protection(CbcKey::Use::encrypt));
        const bool split = sender.layer.write_protection().wants_split();
        const Bytes data(100, 0x61);
        for (int write = 0; write < 2; ++write) {
            ASSERT_EQ(*sender.layer.send_application_data(data), data.size());
            const auto records = records_of(sender.drain());
            ASSERT_EQ(records.size(), split ? 2U : 1U);
            const Protection& used = sender.layer.write_protection();
            EXPECT_EQ(records[0].size(), 5 + used.sealed_len(split ? 1 : 100));
            EXPECT_EQ(records.back().size(), 5 + used.sealed_len(split ? 99 : 100));
        }
        ASSERT_EQ(*sender.layer.send_application_data(Bytes(1, 0)), 1U);
        EXPECT_EQ(records_of(sender.drain()).size(), 1U);
        ASSERT_TRUE(sender.layer.send(ContentType::handshake, data).ok());
        EXPECT_EQ(records_of(sender.drain()).size(), 1U);
        tried += split ? 1 : 0;
    }
    EXPECT_GT(tried, 5U);
}

TEST(RecordLayer, TakesOnlyWhatFindsRoom) {
    Layer a{2};
    const Bytes data(16384 * 4, 0x61);
    const auto taken = a.layer.send_application_data(data);
    ASSERT_TRUE(taken.ok());
    EXPECT_EQ(*taken, 2 * 16384U);
    EXPECT_EQ(*a.layer.send_application_data(data), 0U);
    EXPECT_EQ(code_of(a.layer.send(ContentType::handshake, data)), ErrorCode::out_of_memory);
    EXPECT_EQ(a.drain().size(), 2 * (5 + 16384U));
    EXPECT_EQ(*a.layer.send_application_data(Bytes(7, 0)), 7U);
}

/// A layer over CBC with explicit IVs, and a generator that gives out `good` IVs before it fails.
class ManyRecords {
  public:
    ManyRecords(const ProtectionSpec& spec, std::size_t good, std::size_t buffers)
        : rng_(good), pool_(kMaxRecord, buffers), layer(pool_, rng_) {
        const Bytes key(64, 7);
        layer.set_version(spec.version);
        auto made = Protection::make(spec,
                                     {ByteView{key}.first(crypto::digest_len(spec.mac)),
                                      ByteView{key}.first(crypto::key_len(spec.block)),
                                      {}},
                                     CbcKey::Use::encrypt);
        EXPECT_TRUE(made.ok());
        layer.change_write(*std::move(made));
    }

  private:
    class CountedRng : public Rng {
      public:
        explicit CountedRng(std::size_t good) : good_(good) {}
        Status fill(MutByteView out) override {
            if (given_ == good_) return fail(ErrorCode::entropy_failure);
            ++given_;
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] = static_cast<std::uint8_t>(given_ * 17 + i);
            return done();
        }
        static Error fail(ErrorCode code) { return vitrine::fail(code); }

      private:
        std::size_t good_;
        std::size_t given_ = 0;
    };

    CountedRng rng_;
    base::BufferPool pool_;

  public:
    RecordLayer layer;

    Bytes drain() {
        Bytes out;
        while (!layer.pending_output().empty()) {
            const ByteView front = layer.pending_output();
            out.insert(out.end(), front.begin(), front.end());
            layer.sent(front.size());
        }
        return out;
    }
};

std::vector<ProtectionSpec> many_specs() {
    std::vector<ProtectionSpec> specs;
    for (const ProtectionKind kind : {ProtectionKind::cbc_hmac, ProtectionKind::cbc_etm}) {
        for (const auto block : {crypto::BlockCipherAlg::aes128, crypto::BlockCipherAlg::des_ede3,
                                 crypto::BlockCipherAlg::camellia256}) {
            for (const auto mac : {crypto::HashAlg::md5, crypto::HashAlg::sha1,
                                   crypto::HashAlg::sha256, crypto::HashAlg::sha384})
                specs.push_back({kind, {}, block, mac, ProtocolVersion::tls12, "CBC"});
        }
    }
    return specs;
}

/// Records that are sealed together are those that come one after another.
TEST(RecordLayer, SealsManyRecordsAsItSealsOne) {
    Bytes data(9 * 16384 + 77);
    for (std::size_t i = 0; i < data.size(); ++i)
        data[i] = static_cast<std::uint8_t>(i * 7 + i / 509);
    for (const ProtectionSpec& spec : many_specs()) {
        ManyRecords single(spec, 99, 16);
        for (std::size_t at = 0; at < data.size(); at += 16384) {
            const auto piece =
                ByteView{data}.subspan(at, std::min<std::size_t>(16384, data.size() - at));
            ASSERT_EQ(*single.layer.send_application_data(piece), piece.size());
        }
        const Bytes expected = single.drain();
        ManyRecords together(spec, 99, 16);
        ASSERT_EQ(*together.layer.send_application_data(data), data.size());
        ASSERT_EQ(together.layer.records_written(), 10U);
        EXPECT_TRUE(together.drain() == expected);
    }
}

TEST(RecordLayer, SealsWhatItQueuedWhenBuffersOrRandomnessEnd) {
    const Bytes data(5 * 16384, 0x61);
    for (const ProtectionSpec& spec : many_specs()) {
        ManyRecords all(spec, 99, 16);
        ASSERT_EQ(*all.layer.send_application_data(data), data.size());
        const auto records = records_of(all.drain());

        ManyRecords few_buffers(spec, 99, 3);
        ASSERT_EQ(*few_buffers.layer.send_application_data(data), 3 * 16384U);
        EXPECT_TRUE(records_of(few_buffers.drain()) ==
                    std::vector<Bytes>(records.begin(), records.begin() + 3));

        ManyRecords few_ivs(spec, 2, 16);
        const auto taken = few_ivs.layer.send_application_data(data);
        ASSERT_FALSE(taken.ok());
        EXPECT_EQ(taken.error().code, ErrorCode::entropy_failure);
        EXPECT_TRUE(records_of(few_ivs.drain()) ==
                    std::vector<Bytes>(records.begin(), records.begin() + 2));
    }
}

TEST(RecordLayer, CountsEpochsAndBeginsSequenceNumbersAnew) {
    const RecordSession session = test::read_sessions().front();
    Layer sender;
    Layer receiver;
    sender.layer.set_version(session.spec.version);
    for (int change = 1; change <= 2; ++change) {
        sender.layer.change_write(session.protection(CbcKey::Use::encrypt));
        receiver.layer.change_read(session.protection(CbcKey::Use::decrypt));
        EXPECT_EQ(sender.layer.write_epoch(), change);
        EXPECT_EQ(receiver.layer.read_epoch(), change);
        ASSERT_TRUE(sender.layer.send(ContentType::handshake, Bytes(3, 1)).ok());
        EXPECT_EQ(open_code(receiver.layer, sender.drain()), ErrorCode::internal);
    }
}

/// Keeps the records and the fields of each.
class RecordWatcher : public test::FieldRecorder {
  public:
    using test::FieldRecorder::on;
    void on(const trace::Record& event) override {
        leaves.clear();
        size = event.wire.size();
        wire.assign(event.wire.begin(), event.wire.end());
        plain.assign(event.plaintext.begin(), event.plaintext.end());
        sequence = event.sequence;
        ++count;
    }

    std::size_t size = 0;
    Bytes wire;
    Bytes plain;
    std::uint64_t sequence = 0;
    std::size_t count = 0;
};

TEST(RecordLayer, ShowsEveryByteOfEveryRecordOnce) {
    for (const RecordSession& session : test::read_sessions()) {
        SCOPED_TRACE(session.name);
        Layer receiver;
        RecordWatcher watcher;
        receiver.layer.set_sink(&watcher);
        receiver.layer.set_version(session.spec.version);
        receiver.layer.change_read(session.protection(CbcKey::Use::decrypt));
        for (const RecordSession::Step& step : session.steps) {
            ASSERT_EQ(open_code(receiver.layer, step.record), ErrorCode::internal);
            EXPECT_EQ(watcher.wire, step.record);  // as it came, not as it was decrypted
            EXPECT_EQ(watcher.plain, step.plain);
            EXPECT_EQ(watcher.sequence, step.sequence);
            EXPECT_TRUE(watcher.covers_once(step.record.size()));
        }
        EXPECT_EQ(watcher.count, session.steps.size());
    }
}

}  // namespace
}  // namespace vitrine::record

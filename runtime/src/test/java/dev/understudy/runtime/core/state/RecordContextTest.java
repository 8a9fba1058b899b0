package dev.understudy.runtime.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.CallingClient;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireOutput;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class RecordContextTest {

  private static final int KIND_AT = 8;

  private static byte[] bytes(long sequence, long seed) {
    WireOutput out = WireOutput.forCall();
    new LogRecordWriter().begin(LogRecord.Kind.UPDATE, sequence, 3).at(1_000_000, seed).write(out);
    return out.toByteArray();
  }

  /** What a build before 0x40 has written. */
  private static byte[] ofOlderBuild(byte[] bytes) {
    bytes[KIND_AT] &= ~0x40;
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, KIND_AT, bytes.length - KIND_AT);
    int value = (int) checksum.getValue();
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[Integer.BYTES + i] = (byte) (value >>> (24 - 8 * i));
    }
    return bytes;
  }

  private static RecordContext context(byte[] bytes) {
    LogRecord record = new LogRecord();
    assertThat(record.parse(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    RecordContext context = new RecordContext();
    context.enter(record, CallingClient.INSIDE);
    return context;
  }

  @Test
  void aRecordOfAnOlderBuildGivesTheUuidsThatItGave() {
    RecordContext context = context(ofOlderBuild(bytes(7, 42)));
    assertThat(context.newUuid())
        .hasToString("ba419d35-0dfe-4af7-aee7-bbe10c45c028")
        .isNotEqualTo(context.newUuid());
  }

  @Test
  void bothSidesComeToTheSame() {
    RecordContext one = context(bytes(7, 42));
    RecordContext other = context(bytes(7, 42));
    for (int i = 0; i < 100; i++) {
      UUID uuid = one.newUuid();
      assertThat(uuid).isEqualTo(other.newUuid());
      assertThat(uuid.version()).isEqualTo(4);
      assertThat(uuid.variant()).isEqualTo(2);
    }
    assertThat(one.random().nextLong()).isEqualTo(other.random().nextLong());
  }

  @Test
  void everyBitOfTheSeedCountsAndSoDoesTheSequence() {
    Set<UUID> all = new HashSet<>();
    for (int bit = 0; bit < Long.SIZE; bit++) { // java.util.Random takes 48 of them.
      all.add(context(bytes(7, 42 ^ (1L << bit))).newUuid());
    }
    for (int sequence = 1; sequence <= 100; sequence++) {
      all.add(context(bytes(sequence, 42)).newUuid());
    }
    assertThat(all).hasSize(Long.SIZE + 100);
  }
}

package dev.understudy.runtime.replication;

import dev.understudy.CallingClient;
import dev.understudy.UpdateContext;
import dev.understudy.runtime.wire.LogRecord;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The context of the update in a log record: all of it comes from the record. Reused. */
final class RecordContext implements UpdateContext {

  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private long timeMicros;
  private long seed;
  private long sequence;
  private CallingClient client = CallingClient.INSIDE;
  private @Nullable Random random;

  void enter(LogRecord record, CallingClient caller) {
    timeMicros = record.timeMicros();
    seed = record.seed();
    sequence = record.sequence();
    client = caller;
    random = null;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(
        Math.floorDiv(timeMicros, MICROS_PER_SECOND),
        Math.floorMod(timeMicros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
  }

  @Override
  public Random random() {
    Random existing = random;
    if (existing == null) {
      existing = new Random(seed);
      random = existing;
    }
    return existing;
  }

  @Override
  public UUID newUuid() {
    long high = (random().nextLong() & ~0xf000L) | 0x4000L;
    long low = (random().nextLong() & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low);
  }

  @Override
  public long sequence() {
    return sequence;
  }

  @Override
  public CallingClient client() {
    return client;
  }
}

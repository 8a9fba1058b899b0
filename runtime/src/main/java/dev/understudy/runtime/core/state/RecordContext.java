package dev.understudy.runtime.core.state;

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

  // Odd, and far from any pattern: the increments of SplittableRandom and of another like it.
  private static final long STEP = 0x9e3779b97f4a7c15L;
  private static final long OTHER_STEP = 0xd1342543de82ef95L;

  private long timeMicros;
  private long seed;
  private long sequence;
  private long epoch;
  private boolean wideUuids;
  private long uuids;
  private CallingClient client = CallingClient.INSIDE;
  private @Nullable Random random;

  void enter(LogRecord record, CallingClient caller) {
    timeMicros = record.timeMicros();
    seed = record.seed();
    sequence = record.sequence();
    epoch = record.epoch();
    wideUuids = record.hasWideUuids();
    uuids = 0;
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
    if (!wideUuids) {
      return version4(random().nextLong(), random().nextLong());
    }
    uuids++;
    long other = mixed(mixed(mixed(Long.rotateLeft(seed, 32) ^ timeMicros) + epoch) + sequence);
    return version4(mixed(seed + uuids * STEP), mixed(other + uuids * OTHER_STEP));
  }

  private static UUID version4(long high, long low) {
    return new UUID((high & ~0xf000L) | 0x4000L, (low & ~(3L << 62)) | (2L << 62));
  }

  // Two different numbers never become the same one.
  private static long mixed(long value) {
    long half = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    half = (half ^ (half >>> 27)) * 0x94d049bb133111ebL;
    return half ^ (half >>> 31);
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

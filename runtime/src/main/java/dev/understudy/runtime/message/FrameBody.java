package dev.understudy.runtime.message;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What several messages have in common. */
final class FrameBody {

  private FrameBody() {}

  static MalformedInputException unexpected(byte type) {
    return new MalformedInputException("a frame of type " + type);
  }

  static void requireEnd(WireInput in, String frame) {
    if (in.hasMore()) {
      throw new MalformedInputException(in.remaining() + " bytes too many in " + frame);
    }
  }

  /** What was read of a frame, of which nothing may be left. */
  static <T> T whole(T read, WireInput in, String frame) {
    requireEnd(in, frame);
    return read;
  }

  /** A frame that is one number. */
  static long number(WireInput in, String frame) {
    long number = in.readLong();
    requireEnd(in, frame);
    return number;
  }

  /** A frame that is nothing but its type. */
  static void readSignal(WireInput in, Enum<?> signal, Runnable handler) {
    requireEnd(in, signal.name());
    handler.run();
  }

  static String text(WireInput in) {
    return String.valueOf(in.readString());
  }

  static void write(Obituary obituary, WireOutput out) {
    out.writeLong(obituary.pid());
    out.writeString(obituary.role());
    out.writeLong(obituary.epoch());
    out.writeString(obituary.cause());
    out.writeLong(obituary.detectedMicros());
    out.writeLong(obituary.takeoverMicros());
    out.writeString(obituary.lastWords());
  }

  static Obituary obituary(WireInput in) {
    return new Obituary(
        in.readLong(),
        text(in),
        in.readLong(),
        text(in),
        Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS),
        in.readLong(),
        in.readString());
  }
}

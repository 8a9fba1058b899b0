package dev.understudy.runtime.client;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.wire.FrameInput;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one frame that a server sent, and tells what it says. */
final class ServerFrame {

  private ServerFrame() {}

  /**
   * @throws MalformedInputException when no server would send this, or not now
   */
  static void read(Connection from, FrameInput frame, ServerEvents events) {
    WireInput in = frame.body();
    byte type = frame.type();
    requirePhase(from, type);
    switch (type) {
      case FrameType.WELCOME -> {
        long session = in.readLong();
        long life = in.readLong();
        long epoch = in.readLong();
        in.readLong(); // the primary's pid, for people
        String standby = in.readString();
        requireEnd(in, "WELCOME");
        events.welcomed(from, session, life, epoch, standby);
      }
      case FrameType.STANDING_BY -> {
        requireEnd(in, "STANDING_BY");
        events.standingBy(from);
      }
      case FrameType.REFUSED -> {
        Refusal why = Refusal.of(in.readByte());
        String message = String.valueOf(in.readString());
        requireEnd(in, "REFUSED");
        events.refused(from, why, message);
      }
      case FrameType.REPLY -> {
        long request = in.readLong();
        ReplyStatus status = ReplyStatus.of(in.readByte());
        int length = in.remaining();
        int at = in.skip(length);
        events.replied(request, status, Arrays.copyOfRange(in.array(), at, at + length));
      }
      case FrameType.STANDBY_CHANGED -> {
        String standby = in.readString();
        requireEnd(in, "STANDBY_CHANGED");
        events.standbyChanged(from, standby);
      }
      case FrameType.FAREWELL -> {
        requireEnd(in, "FAREWELL");
        events.farewell();
      }
      case FrameType.OBITUARY -> events.died(obituary(in));
      case FrameType.GOODBYE -> {
        requireEnd(in, "GOODBYE");
        events.leaving(from);
      }
      default -> throw new MalformedInputException("a frame of type " + type);
    }
  }

  private static Obituary obituary(WireInput in) {
    long pid = in.readLong();
    String role = String.valueOf(in.readString());
    long epoch = in.readLong();
    String cause = String.valueOf(in.readString());
    Instant detectedAt = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
    long takeoverMicros = in.readLong();
    @Nullable String lastWords = in.readString();
    requireEnd(in, "OBITUARY");
    return new Obituary(pid, role, epoch, cause, detectedAt, takeoverMicros, lastWords);
  }

  private static void requirePhase(Connection from, byte type) {
    boolean serving = from.phase() == Connection.Phase.SERVING;
    boolean inPhase =
        switch (type) {
          case FrameType.REPLY, FrameType.STANDBY_CHANGED, FrameType.FAREWELL -> serving;
          case FrameType.WELCOME -> !serving;
          case FrameType.STANDING_BY -> from.phase() == Connection.Phase.GREETING;
          default -> true;
        };
    if (!inPhase) {
      throw new MalformedInputException("a frame of type " + type + " while " + from.phase());
    }
  }

  private static void requireEnd(WireInput in, String frame) {
    if (in.hasMore()) {
      throw new MalformedInputException(in.remaining() + " bytes too many in " + frame);
    }
  }
}

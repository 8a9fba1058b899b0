package dev.understudy.runtime.message;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a primary answers to a {@link CommandRequest}. */
public sealed interface CommandReply extends Message
    permits CommandReply.Status,
        CommandReply.SwitchoverProgress,
        CommandReply.Signal,
        ServerMessage.Refused {

  /**
   * The state of the pair.
   *
   * @param status as people and programs see it
   */
  record Status(PairStatus status) implements CommandReply {

    @Override
    public byte type() {
      return FrameType.COMMAND_STATUS;
    }

    @Override
    public void write(WireOutput out) {
      out.writeString(status.service());
      out.writeString(status.mode().name());
      out.writeString(status.standbyRole().name());
      out.writeString(status.state().name());
      out.writeLong(status.epoch());
      PairStatus.Primary primary = status.primary();
      out.writeBoolean(primary != null);
      if (primary != null) {
        out.writeLong(primary.pid());
        out.writeLong(primary.sequence());
      }
      PairStatus.Standby standby = status.standby();
      out.writeBoolean(standby != null);
      if (standby != null) {
        out.writeLong(standby.pid());
        out.writeString(standby.phase().name());
        out.writeLong(standby.sequence());
      }
      PairStatus.Spare spare = status.spare();
      out.writeBoolean(spare != null);
      if (spare != null) {
        out.writeLong(spare.pid());
        out.writeString(spare.phase().name());
      }
      out.writeVarInt(status.obituaries().size());
      status.obituaries().forEach(obituary -> FrameBody.write(obituary, out));
      out.writeVarInt(status.problems().size());
      status.problems().forEach(out::writeString);
      out.writeLong(status.guardianPid());
    }

    private static Status read(WireInput in) {
      String service = FrameBody.text(in);
      Mode mode = constant(in, Mode.class);
      StandbyRole standbyRole = constant(in, StandbyRole.class);
      PairStatus.State state = constant(in, PairStatus.State.class);
      long epoch = in.readLong();
      PairStatus.@Nullable Primary primary =
          in.readBoolean() ? new PairStatus.Primary(in.readLong(), in.readLong()) : null;
      PairStatus.@Nullable Standby standby =
          in.readBoolean()
              ? new PairStatus.Standby(
                  in.readLong(), constant(in, PairStatus.Phase.class), in.readLong())
              : null;
      PairStatus.@Nullable Spare spare =
          in.readBoolean()
              ? new PairStatus.Spare(in.readLong(), constant(in, PairStatus.Phase.class))
              : null;
      List<Obituary> obituaries = list(in, FrameBody::obituary);
      List<String> problems = list(in, FrameBody::text);
      return new Status(
          new PairStatus(
              service,
              mode,
              standbyRole,
              state,
              epoch,
              primary,
              standby,
              spare,
              obituaries,
              problems,
              in.readLong()));
    }

    private static <E extends Enum<E>> E constant(WireInput in, Class<E> type) {
      String name = FrameBody.text(in);
      try {
        return Enum.valueOf(type, name);
      } catch (IllegalArgumentException e) {
        boolean isWord = name.chars().allMatch(Character::isLetterOrDigit);
        String what = isWord ? "'" + name + "'" : "what is no word"; // It could span lines.
        throw new MalformedInputException(what + " as " + type.getSimpleName(), e);
      }
    }

    private static <T> List<T> list(WireInput in, Function<WireInput, T> read) {
      List<T> list = new ArrayList<>();
      for (int left = in.readVarInt(); left > 0; left--) {
        list.add(read.apply(in));
      }
      return list;
    }
  }

  /**
   * How a switchover goes.
   *
   * @param isUnderWay whether this process is about to hand over
   * @param pauseMicros how long clients waited when this process was handed over to; negative if it
   *     was not
   */
  record SwitchoverProgress(boolean isUnderWay, long pauseMicros) implements CommandReply {

    @Override
    public byte type() {
      return FrameType.COMMAND_SWITCHOVER_PROGRESS;
    }

    @Override
    public void write(WireOutput out) {
      out.writeBoolean(isUnderWay);
      out.writeLong(pauseMicros);
    }

    private static SwitchoverProgress read(WireInput in) {
      return new SwitchoverProgress(in.readBoolean(), in.readLong());
    }
  }

  /** A message that is nothing but its type. */
  enum Signal implements CommandReply {
    /** The pair ends. */
    STOPPING(FrameType.COMMAND_STOPPING),
    /** The switchover is under way. */
    SWITCHING_OVER(FrameType.COMMAND_SWITCHING_OVER);

    private final byte type;

    Signal(byte type) {
      this.type = type;
    }

    @Override
    public byte type() {
      return type;
    }
  }

  /**
   * Reads the answer to a request.
   *
   * @return what the request asks for, or that it is refused
   * @throws MalformedInputException when it is no answer to that
   */
  static CommandReply read(byte type, WireInput in, CommandRequest request) {
    if (type == FrameType.REFUSED) {
      return ServerMessage.Refused.read(in);
    }
    if (type == FrameType.GOODBYE) {
      return new ServerMessage.Refused(Refusal.STOPPING, "the process there is leaving");
    }
    if (type == FrameType.ADMIN_REPLY) {
      return new ServerMessage.Refused(
          Refusal.WRONG_CONTRACT,
          "the process there is of an older build: use the command line of that build");
    }
    if (type != request.replyType()) {
      throw new MalformedInputException("a frame of type " + type + ", which was not asked for");
    }
    CommandReply reply =
        switch (request) {
          case STATUS -> Status.read(in);
          case STOP -> Signal.STOPPING;
          case SWITCHOVER -> Signal.SWITCHING_OVER;
          case SWITCHOVER_PROGRESS -> SwitchoverProgress.read(in);
        };
    FrameBody.requireEnd(in, "the answer to '" + request + "'");
    return reply;
  }
}

package dev.understudy.runtime.message;

import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a command asks of a primary. It is sent by its name, so that a process of another build,
 * which may not know it, can still say so.
 */
public enum CommandRequest implements Message {
  /** The state of the pair: {@link CommandReply.Status}. */
  STATUS(FrameType.COMMAND_STATUS),
  /** End the pair: {@link CommandReply.Signal#STOPPING}. */
  STOP(FrameType.COMMAND_STOPPING),
  /** Hand over to the standby: {@link CommandReply.Signal#SWITCHING_OVER}. */
  SWITCHOVER(FrameType.COMMAND_SWITCHING_OVER),
  /** How the switchover goes: {@link CommandReply.SwitchoverProgress}. */
  SWITCHOVER_PROGRESS(FrameType.COMMAND_SWITCHOVER_PROGRESS);

  private final byte replyType;

  CommandRequest(byte replyType) {
    this.replyType = replyType;
  }

  /** The type of the frame that answers it, unless it is refused. */
  byte replyType() {
    return replyType;
  }

  @Override
  public byte type() {
    return FrameType.ADMIN_REQUEST;
  }

  @Override
  public void write(WireOutput out) {
    out.writeString(name());
  }

  /**
   * Reads one request.
   *
   * @return empty if it is none of this build
   * @throws dev.understudy.runtime.wire.MalformedInputException when no command would send this
   */
  public static Optional<CommandRequest> read(byte type, WireInput in) {
    if (type != FrameType.ADMIN_REQUEST) {
      throw FrameBody.unexpected(type);
    }
    String name = FrameBody.text(in);
    FrameBody.requireEnd(in, "ADMIN_REQUEST");
    return Arrays.stream(values()).filter(request -> request.name().equals(name)).findAny();
  }

  /** Its name for people: {@code switchover progress}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

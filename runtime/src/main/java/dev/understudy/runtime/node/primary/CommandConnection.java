package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;

/** A connection of the command line to the primary. Writer thread only. */
public final class CommandConnection implements Connection.Owner {

  private final PrimaryNode primary;

  CommandConnection(PrimaryNode primary) {
    this.primary = primary;
  }

  @Override
  public String peer() {
    return "command";
  }

  @Override
  public void frame(Connection connection, byte type, WireInput body) {
    if (type == FrameType.GOODBYE) {
      connection.close();
      return;
    }
    if (type != FrameType.ADMIN_REQUEST) {
      throw new MalformedInputException("a frame of type " + type);
    }
    String command = String.valueOf(body.readString());
    switch (command) {
      case "status" -> answer(connection, true, primary.status().toJson());
      case "stop" -> stop(connection);
      case "switchover" -> {
        String refusal = primary.switchOver();
        answer(connection, refusal == null, refusal == null ? "switching over" : refusal);
      }
      case "is switching over" ->
          answer(connection, true, Boolean.toString(primary.shutdown().isSwitchingOver()));
      case "pause of switchover" ->
          answer(connection, true, Long.toString(primary.pauseOfSwitchoverMicros()));
      default -> answer(connection, false, "there is no command " + command);
    }
  }

  // The answer comes from whoever does it: without one, the command looks for the successor.
  private void stop(Connection connection) {
    if (primary.stop("the stop command asked for it")) {
      answer(connection, true, "stopping");
    } else {
      connection.close();
    }
  }

  public static void answer(Connection connection, boolean done, String text) {
    WireOutput out = connection.begin(FrameType.ADMIN_REPLY);
    out.writeBoolean(done);
    out.writeString(text);
    connection.end();
  }

  /** Never: it asks why others wait. */
  @Override
  public boolean sharesMemory() {
    return false;
  }

  @Override
  public void closed(Connection connection) {
    // A command that has its answer goes.
  }
}

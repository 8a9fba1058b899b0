package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.Handshakes;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.WireInput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection of the command line to the primary. Writer thread only. */
final class CommandConnection implements Connection.Owner {

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
    Optional<CommandRequest> request = CommandRequest.read(type, body);
    if (request.isEmpty()) {
      Handshakes.refuse(
          connection,
          Refusal.WRONG_CONTRACT,
          "the primary is of another build than this command: use the command line of its build");
      return;
    }
    CommandReply reply = reply(request.get());
    if (reply == null) {
      connection.close();
    } else {
      connection.send(reply);
    }
  }

  // Null: the part that does the work answers. If none answers, the command finds the successor.
  private @Nullable CommandReply reply(CommandRequest request) {
    return switch (request) {
      case STATUS -> new CommandReply.Status(primary.status());
      case STOP ->
          primary.stop("the stop command asked for it") ? CommandReply.Signal.STOPPING : null;
      case SWITCHOVER -> {
        String refusal = primary.switchOver();
        yield refusal == null
            ? CommandReply.Signal.SWITCHING_OVER
            : new ServerMessage.Refused(Refusal.NOT_NOW, refusal);
      }
      case SWITCHOVER_PROGRESS ->
          primary.shutdown().endsThePair()
              ? CommandReply.Signal.STOPPING
              : new CommandReply.SwitchoverProgress(
                  primary.shutdown().isSwitchingOver(), primary.former().pauseMicros());
    };
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

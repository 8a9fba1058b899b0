package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.state.ClientPort;
import dev.understudy.runtime.core.state.Session;
import dev.understudy.runtime.message.ClientMessage;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.Handshakes;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A client's connection to the primary. Writer thread only. */
final class ClientConnection implements Connection.Owner, ClientMessage.Handler, ClientPort {

  private static final long NO_SESSION = 0;

  private final Connection connection;
  private final PrimaryCore core;
  private final ClientConnections desk;
  private long session = NO_SESSION;
  private byte @Nullable [] held;
  private int bodyBegin;

  ClientConnection(Connection connection, PrimaryCore core, ClientConnections desk) {
    this.connection = connection;
    this.core = core;
    this.desk = desk;
  }

  /** The session that it is welcomed to, or 0. */
  long session() {
    return session;
  }

  Connection connection() {
    return connection;
  }

  @Override
  public String peer() {
    return "client";
  }

  @Override
  public void frame(Connection from, byte type, WireInput body) {
    take(type, body);
  }

  private void take(byte type, WireInput body) {
    bodyBegin = body.position();
    ClientMessage.read(type, body, this);
  }

  @Override
  public void request(long request, long confirmed, int operation, WireInput arguments) {
    if (desk.isClosedForCalls()) {
      return;
    }
    if (session == NO_SESSION) {
      throw new MalformedInputException("a request before it was welcomed");
    }
    if (core.admits(operation) && !core.mustWait(session, confirmed, operation, arguments)) {
      core.request(this, session, request, confirmed, operation, arguments);
    } else {
      int end = arguments.position() + arguments.remaining();
      held = Arrays.copyOfRange(arguments.array(), bodyBegin, end);
      connection.pause();
      desk.holds(this);
    }
  }

  @Override
  public void confirm(ClientMessage.Confirm confirm) {
    if (!desk.isClosedForCalls()) {
      core.confirmed(this, confirm.below());
    }
  }

  @Override
  public void goodbye() {
    core.sessionEnded(this);
  }

  /** Updates are admitted again: goes on with the call that was held. */
  void admitHeld() {
    byte[] request = held;
    held = null;
    if (request == null || connection.isClosed() || desk.isClosedForCalls()) {
      return;
    }
    try {
      take(FrameType.REQUEST, new WireInput(request));
    } catch (MalformedInputException e) {
      connection.closeAsMalformed(String.valueOf(e.getMessage()));
    }
    if (held == null) {
      connection.resume();
    }
  }

  @Override
  public void closed(Connection from) {
    desk.gone(this);
    core.sessionLeft(this);
  }

  @Override
  public void promise(int bytes) {
    connection.promise(bytes);
  }

  @Override
  public void reply(long request, ReplyStatus status, byte[] payload) {
    if (status == ReplyStatus.OUTCOME) {
      connection.promise(-payload.length);
    }
    if (connection.isClosed()) {
      return;
    }
    ServerMessage.Reply.send(connection, request, status, payload);
  }

  @Override
  public void welcome(Session welcomed) {
    session = welcomed.id();
    if (connection.isClosed()) {
      return;
    }
    desk.welcomed(this);
    connection.send(
        new ServerMessage.Welcome(
            session,
            desk.life(),
            core.epoch(),
            ProcessHandle.current().pid(),
            desk.standbyEndpoint()));
  }

  @Override
  public void farewell() {
    if (!connection.isClosed()) {
      connection.send(ServerMessage.Signal.FAREWELL);
      connection.closeWhenSent();
    }
  }

  void standbyChanged(@Nullable String endpoint) {
    connection.send(new ServerMessage.StandbyChanged(endpoint));
  }

  void tell(Obituary obituary) {
    connection.send(new ServerMessage.Died(obituary));
  }

  @Override
  public void refuse(Refusal refusal, String message) {
    if (!connection.isClosed()) {
      Handshakes.refuse(connection, refusal, message);
    }
  }

  @Override
  public void abandon(String why) {
    connection.closeAsMalformed("a call that cannot be: " + why);
  }
}

package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.state.ClientPort;
import dev.understudy.runtime.core.state.Session;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.Handshakes;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A client's connection to the primary. Writer thread only. */
final class ClientConnection implements Connection.Owner, ClientPort {

  private static final long NO_SESSION = 0;

  private final Connection connection;
  private final PrimaryCore core;
  private final ClientConnections desk;
  private long session = NO_SESSION;
  private byte @Nullable [] held;

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
    switch (type) {
      case FrameType.REQUEST -> {
        if (!desk.isClosedForCalls()) {
          request(body);
        }
      }
      case FrameType.CONFIRM -> {
        if (!desk.isClosedForCalls()) {
          core.confirmed(this, body.readLong());
        }
      }
      case FrameType.GOODBYE -> core.sessionEnded(this);
      default -> throw new MalformedInputException("a frame of type " + type);
    }
  }

  private void request(WireInput body) {
    if (session == NO_SESSION) {
      throw new MalformedInputException("a request before it was welcomed");
    }
    int begin = body.position();
    long request = body.readLong();
    long confirmed = body.readLong();
    int operation = body.readVarInt();
    if (core.admits(operation) && !core.mustWait(session, confirmed, operation, body)) {
      core.request(this, session, request, confirmed, operation, body);
    } else {
      int end = body.position() + body.remaining();
      held = Arrays.copyOfRange(body.array(), begin, end);
      connection.pause();
      desk.holds(this);
    }
  }

  /** Updates are admitted again: goes on with the call that was held. */
  void admitHeld() {
    byte[] request = held;
    held = null;
    if (request == null || connection.isClosed() || desk.isClosedForCalls()) {
      return;
    }
    try {
      request(new WireInput(request));
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
    WireOutput out = connection.begin(FrameType.REPLY);
    out.writeLong(request);
    out.writeByte(status.code());
    out.writeRaw(payload, 0, payload.length);
    connection.end();
  }

  @Override
  public void welcome(Session welcomed) {
    session = welcomed.id();
    if (connection.isClosed()) {
      return;
    }
    desk.welcomed(this);
    WireOutput out = connection.begin(FrameType.WELCOME);
    out.writeLong(session);
    out.writeLong(desk.life());
    out.writeLong(core.epoch());
    out.writeLong(ProcessHandle.current().pid());
    out.writeString(desk.standbyEndpoint());
    connection.end();
  }

  @Override
  public void farewell() {
    if (!connection.isClosed()) {
      connection.send(FrameType.FAREWELL);
      connection.closeWhenSent();
    }
  }

  void standbyChanged(@Nullable String endpoint) {
    if (!connection.isClosed()) {
      connection.begin(FrameType.STANDBY_CHANGED).writeString(endpoint);
      connection.end();
    }
  }

  void tell(Obituary obituary) {
    if (connection.isClosed()) {
      return;
    }
    WireOutput out = connection.begin(FrameType.OBITUARY);
    out.writeLong(obituary.pid());
    out.writeString(obituary.role());
    out.writeLong(obituary.epoch());
    out.writeString(obituary.cause());
    out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, obituary.detectedAt()));
    out.writeLong(obituary.takeoverMicros());
    out.writeString(obituary.lastWords());
    connection.end();
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

package dev.understudy.runtime.node.link;

import dev.understudy.runtime.message.ClientMessage;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.Handshakes;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import java.util.List;

/** A client's reserve connection to a standby: it waits until this process serves. */
public final class WaitingClient implements Connection.Owner, ClientMessage.Handler {

  private final Connection connection;
  private final long session;
  private final String name;
  private final List<WaitingClient> waiting;

  private WaitingClient(
      Connection connection, long session, String name, List<WaitingClient> waiting) {
    this.connection = connection;
    this.session = session;
    this.name = name;
    this.waiting = waiting;
  }

  /** Has a client wait, and tells it so. */
  public static void admit(
      Connection connection, long session, String name, List<WaitingClient> waiting) {
    WaitingClient client = new WaitingClient(connection, session, name, waiting);
    connection.belongsTo(client);
    waiting.add(client);
    connection.send(ServerMessage.Signal.STANDING_BY);
  }

  public Connection connection() {
    return connection;
  }

  /** This process serves now: the client is where it wants to be. */
  public void isServedBy(Handshakes.Handler primary) {
    primary.client(connection, session, name);
  }

  @Override
  public String peer() {
    return "client";
  }

  @Override
  public void frame(Connection from, byte type, WireInput body) {
    ClientMessage.read(type, body, this);
  }

  @Override
  public void request(long request, long confirmed, int operation, WireInput arguments) {
    throw notServed(FrameType.REQUEST);
  }

  @Override
  public void confirm(ClientMessage.Confirm confirm) {
    throw notServed(confirm.type());
  }

  private static MalformedInputException notServed(byte type) {
    return new MalformedInputException("a frame of type " + type + " to a standby");
  }

  @Override
  public void goodbye() {
    connection.close();
  }

  @Override
  public void closed(Connection from) {
    waiting.remove(this);
  }
}

package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.state.ClientPort;
import dev.understudy.runtime.core.state.Session;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import java.util.function.Consumer;

/** A client's connection to a process, and the port that the core sees of it. */
final class Connection implements ClientPort {

  final Pipe<Consumer<SimulatedProcess>> toServer = new Pipe<>();
  final Pipe<Consumer<SimulatedClient>> toClient = new Pipe<>();
  final SimulatedProcess server;

  /** The session, as the server knows it; 0 before the welcome. */
  long session;

  /** Whether what the client sent calls for the end of the connection. */
  boolean isMalformed;

  /** Whether the server has read who the client is. */
  boolean isGreeted;

  /** Whether the client has closed it. */
  boolean isLeft;

  Connection(SimulatedProcess server) {
    this.server = server;
  }

  private PrimaryLoop primary() {
    PrimaryLoop epoch = server.epoch();
    if (epoch == null) {
      throw new AssertionError("a reply of a process that does not epoch");
    }
    return epoch;
  }

  @Override
  public void reply(long request, ReplyStatus status, byte[] payload) {
    if (status == ReplyStatus.OUTCOME) {
      primary().assertMayRelease();
    }
    long safe = primary().safeUpTo();
    toClient.send(client -> client.replied(this, request, status, payload, safe));
    if (server.world.chance().oneIn(4)) {
      toClient.flush();
    }
    server.hazard();
  }

  @Override
  public void welcome(Session opened) {
    primary().assertMayRelease();
    session = opened.id();
    if (session > primary().safeUpTo()) {
      throw new AssertionError("session " + session + " was welcomed before it was safe");
    }
    long id = session;
    toClient.send(client -> client.welcomed(this, id));
    server.hazard();
  }

  @Override
  public void farewell() {
    primary().assertMayRelease();
  }

  @Override
  public void refuse(Refusal refusal, String message) {
    toClient.send(client -> client.refused(this, refusal, message));
  }

  @Override
  public void abandon(String why) {
    if (!isMalformed) {
      throw new AssertionError("a client that keeps to the protocol was abandoned: " + why);
    }
    toClient.flush();
    toClient.close();
    toServer.abandon();
  }

  /** The client closes it: what it has sent can still be read by the server. */
  void closedByClient() {
    isLeft = true;
    toServer.flush();
    toServer.close();
    toClient.abandon();
  }

  /** The server has died. */
  void serverDied() {
    toClient.close();
    toServer.abandon();
  }
}

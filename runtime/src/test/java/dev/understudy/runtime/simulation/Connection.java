package dev.understudy.runtime.simulation;

import dev.understudy.runtime.replication.ClientPort;
import dev.understudy.runtime.replication.Session;
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

  Connection(SimulatedProcess server) {
    this.server = server;
  }

  @Override
  public void reply(long request, ReplyStatus status, byte[] payload) {
    if (status == ReplyStatus.OUTCOME) {
      server.assertMayRelease();
    }
    toClient.send(client -> client.replied(this, request, status, payload));
    server.hazard();
  }

  @Override
  public void welcome(Session opened) {
    server.assertMayRelease();
    session = opened.id();
    long id = session;
    toClient.send(client -> client.welcomed(this, id));
    server.hazard();
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

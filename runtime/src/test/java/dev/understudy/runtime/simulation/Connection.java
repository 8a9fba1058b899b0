package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.ReadGate;
import dev.understudy.runtime.core.state.ClientPort;
import dev.understudy.runtime.core.state.Session;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import java.util.function.Consumer;

/** A client's connection to a process, and the port that the core sees of it. */
final class Connection implements ClientPort {

  private static final int MOST_OWED = 3;

  final Pipe<Consumer<SimulatedProcess>> toServer = new Pipe<>();
  final Pipe<Consumer<SimulatedClient>> toClient = new Pipe<>();
  final SimulatedProcess server;
  private final int serial;

  /** The session, as the server knows it; 0 before the welcome. */
  long session;

  /** Whether what the client sent calls for the end of the connection. */
  boolean isMalformed;

  /** Whether the server has read who the client is. */
  boolean isGreeted;

  /** Whether the client has closed it. */
  boolean isLeft;

  private final ReadGate gate = new ReadGate();
  private boolean hasSaidGoodbye;
  private Runnable whenFarewelled = () -> {};

  Connection(SimulatedProcess server) {
    this.serial = server.world.nextSerial();
    this.server = server;
  }

  /** The number of a request; by a mutation another one on each connection. */
  long numbered(long request) {
    return request + offset();
  }

  private long asSent(long request) {
    return request - offset();
  }

  private long offset() {
    return server.world.has(Mutation.NO_DEDUPE) ? 1000L * serial : 0;
  }

  private ReleaseCheck release() {
    PrimaryLoop epoch = server.epoch();
    if (epoch == null) {
      throw new AssertionError("a reply of a process that does not serve");
    }
    return new ReleaseCheck(epoch);
  }

  @Override
  public void reply(long request, ReplyStatus status, byte[] payload) {
    if (status == ReplyStatus.OUTCOME) {
      release().mayRelease();
    }
    long safe = release().safeUpTo();
    long sent = asSent(request);
    toClient.send(client -> client.replied(this, sent, status, payload, safe));
    if (server.world.chance().oneIn(4)) {
      toClient.flush();
    }
    server.hazard();
  }

  @Override
  public void welcome(Session opened) {
    release().mayRelease();
    session = opened.id();
    if (session > release().safeUpTo()) {
      throw new AssertionError("session " + session + " was welcomed before it was safe");
    }
    long id = session;
    long life = server.life();
    toClient.send(client -> client.welcomed(this, id, life));
    server.hazard();
  }

  @Override
  public void farewell() {
    release().mayRelease();
    whenFarewelled.run();
  }

  /** The client has said goodbye. */
  void saysGoodbye(Runnable farewelled) {
    whenFarewelled = farewelled;
    hasSaidGoodbye = true;
  }

  boolean hasSaidGoodbye() {
    return hasSaidGoodbye;
  }

  // ---- flow control: the real gate decides when this connection is read no more

  private boolean takesMore() {
    return toClient.size() < MOST_OWED;
  }

  /** Another turn of the server. Returns whether it may read. */
  boolean turnBegins() {
    return gate.goOn();
  }

  /** Whether the server takes the next message now. */
  boolean takesNext() {
    Chance chance = server.world.chance();
    return gate.next(takesMore(), chance.oneIn(30), chance.oneIn(50)) == ReadGate.Next.TAKE;
  }

  /** The client has read something. */
  void wasRead() {
    gate.sent(takesMore());
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
    if (!server.world.has(Mutation.HELD_CONNECTION_FORGOTTEN)) {
      gate.sent(true);
    }
  }

  /** The server has died. */
  void serverDied() {
    toClient.close();
    toServer.abandon();
  }
}

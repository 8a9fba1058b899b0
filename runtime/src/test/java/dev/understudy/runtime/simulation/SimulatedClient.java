package dev.understudy.runtime.simulation;

import dev.understudy.runtime.client.SimulatedRequests;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client: the real one's requests in flight, and connections to whom it is told to call. It gives
 * up some calls, sleeps, leaves, dies, and talks nonsense now and then.
 */
final class SimulatedClient {

  private final World world;
  private final int number;
  private final Chance chance;
  private final SimulatedRequests<Call> requests = new SimulatedRequests<>();
  private final List<Call> mayBeGivenUp = new ArrayList<>();
  private final List<Long> left = new ArrayList<>();
  private final int maxInFlight;
  private int callsLeft;
  private long session;
  private long life;
  private long lastRequest;
  private @Nullable Connection connection;
  private boolean welcome;
  private int asleep;
  private boolean hasSlept;
  private boolean isDead;
  private final boolean isRestless;

  SimulatedClient(World world, int calls) {
    this.world = world;
    this.number = world.nextSerial();
    this.chance = world.chance();
    this.callsLeft = calls;
    this.isRestless = chance.oneIn(3);
    this.maxInFlight = chance.oneIn(4) ? chance.between(5, 60) : 4;
  }

  /** Whether it has nothing to wait for; if it is dead, the server class knows. */
  boolean isDone() {
    return isDead ? isMourned() : callsLeft == 0 && requests.unanswered() == 0;
  }

  private boolean isMourned() {
    SimulatedProcess primary = world.kernel().holder();
    return session == 0
        || world.mayHaveLostSessions()
        || (primary != null
            && primary.epoch() != null
            && primary.ledger().mourned().contains(session));
  }

  @Override
  public String toString() {
    return "client " + number;
  }

  /** The sessions of which it was told that they had ended in order. */
  List<Long> left() {
    return left;
  }

  void step() {
    if (isDead) {
      return;
    }
    if (asleep > 0) {
      asleep--;
      return;
    }
    if (connection == null) {
      connect();
      return;
    }
    if (!connection.server.isAboutToServe() && chance.oneIn(4)) {
      disconnect(); // A real one asks all who may serve, and goes to the one that welcomes it last.
      return;
    }
    for (int i = chance.below(4); i > 0 && connection != null; i--) {
      read();
    }
    for (int i = chance.below(1 + maxInFlight / 4); i >= 0; i--) {
      if (callsLeft > 0 && requests.unanswered() < maxInFlight && chance.oneIn(2)) {
        begin();
      }
    }
    requests.tryAgain(nowNanos());
    if (welcome && connection != null) {
      send(connection);
    }
    if (chance.oneIn(isRestless ? 30 : 300)) {
      misbehave();
    }
  }

  private long nowNanos() {
    return world.nowMicros() * 1000;
  }

  private void connect() {
    SimulatedProcess server = world.kernel().whomToCall();
    if (server == null) {
      return;
    }
    Connection made = new Connection(server);
    connection = made;
    welcome = false;
    long resumed = session;
    long lifeOfSession = life;
    made.toServer.send(process -> process.reception().hello(made, resumed, lifeOfSession));
    made.toServer.flush();
    server.reception().accept(made);
  }

  private void read() {
    Connection current = connection;
    if (current == null) {
      return;
    }
    Consumer<SimulatedClient> message = current.toClient.read();
    if (message != null) {
      current.wasRead();
      message.accept(this);
    } else if (current.toClient.isAtEnd()) {
      disconnect();
    }
  }

  private void begin() {
    Call call = world.history().begin(chance);
    world.note(this, "makes call " + call.token + " of operation " + call.call.operation());
    mayBeGivenUp.add(call);
    requests.submit(
        call,
        Ledger.COMPARED.operations().get(call.call.operation()),
        call.call.arguments(),
        nowNanos());
    callsLeft--;
  }

  private void send(Connection to) {
    boolean more = true;
    while (more) {
      more =
          requests.sendNext(
              (request, confirmed, call) -> {
                lastRequest = Math.max(lastRequest, request);
                long told = world.has(Mutation.CONFIRMED_TOO_MUCH) ? lastRequest : confirmed;
                LedgerCall sent = call.call;
                to.toServer.send(process -> process.reception().request(to, request, told, sent));
              });
      more = more && !chance.oneIn(4);
    }
    to.toServer.flush();
  }

  /** What any client may do at any time: give up, go and come back, sleep, leave, die. */
  private void misbehave() {
    Connection current = connection;
    switch (chance.below(world.isHealing() ? 1 : 9)) {
      case 0, 1 -> giveUp();
      case 2, 3, 4, 5 -> disconnect();
      case 6 -> {
        disconnect();
        asleep = chance.below(300);
        hasSlept = true;
      }
      case 7 -> {
        if (current != null && welcome) {
          talkNonsense(current);
        }
      }
      default -> {
        if (welcome && chance.oneIn(3)) {
          die();
        }
      }
    }
  }

  private void die() {
    world.note(this, "dies, of session " + session);
    isDead = true;
    disconnect();
    requests.takeAll().forEach(call -> world.history().end(call, Call.End.UNKNOWN, null));
    world.tally().clientsKilled++;
  }

  private void giveUp() {
    if (mayBeGivenUp.isEmpty()) {
      return;
    }
    Call call = mayBeGivenUp.remove(chance.below(mayBeGivenUp.size()));
    if (requests.giveUp(call)) {
      world.history().end(call, Call.End.UNKNOWN, null);
    }
  }

  private void talkNonsense(Connection current) {
    if (chance.oneIn(2)) {
      long ended = session;
      current.toServer.send(process -> process.reception().goodbye(current, () -> left.add(ended)));
      requests.takeAll().forEach(call -> world.history().end(call, Call.End.UNKNOWN, null));
      requests.sessionEnded();
      beginSession();
      disconnect();
      return;
    }
    long request = lastRequest + 1;
    LedgerCall call = LedgerCall.malformed(chance.below(2) == 0 ? Ledger.ADD : Ledger.READ);
    current.isMalformed = true;
    current.toServer.send(process -> process.reception().request(current, request, request, call));
    current.toServer.flush();
  }

  /** The power is lost: it hears no more of what the dead have sent, and the disk may not have. */
  void loseWhatIsOnItsWay() {
    if (connection != null) {
      connection.toClient.abandon();
    }
  }

  void disconnect() {
    Connection current = connection;
    if (current != null) {
      current.closedByClient();
    }
    connection = null;
    welcome = false;
  }

  void welcomed(Connection from, long id, long lifeOfServer) {
    if (from != connection) {
      return;
    }
    if (session != 0 && session != id) {
      throw new AssertionError("session " + session + " was welcomed as " + id);
    }
    world.note(this, "is welcome in session " + id + " at " + from.server);
    session = id;
    life = lifeOfServer;
    welcome = true;
    hasSlept = false;
    requests.reconnected();
  }

  void refused(Connection from, Refusal refusal, String message) {
    if (from != connection) {
      return;
    }
    if (refusal == Refusal.SESSION_ENDED) {
      assertSessionMayEnd(message);
      endSession();
    }
    disconnect();
  }

  private void assertSessionMayEnd(String message) {
    if (!hasSlept && !world.mayHaveLostSessions()) {
      throw new AssertionError("a client that was never long away was told: " + message);
    }
  }

  private void endSession() {
    requests.sessionEnded().forEach(call -> world.history().end(call, Call.End.UNKNOWN, null));
    beginSession();
  }

  private void beginSession() {
    session = 0;
    lastRequest = 0;
  }

  void replied(Connection from, long request, ReplyStatus status, byte[] payload, long safe) {
    if (from != connection || from.isMalformed) {
      return;
    }
    if (status == ReplyStatus.UNPROTECTED) {
      requests.unprotected(request, nowNanos());
      world.metNoProtection();
      return;
    }
    Call call = requests.answered(request);
    if (call == null) {
      return; // A duplicate, or given up.
    }
    world.note(this, "call " + call.token + ": " + status);
    call.safeAtRelease = safe;
    switch (status) {
      case OUTCOME -> world.history().end(call, Call.End.OUTCOME, payload);
      case REFUSED -> world.history().end(call, Call.End.REFUSED, null);
      case UNKNOWN -> {
        assertSessionMayEnd("the session has ended");
        world.history().end(call, Call.End.UNKNOWN, null);
        endSession();
        disconnect();
      }
      default -> throw new AssertionError("no call of the ledger is a suspect");
    }
  }
}

package dev.understudy.runtime.simulation;

import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client as the real one behaves: numbers its calls, keeps those without an answer, sends them
 * again in order on a new connection before any new one, says which replies it has, and gives up
 * some calls.
 */
final class SimulatedClient {

  private static final int MAX_IN_FLIGHT = 4;

  private final World world;
  private final Chance chance;
  private final TreeMap<Long, Call> unanswered = new TreeMap<>();
  private int callsLeft;
  private long session;
  private long nextRequest = 1;
  private @Nullable Connection connection;
  private boolean welcome;
  private long sentUpTo;
  private int asleep;
  private boolean hasSlept;
  private final boolean isRestless;

  SimulatedClient(World world, int calls) {
    this.world = world;
    this.chance = world.chance();
    this.callsLeft = calls;
    this.isRestless = chance.oneIn(3);
  }

  boolean isDone() {
    return callsLeft == 0 && unanswered.isEmpty();
  }

  void step() {
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
    if (callsLeft > 0 && unanswered.size() < MAX_IN_FLIGHT && chance.oneIn(2)) {
      begin();
    }
    if (welcome && connection != null) {
      send(connection);
    }
    if (chance.oneIn(isRestless ? 30 : 300)) {
      misbehave();
    }
  }

  private void connect() {
    SimulatedProcess server = world.whomToCall();
    if (server == null) {
      return;
    }
    Connection made = new Connection(server);
    connection = made;
    welcome = false;
    sentUpTo = 0;
    long resumed = session;
    made.toServer.send(process -> process.hello(made, resumed));
    made.toServer.flush();
    server.accept(made);
  }

  private void read() {
    Connection current = connection;
    if (current == null) {
      return;
    }
    Consumer<SimulatedClient> message = current.toClient.read();
    if (message != null) {
      message.accept(this);
    } else if (current.toClient.isAtEnd()) {
      disconnect();
    }
  }

  private void begin() {
    Call call = world.history().begin(chance);
    unanswered.put(nextRequest, call);
    nextRequest++;
    callsLeft--;
  }

  private void send(Connection to) {
    for (Map.Entry<Long, Call> entry : unanswered.tailMap(sentUpTo, false).entrySet()) {
      long request = entry.getKey();
      long confirmed = unanswered.firstKey();
      LedgerCall call = entry.getValue().call;
      to.toServer.send(process -> process.request(to, request, confirmed, call));
      sentUpTo = request;
      if (chance.oneIn(4)) {
        break;
      }
    }
    to.toServer.flush();
  }

  /** What any client may do at any time: give up, go and come back, sleep, leave, talk nonsense. */
  private void misbehave() {
    Connection current = connection;
    switch (chance.below(world.isHealing() ? 1 : 8)) {
      case 0, 1 -> giveUp();
      case 2, 3, 4, 5 -> disconnect();
      case 6 -> {
        disconnect();
        asleep = chance.below(300);
        hasSlept = true;
      }
      default -> {
        if (current != null && welcome) {
          talkNonsense(current);
        }
      }
    }
  }

  private void giveUp() {
    if (!unanswered.isEmpty()) {
      Call call = unanswered.remove(pick());
      world.history().end(call, Call.End.UNKNOWN, null);
    }
  }

  private Long pick() {
    Long request = unanswered.floorKey(unanswered.firstKey() + chance.below(MAX_IN_FLIGHT));
    return request == null ? unanswered.firstKey() : request;
  }

  private void talkNonsense(Connection current) {
    if (chance.oneIn(2)) {
      current.toServer.send(process -> process.goodbye(current));
      endSession();
      disconnect();
      return;
    }
    long request = nextRequest;
    LedgerCall call = LedgerCall.malformed(chance.below(2) == 0 ? Ledger.ADD : Ledger.READ);
    current.isMalformed = true;
    current.toServer.send(process -> process.request(current, request, request, call));
    current.toServer.flush();
  }

  void disconnect() {
    Connection current = connection;
    if (current != null) {
      current.closedByClient();
    }
    connection = null;
    welcome = false;
  }

  void welcomed(Connection from, long id) {
    if (from != connection) {
      return;
    }
    if (session != 0 && session != id) {
      throw new AssertionError("session " + session + " was welcomed as " + id);
    }
    session = id;
    welcome = true;
    hasSlept = false;
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
    if (!hasSlept) {
      throw new AssertionError("a client that was never long away was told: " + message);
    }
  }

  private void endSession() {
    unanswered.values().forEach(call -> world.history().end(call, Call.End.UNKNOWN, null));
    unanswered.clear();
    session = 0;
    nextRequest = 1;
  }

  void replied(Connection from, long request, ReplyStatus status, byte[] payload, long safe) {
    if (from != connection) {
      return;
    }
    Call call = unanswered.remove(request);
    if (call == null) {
      return; // A duplicate, or given up.
    }
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
      case UNPROTECTED -> {
        unanswered.put(nextRequest, call);
        nextRequest++;
        world.metNoProtection();
      }
      case POISONED -> throw new AssertionError("no call of the ledger is a suspect");
    }
  }
}

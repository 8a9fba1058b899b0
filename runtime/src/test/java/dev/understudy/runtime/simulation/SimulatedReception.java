package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.List;

/** What clients send to a simulated process, also before it serves. */
final class SimulatedReception {

  /** A client that has come before this process serves. */
  private record Hello(Connection from, long session) {}

  private final SimulatedProcess process;
  private final World world;
  private final List<Connection> connections = new ArrayList<>();
  private final List<Hello> hellos = new ArrayList<>();

  SimulatedReception(SimulatedProcess process) {
    this.process = process;
    this.world = process.world;
  }

  /** Says goodbye to the clients that it has served; those who wait stay. */
  void retire() {
    for (Connection connection : List.copyOf(connections)) {
      if (hellos.stream().noneMatch(hello -> hello.from == connection)) {
        connection.toClient.flush();
        connection.serverDied();
        connections.remove(connection);
      }
    }
  }

  /** Sends those away who wait for its next epoch: there is none. */
  void sendWaitingAway() {
    for (Hello hello : hellos) {
      hello.from.serverDied();
      connections.remove(hello.from);
    }
    hellos.clear();
  }

  /** A client has closed its connection. */
  void left(Connection connection) {
    connections.remove(connection);
    hellos.removeIf(hello -> hello.from == connection);
  }

  void accept(Connection connection) {
    connections.add(connection);
  }

  List<Connection> connections() {
    return connections;
  }

  /** All is settled: those who wait are served. */
  void serve(PrimaryCore core) {
    hellos.forEach(hello -> enter(core, hello.from, hello.session));
    hellos.clear();
  }

  /** A client has connected. */
  void hello(Connection from, long session, long lifeOfSession) {
    PrimaryLoop current = process.epoch();
    from.isGreeted = true;
    boolean isOfThisLife =
        lifeOfSession == process.life() || world.has(Mutation.SESSION_IDS_RETURN);
    if (session != 0 && !isOfThisLife) {
      from.refuse(Refusal.SESSION_ENDED, "this state is of another life");
      return;
    }
    if (current == null || current.standsBy()) {
      hellos.add(new Hello(from, session));
    } else {
      enter(current.core(), from, session);
    }
  }

  private static void enter(PrimaryCore core, Connection from, long session) {
    if (session == 0) {
      core.openSession(from, "client");
    } else {
      from.session = session;
      core.resumeSession(from, session);
    }
  }

  /** A client has sent a call. */
  void request(Connection from, long request, long confirmed, LedgerCall call) {
    PrimaryCore core = welcomed();
    boolean isProtected = core.standbyPhase().isProtecting();
    boolean isQuery = !call.isUpdate() && !from.isMalformed;
    if (world.has(Mutation.QUERY_NOT_HELD) && isQuery) {
      answerAtOnce(serving(), from, request, call);
      return;
    }
    long before = core.applied();
    core.request(
        from,
        from.session,
        from.numbered(request),
        from.numbered(confirmed),
        call.operation(),
        call.input());
    if (world.scenario().refuses() && !isProtected && core.applied() != before) {
      throw new AssertionError("update " + core.applied() + " was applied without protection");
    }
  }

  private void answerAtOnce(PrimaryLoop primary, Connection from, long request, LedgerCall call) {
    WireOutput outcome = WireOutput.forCall();
    process.ledger().query(call.operation(), call.input(), outcome);
    long safe = new ReleaseCheck(primary).safeUpTo();
    from.toClient.send(
        client -> client.replied(from, request, ReplyStatus.OUTCOME, outcome.toByteArray(), safe));
    from.toClient.flush();
  }

  /** A client has said goodbye. */
  void goodbye(Connection from, Runnable farewelled) {
    from.saysGoodbye(farewelled);
    if (world.has(Mutation.GOODBYE_FORGOTTEN) && world.chance().oneIn(2)) {
      from.farewell();
    } else {
      welcomed().sessionEnded(from);
    }
  }

  private PrimaryCore welcomed() {
    return serving().core();
  }

  private PrimaryLoop serving() {
    PrimaryLoop epoch = process.epoch();
    if (epoch == null) {
      throw new AssertionError("a client took a process that does not serve for a primary");
    }
    return epoch;
  }
}

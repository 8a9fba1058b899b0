package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.standby.SupersededException;
import dev.understudy.runtime.core.state.ReplayException;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalFailedException;
import dev.understudy.runtime.node.loop.PairLife;
import dev.understudy.runtime.simulation.disk.DiskUser;
import dev.understudy.runtime.wire.Refusal;
import dev.understudy.runtime.wire.ReplyStatus;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process: the real cores, in a simulated event loop. First that of a standby, then, once it
 * has succeeded, that of a primary. It can die wherever {@link #hazard} is called.
 */
final class SimulatedProcess implements DiskUser {

  /** A client that has come before this process serves. */
  private record Hello(Connection from, long session) {}

  final World world;

  /** The directory of the pair, as this process sees it. */
  final RunDirectory directory;

  /** The primary that made it; null if it was started by hand. */
  final @Nullable SimulatedProcess maker;

  boolean isAlive = true;

  /** Whether it is of no use to the pair any more, even if it lives: counted once. */
  boolean isLost;

  boolean isHung;
  boolean isSlow;

  /** Steps of its own that it does not take, since a signal has stopped it. */
  int stoppedFor;

  /** Steps of the kernel in which it neither moves nor dies. */
  int frozenFor;

  /** Its primary has gone on without it: it reads this once it has the fence. */
  boolean isDismissed;

  /** Steps of the kernel until a SIGKILL that was sent takes effect; negative if none was. */
  int killedIn = -1;

  private final List<Connection> connections = new ArrayList<>();
  private final List<Hello> hellos = new ArrayList<>();
  private final StandbyLoop standby;
  private final int clockOffsetMicros;
  private @Nullable PrimaryLoop epoch;
  private boolean isStepping;
  private final int number;
  private long life;
  private long skew;

  SimulatedProcess(World world, @Nullable SimulatedProcess maker) {
    this.world = world;
    this.maker = maker;
    this.number = world.nextSerial();
    this.directory = world.disk().seenBy(this);
    this.standby = new StandbyLoop(this);
    this.clockOffsetMicros = world.chance().below(5000);
  }

  StandbyLoop standby() {
    return standby;
  }

  @Override
  public String toString() {
    return "process " + number;
  }

  /** Its part as a primary, or null while it is a standby. */
  @Nullable PrimaryLoop epoch() {
    return epoch;
  }

  /** A server object in which nothing was done. */
  Ledger newLedger() {
    Ledger made = new Ledger(world.serverClass());
    if (maker != null && world.has(Mutation.RANDOM_OF_ITS_OWN)) {
      made.drawOwnNumbers(world.chance().below(1 << 20));
    }
    if (maker != null && world.has(Mutation.STATE_OF_ITS_OWN)) {
      made.skewState(1);
    }
    if (maker != null && world.has(Mutation.CLOCK_OF_ITS_OWN)) {
      made.haveOwnClock(1 + clockOffsetMicros);
    }
    if (isSkewed()) {
      made.skewResults(skew);
    }
    return made;
  }

  Ledger ledger() {
    return standby.ledger();
  }

  /** From now on its results are others than those of an honest process. */
  void skewResults(long by) {
    skew = by;
    if (standby.hasLedger()) {
      ledger().skewResults(by);
    }
  }

  boolean isSkewed() {
    return skew != 0;
  }

  /** It has recovered, and knows the life of the state from here on. */
  void isBorn() {
    beginsLife(maker == null && Journal.mayHaveLostUpdates(directory));
  }

  /**
   * It looks up the life of the state.
   *
   * @param isNew whether another one begins
   */
  void beginsLife(boolean isNew) {
    try {
      life = PairLife.of(directory, isNew);
      world.note(this, (isNew ? "begins a life" : "goes on in the life") + " of the state");
    } catch (IOException e) {
      if (!world.disk().isFull() && !world.disk().hasFailed()) {
        throw new UncheckedIOException(e);
      }
      exit(); // A start on such a disk is refused.
    }
  }

  /** The life of the state that it serves. */
  long life() {
    return life;
  }

  @Override
  public void beforeEffect() {
    hazard(4);
  }

  @Override
  public void beforeRead() {
    hazard(1);
  }

  @Override
  public int partOf(int length) {
    return length > 1 && world.chance().oneIn(6) ? world.chance().between(1, length) : length;
  }

  StateMachine state() {
    return standby.core().state();
  }

  /** Whether it has to go before the pair is whole. */
  boolean isFaulty() {
    return isHung || stoppedFor > 0 || frozenFor > 0 || isDismissed || isSkewed();
  }

  /** Whether who waits here may be served next. */
  boolean isAboutToServe() {
    return frozenFor == 0 && (world.kernel().holder() == null || world.kernel().holder() == this);
  }

  boolean killWasSent() {
    return killedIn >= 0;
  }

  /** A place where this process can die, or others can be faster than it. */
  void hazard() {
    hazard(1);
  }

  /** A hazard in a short time in which a death matters most. */
  void criticalHazard() {
    hazard(8);
  }

  private void hazard(int weight) {
    world.hazard(this, weight);
    if (!isAlive) {
      throw new Death();
    }
  }

  void step() {
    if (stoppedFor > 0) {
      stoppedFor--;
      return;
    }
    if (isHung || frozenFor > 0 || isStepping || (isSlow && !world.chance().oneIn(8))) {
      return;
    }
    isStepping = true;
    try {
      hazard();
      PrimaryLoop current = epoch;
      if (current == null) {
        standby.step();
      } else {
        current.step();
      }
    } catch (Death death) {
      if (isAlive) {
        throw death;
      }
    } catch (JournalFailedException e) {
      world.halted(this, e);
    } catch (JournalDamagedException e) {
      if (!killWasSent() && !isDismissed) {
        throw e;
      }
      world.kernel().left(this); // It was dropped, and what it still reads is not kept for it.
    } catch (ReplayException e) {
      if (!isSkewed()) {
        throw e; // Honest ones come to the same.
      }
      world.kernel().kill(this); // It leaves, since it cannot understudy.
    } catch (SupersededException e) {
      world.kernel().left(this); // Others have served since its primary.
    } finally {
      isStepping = false;
    }
  }

  /** Leaves: what a process does that finds itself needless. */
  void exit() {
    world.kernel().left(this);
    throw new Death();
  }

  /** All is settled: it epochs. */
  void epoch(PrimaryLoop begun) {
    epoch = begun;
    world.note(
        this,
        "serves in epoch " + begun.core().epoch() + " after update " + begun.core().applied());
    ledger().epochs();
    PrimaryCore core = begun.core();
    core.beginBatch(nowMicros());
    hellos.forEach(hello -> enter(core, hello.from, hello.session));
    hellos.clear();
    core.endBatch();
    begun.flush();
  }

  long nowMicros() {
    return world.nowMicros() + clockOffsetMicros;
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

  /** A client has connected. */
  void hello(Connection from, long session, long lifeOfSession) {
    PrimaryLoop current = epoch;
    from.isGreeted = true;
    boolean isOfThisLife = lifeOfSession == life || world.has(Mutation.SESSION_IDS_RETURN);
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
    if (world.has(Mutation.QUERY_NOT_HELD) && isQuery && epoch != null) {
      answerAtOnce(epoch, from, request, call);
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
    if (world.refuses() && !isProtected && core.applied() != before) {
      throw new AssertionError("update " + core.applied() + " was applied without protection");
    }
  }

  private void answerAtOnce(PrimaryLoop primary, Connection from, long request, LedgerCall call) {
    WireOutput outcome = WireOutput.forCall();
    ledger().query(call.operation(), call.input(), outcome);
    long safe = primary.safeUpTo();
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
    if (epoch == null) {
      throw new AssertionError("a client took a process that does not epoch for a primary");
    }
    return epoch.core();
  }
}

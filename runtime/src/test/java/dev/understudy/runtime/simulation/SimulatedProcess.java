package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.standby.SupersededException;
import dev.understudy.runtime.core.state.ReplayException;
import dev.understudy.runtime.core.state.StateMachine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process: the real cores, in a simulated event loop. First that of a standby, then, once it
 * has succeeded, that of a primary. It can die wherever {@link #hazard} is called.
 */
final class SimulatedProcess {

  /** A client that has come before this process serves. */
  private record Hello(Connection from, long session) {}

  final World world;
  final Ledger ledger;

  /** The primary that made it; null if it was started by hand. */
  final @Nullable SimulatedProcess maker;

  boolean isAlive = true;

  /** Whether it is of no use to the pair any more, even if it lives: counted once. */
  boolean isLost;

  boolean isHung;
  boolean isSlow;

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

  SimulatedProcess(World world, @Nullable SimulatedProcess maker) {
    this.world = world;
    this.maker = maker;
    this.ledger = new Ledger(world.serverClass());
    this.standby = new StandbyLoop(this);
    this.clockOffsetMicros = world.chance().below(5000);
  }

  StandbyLoop standby() {
    return standby;
  }

  /** Its part as a primary, or null while it is a standby. */
  @Nullable PrimaryLoop epoch() {
    return epoch;
  }

  StateMachine state() {
    return standby.core().state();
  }

  /** Whether it has to go before the pair is whole. */
  boolean isFaulty() {
    return isHung || frozenFor > 0 || isDismissed || ledger.isSkewed();
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
    } catch (ReplayException e) {
      if (!ledger.isSkewed()) {
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
    ledger.epochs();
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

  void accept(Connection connection) {
    connections.add(connection);
  }

  List<Connection> connections() {
    return connections;
  }

  /** A client has connected. */
  void hello(Connection from, long session) {
    PrimaryLoop current = epoch;
    from.isGreeted = true;
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
    long before = core.applied();
    core.request(from, from.session, request, confirmed, call.operation(), call.input());
    if (world.refuses() && !isProtected && core.applied() != before) {
      throw new AssertionError("update " + core.applied() + " was applied without protection");
    }
  }

  /** A client has said goodbye. */
  void goodbye(Connection from) {
    welcomed().sessionEnded(from);
  }

  private PrimaryCore welcomed() {
    if (epoch == null) {
      throw new AssertionError("a client took a process that does not epoch for a primary");
    }
    return epoch.core();
  }
}

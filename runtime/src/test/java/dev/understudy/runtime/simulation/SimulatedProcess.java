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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One process: the real cores, in a simulated event loop. First that of a standby, then, once it
 * has succeeded, that of a primary. It can die wherever {@link #hazard} is called.
 */
final class SimulatedProcess implements DiskUser {

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

  private final SimulatedReception reception;
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
    this.reception = new SimulatedReception(this);
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
    Ledger made = new Ledger(world.scenario().serverClass());
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
      boolean isFirst = !Files.exists(directory.lifeFile());
      if (!(world.disk().isFull() && isFirst) && !world.disk().hasFailed()) {
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
    reception.serve(core);
    core.endBatch();
    begun.flush();
  }

  long nowMicros() {
    return world.nowMicros() + clockOffsetMicros;
  }

  /** What comes from its clients. */
  SimulatedReception reception() {
    return reception;
  }

  List<Connection> connections() {
    return reception.connections();
  }
}

package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.JournalRetention;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.primary.SnapshotSchedule;
import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A simulated process that serves: takes what is ready, in any order, and makes its standby. */
final class PrimaryLoop {

  private final SimulatedProcess process;
  private final PrimaryCore core;
  private final PrimaryEnd effects;
  private final JournalRetention retention = new JournalRetention();
  private final World world;
  private final Chance chance;
  private boolean snapshotIsMade;
  private int stepsToMake;
  private @Nullable SimulatedProcess understudy;
  private @Nullable Link link;
  private boolean differs;
  private boolean isInSlowTurn;
  private @Nullable Link toFormer;
  private @Nullable SimulatedSwitchover switchover;

  /**
   * @param toFormer the link to the process that has handed over to this one; null without one
   */
  PrimaryLoop(
      SimulatedProcess process, PrimaryCore core, PrimaryEnd effects, @Nullable Link toFormer) {
    this.process = process;
    this.effects = effects;
    this.toFormer = toFormer;
    this.core = core;
    this.world = process.world;
    this.chance = world.chance();
    this.stepsToMake = chance.below(8);
    effects
        .schedule()
        .journaled(Snapshots.estimateJournaledSince(process.directory, core.applied()));
  }

  PrimaryCore core() {
    return core;
  }

  SimulatedProcess process() {
    return process;
  }

  /** Its journal, which nobody else writes while it has the fence. */
  Journal journal() {
    return effects.journal();
  }

  @Nullable SimulatedProcess understudy() {
    return understudy;
  }

  /** The link to the standby; null before there is one. */
  @Nullable Link link() {
    return link;
  }

  /** Its standby's result was not its own: nothing may go until that one is dead. */
  void standbyDiffers() {
    differs = true;
  }

  /** Its standby has recovered, and is linked now. */
  void connected(Link made) {
    link = made;
  }

  void send(Consumer<StandbyCore> message) {
    tell(standby -> message.accept(standby.core()));
  }

  /** Tells the standby, and not its core. */
  void tell(Consumer<StandbyLoop> message) {
    if (link == null) {
      throw new AssertionError("a message to a standby that is not there");
    }
    link.toStandby.send(message);
  }

  // ---- what the standby says

  void joined(long digested) {
    core.standbyJoined(digested);
    if (toFormer != null) {
      toFormer.toPrimary.send(PrimaryLoop::successorNeedsNobody);
      toFormer.toPrimary.flush();
      toFormer = null;
      process.hazard();
    }
  }

  void standbyHeard() {
    core.standbyHeard();
    if (switchover != null) {
      switchover.steps().successorHeard();
    }
  }

  void standbyAnswered(byte[] outcome) {
    if (!effects.answersItself()) {
      core.standbyAnswered(outcome, 0, outcome.length);
    }
  }

  void standbyIsReady() {
    switchover().steps().standbyIsReady();
  }

  void successorServes() {
    switchover().steps().successorServes();
  }

  void successorNeedsNobody() {
    switchover().steps().successorNeedsNobody();
  }

  private SimulatedSwitchover switchover() {
    if (switchover == null) {
      throw new AssertionError("a word on a switchover, and there is none");
    }
    return switchover;
  }

  // ---- a switchover

  /** It is over, and this process serves on. */
  void switchoverIsOff() {
    switchover = null;
  }

  private boolean mayWrite() {
    return switchover == null || switchover.steps().mayWrite();
  }

  /** Whether whoever comes is to wait, since this process may serve again. */
  boolean standsBy() {
    return !mayWrite();
  }

  private boolean holdsCalls() {
    return switchover != null && switchover.steps().holdsCalls();
  }

  void step() {
    core.beginBatch(process.nowMicros());
    for (int i = chance.between(1, 10); i > 0; i--) {
      takeInput();
      if (chance.oneIn(16)) {
        process.hazard();
      }
    }
    if (snapshotIsMade) {
      snapshotIsMade = false;
      core.snapshotMade(Snapshots.newestBytes(process.directory));
    }
    if (mayWrite()) {
      core.endBatch();
    }
    if (switchover != null) {
      boolean isLinked = link != null && !link.toPrimary.isAtEnd();
      switchover.steps().endOfTurn(isLinked, understudy != null);
    }
    if (process.epoch() != this) {
      return; // It has taken over again.
    }
    flush();
    process.hazard();
    if (chance.oneIn(150)) {
      slowTurn();
    }
    if (switchover == null && world.wantsSwitchover() && hasStandby()) {
      switchover = new SimulatedSwitchover(process, this);
    } else if (understudy == null && mayWrite() && stepsToMake-- <= 0) {
      if (!world.isHealing() && chance.oneIn(10)) {
        stepsToMake = chance.below(30); // It cannot be started now, and is tried again.
        world.tally().spawnsFailed++;
      } else {
        understudy = world.make(process);
      }
    }
  }

  // A turn may take long, if an update does: the writer gives signs of life meanwhile.
  private void slowTurn() {
    SimulatedProcess standby = understudy;
    if (standby == null || link == null || !mayWrite() || !hasStandby()) {
      return;
    }
    standby.standby().silenceBegins();
    isInSlowTurn = true;
    for (int i = 0; i < 4 * Scenario.HANG_TICKS && understudy == standby; i++) {
      if (!world.has(Mutation.HEARTBEATS_ONLY_BETWEEN_TURNS)) {
        core.progressed(1);
        flush();
      }
      standby.step();
      standby.step();
      process.hazard();
    }
    isInSlowTurn = false;
  }

  /** Whether it makes progress within a turn that takes long. */
  boolean isInSlowTurn() {
    return isInSlowTurn;
  }

  private void tick() {
    if (mayWrite()) {
      core.tick();
      keepSnapshots();
      if (toFormer != null) {
        toFormer.toPrimary.send(PrimaryLoop::standbyHeard);
        toFormer.toPrimary.flush();
      }
    }
    if (switchover != null) {
      switchover.steps().tick();
    }
  }

  private void keepSnapshots() {
    SnapshotSchedule schedule = effects.schedule();
    if (schedule.tick()) {
      world.snapshot(
          () -> {
            schedule.ended();
            retention.snapshotEnded();
            snapshotIsMade = true;
          });
      schedule.started();
    }
    if (retention.begins(core, understudy != null)) {
      long needed = retention.neededAfter(core);
      long oldest = world.disk().remove(process, needed, journal().segmentFirst());
      retention.removed(oldest, needed);
    }
  }

  private void takeInput() {
    effects.releaseEarly();
    List<Connection> connections = process.connections();
    int choice = chance.below(connections.size() + 6);
    if (choice >= 6) {
      serve(connections.get(choice - 6));
    } else if (choice == 0) {
      if (chance.oneIn(3)) {
        tick();
      } else if (chance.oneIn(16) && hasStandby() && mayWrite()) {
        core.wakeStandby(); // As for a switchover, which is then broken off.
      }
    } else if (choice == 1) {
      if (understudy != null && (!understudy.isAlive || understudy.isDismissed)) {
        if (link != null) {
          link.lose();
        }
        understudy = null;
        link = null;
        differs = false;
        stepsToMake = chance.below(8);
        effects.standbyIsGone();
        core.standbyDied();
      }
    } else if (link != null) {
      listen(link);
    }
  }

  private void listen(Link to) {
    Consumer<PrimaryLoop> message = to.toPrimary.read();
    if (message != null) {
      message.accept(this);
    } else if (to.toPrimary.isAtEnd() && !hasSuccessorServed()) {
      core.standbyLinkLost("the link has ended");
    }
  }

  private boolean hasSuccessorServed() {
    return switchover != null && switchover.steps().hasSuccessorServed();
  }

  private void serve(Connection from) {
    if (holdsCalls() && (mayWrite() || from.isGreeted)) {
      return; // What was sent is left to the successor.
    }
    if (from.isLeft && !chance.oneIn(6)) {
      return; // What a client left behind may be read long after what it has sent since.
    }
    if (!from.turnBegins()) {
      return;
    }
    for (int i = chance.between(1, 4); i > 0 && from.takesNext(); i--) {
      Consumer<SimulatedProcess> message = from.toServer.read();
      if (message != null) {
        message.accept(process);
      } else if (from.toServer.isAtEnd()) {
        process.reception().left(from);
        if (!forgets(from)) {
          core.sessionLeft(from);
        }
        return;
      }
    }
  }

  private boolean forgets(Connection left) {
    return world.has(Mutation.CLIENTS_DEATH_NOT_TOLD)
        || (world.has(Mutation.CONNECTION_LEAKS) && left.hasSaidGoodbye());
  }

  void flush() {
    process.connections().forEach(connection -> connection.toClient.flush());
    if (link != null) {
      link.toStandby.flush();
    }
  }

  boolean hasStandby() {
    return core.standbyPhase().isProtecting();
  }

  /** Whether its standby lives, and is level with it. */
  boolean isProtected() {
    return understudy != null
        && understudy.isAlive
        && core.standbyPhase().isProtecting()
        && core.isQuiet()
        && (world.scenario().variant() == Variant.WARM || core.standbySequence() == core.applied());
  }

  /** Whether any one of the two may be lost now. */
  boolean isWhole() {
    return !process.isLost && understudy != null && !understudy.isLost && isProtected();
  }

  /** Its standby's result was not its own, and that one is not dead yet. */
  boolean hasStandbyThatDiffers() {
    return differs;
  }
}

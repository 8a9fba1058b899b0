package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.journal.JournalFailedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One simulation: the processes, clients, disk and fence, in an order of steps that its seed
 * decides. First faults strike, then all must heal: every call ends, the pair is protected, and the
 * journal, both states and all that clients were told agree.
 */
final class World {

  private static final int MAX_DEPTH = 2;
  private static final int STEPS_TO_HEAL = 30_000;

  private final Chance chance;
  private final Scenario scenario;
  private final PairDisk disk;
  private final History history = new History();
  private final Faults faults;
  private final Tally tally;
  private final Kernel kernel;
  private final List<SimulatedClient> clients = new ArrayList<>();
  private long nowMicros = 1_000_000;
  private int depth;
  private boolean isHealing;
  private boolean skewedServed;
  private int stepsToRestart;
  private @Nullable Runnable snapshotDue;
  private boolean isSnapshotting;
  private boolean lostSessions;
  private final Trace trace;
  private int serial;
  private final Losses losses = new Losses();

  /**
   * @param size how large it may be
   * @param trace where what happens is written down
   * @param mutation a fault that is built in, to be found; null without one
   */
  World(long seed, Tally tally, WorldSize size, Trace trace, @Nullable Mutation mutation) {
    this.chance = new Chance(seed);
    this.scenario = Scenario.draw(chance, size, mutation);
    this.trace = trace;
    this.kernel = new Kernel(this, chance);
    this.disk = new PairDisk(chance);
    this.tally = tally;
    this.faults = new Faults(this);
    if (scenario.isOrderChecked()) {
      history.dependsOnTheOrderAlone();
    }
    WorldSize drawn = scenario.size();
    for (int i = chance.between(1, drawn.clients()); i > 0; i--) {
      clients.add(new SimulatedClient(this, chance.between(drawn.calls() / 5, drawn.calls())));
    }
  }

  /** Runs it all. */
  void run() {
    for (int i = chance.between(300, 1000); i > 0 && !faults.areOver(); i--) {
      step();
    }
    heal();
    check();
  }

  Scenario scenario() {
    return scenario;
  }

  /** Writes down what happens, for people who look for the cause of a failure. */
  void note(Object who, String what) {
    trace.note(nowMicros, who, what);
  }

  /** Whether a fault is built in. */
  boolean has(Mutation fault) {
    return scenario.mutation() == fault;
  }

  /** A number of its own for each connection. */
  int nextSerial() {
    return ++serial;
  }

  private void heal() {
    isHealing = true;
    disk.setFull(false);
    for (int i = 0; i < STEPS_TO_HEAL; i++) {
      if (isWhole()) {
        return;
      }
      step();
    }
    throw new AssertionError("the pair does not heal: a call or the standby is stuck");
  }

  private boolean isWhole() {
    return clients.stream().allMatch(SimulatedClient::isDone)
        && kernel.holder() != null
        && kernel.holder().epoch() != null
        && kernel.holder().epoch().isProtected()
        && kernel.holder().connections().stream().noneMatch(connection -> connection.isLeft)
        && kernel.processes().stream().noneMatch(SimulatedProcess::isFaulty);
  }

  private void check() {
    disk.observe();
    StateMachine truth = history.check(disk.truth(), skewedServed);
    if (scenario.isOrderChecked() && !skewedServed && !lostSessions) {
      tally.ordersChecked += history.checkOrder() ? 1 : 0;
    }
    tally.acknowledged += history.endedWith(Call.End.OUTCOME);
    tally.unknown += history.endedWith(Call.End.UNKNOWN);
    tally.refused += history.endedWith(Call.End.REFUSED);
    tally.obituaries += history.obituaries();
    PrimaryLoop epoch = kernel.holder() == null ? null : kernel.holder().epoch();
    if (epoch != null) {
      FinalCheck check = new FinalCheck(epoch, scenario.variant());
      check.nothingGrows();
      if (!lostSessions) {
        check.whoHasLeftIsNotDead(clients);
      }
      if (!skewedServed) {
        check.statesAre(truth);
      }
    }
  }

  private void step() {
    tally.steps++;
    if (kernel.holder() != null
        && kernel.holder().epoch() != null
        && kernel.holder().epoch().isWhole()) {
      losses.none();
    }
    nowMicros += chance.below(50);
    int choice = chance.below(2 + 2 * kernel.processes().size() + clients.size());
    if (choice < 2) {
      background();
    } else if (choice < 2 + clients.size()) {
      clients.get(choice - 2).step();
    } else {
      kernel.processes().get((choice - 2 - clients.size()) / 2).step();
    }
  }

  /** What happens by itself: kills take effect, hung processes are found, pairs are restarted. */
  private void background() {
    kernel.step();
    if (kernel.processes().isEmpty()) {
      losses.requireTwo();
      restartSoon();
    } else if (kernel.holder() == null && chance.oneIn(40)) {
      make(null); // Somebody types 'start', while a process is stopped, or about to take over.
    }
    if (chance.oneIn(20)) {
      disk.setFull(false);
    }
    if (snapshotDue != null && !isSnapshotting) {
      makeSnapshot(snapshotDue);
    }
  }

  /** A primary has a snapshot made. */
  void snapshot(Runnable ended) {
    snapshotDue =
        () -> {
          new SimulatedSnapshotter(this).run();
          ended.run();
        };
  }

  private void makeSnapshot(Runnable snapshot) {
    isSnapshotting = true;
    snapshotDue = null;
    snapshot.run();
    isSnapshotting = false;
  }

  /** The power is lost, and with it every process. */
  void losePower() {
    for (SimulatedProcess process : List.copyOf(kernel.processes())) {
      kernel.kill(process);
    }
    clients.forEach(SimulatedClient::loseWhatIsOnItsWay);
    long survived = disk.losePower();
    note("the power", "is lost, and update " + survived + " is the last on the disk");
    if (!disk.options().syncAlways()) {
      lostSessions = true;
      history.powerLost(survived);
    }
    tally.powerLosses++;
  }

  /** Whether the power was lost, and with it sessions that were opened before. */
  boolean mayHaveLostSessions() {
    return lostSessions;
  }

  /** A process has halted, since its journal has failed. */
  void halted(SimulatedProcess process, JournalFailedException e) {
    boolean isStart = process.maker == null && process.epoch() == null;
    if (!disk.hasFailed() && !(isStart && disk.isFull())) {
      throw e;
    }
    tally.halted++;
    kernel.kill(process);
  }

  private void restartSoon() {
    if (stepsToRestart-- <= 0) {
      losses.restarted();
      make(null);
      stepsToRestart = chance.below(10);
      tally.restarts++;
    }
  }

  SimulatedProcess make(@Nullable SimulatedProcess maker) {
    SimulatedProcess made = new SimulatedProcess(this, maker);
    kernel.processes().add(made);
    return made;
  }

  void hazard(SimulatedProcess process, int weight) {
    tally.hazards++;
    if (!isHealing && process.isAlive) {
      faults.mayStrike(process, weight);
    }
    if (process.isAlive) {
      othersMayStep(process);
    }
  }

  /** While one acts, others may be faster. */
  void othersMayStep() {
    othersMayStep(null);
  }

  private void othersMayStep(@Nullable SimulatedProcess process) {
    if (depth < MAX_DEPTH && chance.oneIn(12)) {
      depth++;
      for (int i = chance.between(1, 6); i > 0; i--) {
        stepOfOthers(process);
      }
      depth--;
    }
  }

  private void stepOfOthers(@Nullable SimulatedProcess process) {
    if (kernel.processes().isEmpty() || chance.oneIn(4)) {
      background();
      return;
    }
    SimulatedProcess other = kernel.processes().get(chance.below(kernel.processes().size()));
    if (other != process) {
      other.step();
    } else {
      clients.get(chance.below(clients.size())).step();
    }
  }

  void dismissed() {
    tally.dismissals++;
  }

  /** Whether the operator asks for a switchover now. */
  boolean wantsSwitchover() {
    return !isHealing && chance.oneIn(scenario.switchesOften() ? 10 : 60);
  }

  /** A former primary leaves. */
  void formerLeaves(String why) {
    tally.releases++;
    if (why.contains("has no standby yet")) {
      losses.addFormer();
    }
  }

  Kernel kernel() {
    return kernel;
  }

  Losses losses() {
    return losses;
  }

  Tally tally() {
    return tally;
  }

  void tookOver(long appended) {
    tally.takeovers++;
    tally.appended += appended;
  }

  void skewedServes() {
    skewedServed = true;
    tally.skewedServes++;
  }

  void reported(Difference difference) {
    if (difference instanceof Difference.OfResult result
        && result.primaryResult().equals(result.standbyResult())) {
      throw new AssertionError("a difference that is none: " + difference);
    }
    tally.differences++;
  }

  void metFullDisk() {
    tally.fullDisks++;
  }

  List<SimulatedClient> clients() {
    return clients;
  }

  void metNoProtection() {
    tally.unprotected++;
  }

  Chance chance() {
    return chance;
  }

  PairDisk disk() {
    return disk;
  }

  History history() {
    return history;
  }

  boolean isHealing() {
    return isHealing;
  }

  long nowMicros() {
    return nowMicros;
  }
}

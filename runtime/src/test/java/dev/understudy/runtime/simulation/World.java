package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.CoreLimits;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.spi.ServerClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One simulation: the processes, clients, disk and fence, in an order of steps that its seed
 * decides. First faults strike, then all must heal: every call ends, the pair is protected, and the
 * journal, both states and all that clients were told agree.
 */
final class World {

  static final int HANG_TICKS = 12;

  private static final int GRACE_TICKS = 25;
  private static final int DISMISS_TICKS = 3;
  private static final int MAX_DEPTH = 2;
  private static final int STEPS_TO_HEAL = 30_000;

  private final Chance chance;
  private final Variant variant;
  private final boolean refuses;
  private final CoreLimits limits;
  private final Disk disk = new Disk();
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
  private final boolean switchesOften;
  private final Losses losses = new Losses();

  World(long seed, Tally tally) {
    this.chance = new Chance(seed);
    this.kernel = new Kernel(this, chance);
    this.variant = Variant.any(chance);
    this.refuses = chance.oneIn(4);
    this.switchesOften = chance.oneIn(3);
    this.tally = tally;
    this.faults = new Faults(this);
    this.limits =
        new CoreLimits(
            HANG_TICKS,
            GRACE_TICKS,
            chance.oneIn(2) ? 1000 : chance.below(4),
            20,
            1000,
            100,
            1 << 20,
            Long.MAX_VALUE / 2,
            DISMISS_TICKS);
    for (int i = chance.between(1, 3); i > 0; i--) {
      clients.add(new SimulatedClient(this, chance.between(4, 20)));
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

  private void heal() {
    isHealing = true;
    disk.isFull = false;
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
        && kernel.processes().stream().noneMatch(SimulatedProcess::isFaulty);
  }

  private void check() {
    StateMachine truth = history.check(disk.journal, skewedServed);
    tally.acknowledged += history.endedWith(Call.End.OUTCOME);
    tally.unknown += history.endedWith(Call.End.UNKNOWN);
    tally.refused += history.endedWith(Call.End.REFUSED);
    tally.obituaries += history.obituaries();
    PrimaryLoop epoch = kernel.holder() == null ? null : kernel.holder().epoch();
    if (skewedServed || epoch == null || epoch.understudy() == null) {
      return;
    }
    if (!Arrays.equals(Replay.saved(truth), Replay.saved(kernel.holder().state()))) {
      throw new AssertionError("the primary's state is not what the journal gives");
    }
    SimulatedProcess standby = epoch.understudy();
    if (variant != Variant.WARM
        && !Arrays.equals(Replay.saved(truth), Replay.saved(standby.state()))) {
      throw new AssertionError("the standby's state is not what the journal gives");
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
    }
    if (chance.oneIn(20)) {
      disk.isFull = false;
    }
    if (chance.oneIn(60)) {
      disk.makeSnapshot();
    }
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
    if (depth < MAX_DEPTH && process.isAlive && chance.oneIn(12)) {
      depth++;
      for (int i = chance.between(1, 6); i > 0; i--) {
        stepOfOthers(process);
      }
      depth--;
    }
  }

  private void stepOfOthers(SimulatedProcess process) {
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
    return !isHealing && chance.oneIn(switchesOften ? 10 : 60);
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

  /** Writes to the journal in one or two parts, between which the writer can die. */
  void writeTorn(SimulatedProcess writer, byte[] bytes, int offset, int length) {
    int part = chance.oneIn(3) ? chance.below(length) : 0;
    if (part > 0) {
      disk.journal.append(bytes, offset, part);
      writer.criticalHazard();
    }
    disk.journal.append(bytes, offset + part, length - part);
  }

  /** Where a client finds a server: the one that serves, or else any that may come to. */
  @Nullable SimulatedProcess whomToCall() {
    if (kernel.holder() != null) {
      return kernel.holder();
    }
    return kernel.processes().isEmpty()
        ? null
        : kernel.processes().get(chance.below(kernel.processes().size()));
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

  Variant variant() {
    return variant;
  }

  boolean refuses() {
    return refuses;
  }

  ServerClass serverClass() {
    return variant.serverClass(refuses);
  }

  void metNoProtection() {
    tally.unprotected++;
  }

  Chance chance() {
    return chance;
  }

  CoreLimits limits() {
    return limits;
  }

  Disk disk() {
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

package dev.understudy.runtime.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fault plan: how many faults strike, and when. They are counted in hazards, so that every
 * place where a process can die is struck alike; many follow close upon the one before, where
 * takeovers and joining are.
 */
final class Faults {

  private static final int SOON = 80;
  private static final int LATER = 800;

  private final World world;
  private final Chance chance;
  private int left;
  private final boolean beginsWithAPair;
  private int hazardsToNext;
  private boolean begun;
  private boolean othersHaveSucceeded;

  Faults(World world) {
    this.world = world;
    this.chance = world.chance();
    this.left = chance.below(1 + world.scenario().size().faults());
    this.beginsWithAPair = chance.oneIn(2);
    this.hazardsToNext = chance.below(LATER);
  }

  boolean areOver() {
    return left == 0;
  }

  /**
   * A place where a process can die.
   *
   * @param weight how many other places it counts for
   */
  void mayStrike(SimulatedProcess process, int weight) {
    if (left == 0 || !hasBegun()) {
      return;
    }
    hazardsToNext -= weight;
    if (hazardsToNext > 0) {
      return;
    }
    left--;
    hazardsToNext = chance.oneIn(2) ? chance.below(SOON) : chance.below(LATER);
    strike(process);
  }

  private boolean hasBegun() {
    SimulatedProcess primary = world.kernel().holder();
    PrimaryLoop epoch = primary == null ? null : primary.epoch();
    begun = begun || !beginsWithAPair || (epoch != null && epoch.hasStandby());
    return begun;
  }

  private void strike(SimulatedProcess process) {
    SimulatedProcess primary = world.kernel().holder();
    PrimaryLoop epoch = primary == null ? null : primary.epoch();
    SimulatedProcess standby = epoch == null ? null : epoch.understudy();
    if (othersHaveSucceeded) {
      othersHaveSucceeded = false;
      killAllWhoRun();
      return;
    }
    switch (chance.below(28)) {
      case 0, 1, 2, 3, 4, 5, 6, 7 -> world.kernel().kill(process);
      case 8, 9 -> kill(primary);
      case 10 -> kill(standby);
      case 11 -> {
        kill(primary);
        kill(standby);
      }
      case 12 -> {
        if (epoch != null && epoch.link() != null) {
          epoch.link().lose();
          world.losses().add(standby);
        }
      }
      case 13 -> hang(process);
      case 14 -> {
        if (standby != null) {
          hang(standby);
        }
      }
      case 15 -> process.isSlow = true;
      case 16, 17 -> {
        if (standby != null) {
          standby.skewResults(History.SKEW);
          world.losses().add(standby);
        }
      }
      case 18 -> world.disk().setFull(true);
      case 19, 20 -> world.losePower();
      case 21 -> world.disk().failNextForce();
      case 22, 23 -> stop(process);
      case 24 -> world.make(null); // A competing start.
      case 25, 26 -> {
        if (standby != null) {
          othersHaveSucceeded = true; // And once they have, they die too, and this one wakes up.
          stop(standby);
          kill(primary);
        }
      }
      default -> world.clients().get(chance.below(world.clients().size())).disconnect();
    }
  }

  private void killAllWhoRun() {
    for (SimulatedProcess each : List.copyOf(world.kernel().processes())) {
      if (each.stoppedFor == 0) {
        kill(each);
      }
    }
  }

  // By SIGSTOP, and SIGCONT later: if it was succeeded meanwhile, it must not wake up.
  private void stop(SimulatedProcess process) {
    world.note(process, "is stopped");
    process.stoppedFor = chance.between(1, LATER);
    world.losses().add(process);
  }

  private void hang(SimulatedProcess process) {
    process.isHung = true;
    world.losses().add(process);
  }

  private void kill(@Nullable SimulatedProcess process) {
    if (process != null) {
      world.kernel().kill(process);
    }
  }
}

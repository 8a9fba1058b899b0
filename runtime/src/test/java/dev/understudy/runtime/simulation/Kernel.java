package dev.understudy.runtime.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the kernel does to the processes of the world: it ends them, and gives one the fence. */
final class Kernel {

  private static final int LONGEST_FREEZE = 400;

  private final World world;
  private final Chance chance;
  private final List<SimulatedProcess> processes = new ArrayList<>();
  private @Nullable SimulatedProcess holder;

  Kernel(World world, Chance chance) {
    this.world = world;
    this.chance = chance;
  }

  List<SimulatedProcess> processes() {
    return processes;
  }

  /** Lets kills take effect. */
  void step() {
    for (SimulatedProcess process : List.copyOf(processes)) {
      if (process.frozenFor > 0) {
        thaw(process);
      } else if (process.killedIn == 0
          || (world.isHealing() && process.isFaulty() && chance.oneIn(50))) {
        kill(process);
      } else if (process.killedIn > 0) {
        process.killedIn--;
      }
    }
  }

  // Until the fault is over no kill takes effect; and then it takes a moment.
  private void thaw(SimulatedProcess process) {
    process.frozenFor = world.isHealing() && chance.oneIn(50) ? 0 : process.frozenFor - 1;
    if (process.frozenFor == 0) {
      process.killedIn = chance.below(60);
    }
  }

  void kill(SimulatedProcess process) {
    if (process.isAlive) {
      world.losses().add(process);
      left(process);
    }
  }

  /** A process has ended, by a signal or because it is not needed. */
  void left(SimulatedProcess process) {
    world.note(process, "ends");
    process.isAlive = false;
    processes.remove(process);
    if (holder == process) {
      holder = null;
    }
    Link toMaker = process.standby().link();
    die(toMaker.toPrimary, toMaker.toStandby);
    PrimaryLoop epoch = process.epoch();
    if (epoch != null && epoch.link() != null) {
      die(epoch.link().toStandby, epoch.link().toPrimary);
    }
    for (Connection connection : process.connections()) {
      connection.serverDied();
    }
    world.tally().deaths++;
  }

  /** The first bytes of what was in the memory of the dead may just have left it. */
  private void die(Pipe<?> outgoing, Pipe<?> incoming) {
    while (outgoing.hasUnflushed() && chance.oneIn(2)) {
      outgoing.flushOne();
    }
    outgoing.close();
    incoming.abandon();
  }

  void sendKill(SimulatedProcess process) {
    world.note(process, "is to be killed");
    world.losses().add(process);
    process.killedIn = chance.below(4);
    world.tally().drops++;
    if (!world.isHealing() && chance.oneIn(2)) {
      process.frozenFor = chance.between(1, LONGEST_FREEZE);
    }
  }

  boolean takeFence(SimulatedProcess process) {
    boolean isFree =
        holder == null
            || world.has(Mutation.NO_FENCE)
            || (world.has(Mutation.FENCE_OF_THE_STOPPED) && holder.stoppedFor > 0);
    if (isFree) {
      holder = process;
    }
    return holder == process;
  }

  /** Its holder lets go of it, for another one. */
  void freeFence(SimulatedProcess process) {
    if (holder != process) {
      throw new AssertionError("a process frees a fence that it has not");
    }
    holder = null;
  }

  boolean holdsFence(SimulatedProcess process) {
    return holder == process && process.isAlive;
  }

  @Nullable SimulatedProcess holder() {
    return holder;
  }

  /** Where a client finds a server: the one that serves, or else any that may come to. */
  @Nullable SimulatedProcess whomToCall() {
    if (holder != null) {
      return holder;
    }
    return processes.isEmpty() ? null : processes.get(chance.below(processes.size()));
  }
}

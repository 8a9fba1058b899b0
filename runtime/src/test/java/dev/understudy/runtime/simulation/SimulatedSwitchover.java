package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.TickTimeout;
import dev.understudy.runtime.core.primary.SwitchoverSteps;
import dev.understudy.runtime.core.standby.SupersededException;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalEnd;
import dev.understudy.runtime.journal.JournalPosition;
import dev.understudy.runtime.journal.JournalReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A switchover of a simulated primary: the real steps, which can be cut short anywhere. */
final class SimulatedSwitchover implements SwitchoverSteps.Effects {

  // Its patience is 80 ticks then, and 600 for a standby that lags.
  static final Duration TICK = Duration.ofMillis(50);

  private final SimulatedProcess process;
  private final PrimaryLoop primary;
  private final World world;
  private final SimulatedProcess successor;
  private final TickTimeout silence = new TickTimeout(Scenario.HANG_TICKS);
  private final SwitchoverSteps steps;
  private boolean hasRetired;

  SimulatedSwitchover(SimulatedProcess process, PrimaryLoop primary) {
    SimulatedProcess standby = primary.understudy();
    if (standby == null) {
      throw new AssertionError("a switchover to nobody");
    }
    this.process = process;
    this.primary = primary;
    this.world = process.world;
    this.successor = standby;
    this.steps = new SwitchoverSteps(primary.core(), this, TICK, Scenario.HANG_TICKS);
  }

  SwitchoverSteps steps() {
    return steps;
  }

  private long epochOfSuccessor() {
    return primary.core().epoch() + 1;
  }

  private JournalReader journalAsLeft() {
    Journal journal = primary.journal();
    JournalPosition left = journal.position();
    return JournalReader.openAt(
        process.directory,
        world.disk().identity(),
        journal.segmentFirst(),
        left.offset(),
        left.lastSequence(),
        left.lastEpoch());
  }

  @Override
  public void holdCalls() {
    process.hazard();
  }

  @Override
  public void askToMakeReady() {
    primary.tell(StandbyLoop::handsOver);
    primary.flush();
    process.hazard();
  }

  @Override
  public void freeFence() {
    process.criticalHazard();
    world.kernel().freeFence(process);
    process.criticalHazard();
    primary.tell(StandbyLoop::fenceFreed);
    primary.flush();
    process.criticalHazard();
  }

  @Override
  public boolean tryFence() {
    return world.kernel().takeFence(process);
  }

  @Override
  public boolean isJournalUntouched() {
    return JournalEnd.isStill(primary.journal(), process.directory, world.disk().identity());
  }

  @Override
  public boolean doesAnotherServe() {
    SimulatedProcess holder = world.kernel().holder();
    PrimaryLoop other = holder == null || holder == process ? null : holder.epoch();
    return other != null && other.core().epoch() > epochOfSuccessor();
  }

  @Override
  public boolean canBeFound() {
    return true;
  }

  @Override
  public void judgeSuccessor(boolean heard) {
    if (heard) {
      silence.heard();
    }
    if (silence.tick()) {
      world.kernel().kill(successor);
    }
  }

  @Override
  public void killSuccessor() {
    if (successor.isAlive && !successor.killWasSent()) {
      world.kernel().sendKill(successor);
    }
  }

  @Override
  public void retire() {
    if (!hasRetired) {
      hasRetired = true;
      process.reception().retire();
      process.hazard();
    }
  }

  @Override
  public void serveOn() {
    world.tally().servedOn++;
    process.reception().sendWaitingAway();
  }

  @Override
  public @Nullable String takeOver() {
    process.criticalHazard();
    try {
      process.standby().takeOverAgain(journalAsLeft(), epochOfSuccessor());
    } catch (SupersededException e) {
      return e.getMessage();
    }
    world.tally().tookOverAgain++;
    return null;
  }

  @Override
  public void leave(String why) {
    world.formerLeaves(why);
    process.exit();
  }

  @Override
  public void breakOff(String why, boolean callsAreHeld, boolean standbyIsUsed) {
    world.tally().brokenOff++;
    Link link = primary.link();
    if (standbyIsUsed && link != null) {
      link.lose();
      link.toPrimary.abandon(); // This side has closed it, and reads no more.
    }
    primary.switchoverIsOff();
    process.hazard();
  }
}

package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.core.standby.Takeover;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.node.state.JournalTail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated process that has the fence comes to serve: the real settling, on the real end of
 * the journal.
 */
final class SimulatedTakeover {

  private final SimulatedProcess process;
  private final World world;
  private final StandbyCore core;

  private SimulatedTakeover(SimulatedProcess process) {
    this.process = process;
    this.world = process.world;
    this.core = process.standby().core();
  }

  /**
   * Makes a process primary.
   *
   * @param from where it begins to read the journal
   * @param toFormer the link to the process that has handed over to it; null without one
   */
  static void of(SimulatedProcess process, JournalReader from, @Nullable Link toFormer) {
    new SimulatedTakeover(process).run(from, toFormer);
  }

  private void run(JournalReader from, @Nullable Link toFormer) {
    JournalTail tail =
        new JournalTail(process.directory, world.disk().identity(), world.disk().options(), from);
    world.tookOver(settle(tail));
    process.hazard();
    if (world.has(Mutation.TAIL_NOT_WRITTEN_AGAIN)) {
      world.disk().forgetUnsynced();
    }
    Journal opened = tail.journal();
    world.disk().writtenUpTo = core.digested();
    if (process.ledger().isSkewed()) {
      world.skewedServes();
    }
    StateMachine state = core.state();
    if (state.epoch() == 0) {
      process.beginsLife(true);
    }
    PrimaryEnd effects = new PrimaryEnd(process, opened);
    PrimaryCore primary =
        new PrimaryCore(
            state,
            effects,
            world.scenario().limits(),
            List.of(),
            nextEpoch(state),
            world.chance().seed());
    primary.begin(process.nowMicros());
    process.epoch(new PrimaryLoop(process, primary, effects, toFormer));
  }

  private long nextEpoch(StateMachine state) {
    boolean forgets = world.has(Mutation.EPOCH_LOST_AT_A_BORDER) && process.maker == null;
    return 1 + (forgets ? world.disk().epochByRecordsAlone() : state.epoch());
  }

  private long settle(JournalTail tail) {
    if (world.has(Mutation.END_OF_JOURNAL_NOT_READ)) {
      return 0;
    }
    if (world.has(Mutation.FORWARDS_NOT_APPENDED)) {
      return Takeover.settle(core, new TailWithoutAppending(tail));
    }
    if (world.has(Mutation.WHOLE_RECORD_CUT)) {
      return Takeover.settle(core, new TailWithoutItsLast(tail, world.chance()));
    }
    return Takeover.settle(core, tail);
  }
}

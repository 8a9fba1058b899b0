package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.TickTimeout;
import dev.understudy.runtime.core.standby.HotClientStandby;
import dev.understudy.runtime.core.standby.HotServerStandby;
import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.core.standby.StandbyEffects;
import dev.understudy.runtime.core.standby.StandbyLifecycle;
import dev.understudy.runtime.core.standby.WarmStandby;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.core.state.ForgottenSessions;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.node.standby.StandbyJournal;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.node.state.RenewableStandby;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A simulated process until it serves: comes up from disk, follows the primary, succeeds it. */
final class StandbyLoop implements StandbyEffects {

  private enum Stage {
    BOOTING,
    RECOVERING,
    WATCHING
  }

  private final SimulatedProcess process;
  private final World world;
  private final Chance chance;
  private final TickTimeout silenceOfPrimary = new TickTimeout(Scenario.HANG_TICKS);
  private final Link link = new Link();
  private final StandbyLifecycle lifecycle = new StandbyLifecycle();
  private Stage stage = Stage.BOOTING;
  private final long epochOfMaker;
  private int stepsToBoot;
  private int stepsToHope = 50;
  private @Nullable StandbyCore core;
  private @Nullable StandbyJournal journal;
  private @Nullable RenewableStandby standby;

  StandbyLoop(SimulatedProcess process) {
    this.process = process;
    this.world = process.world;
    this.chance = world.chance();
    this.stepsToBoot = chance.below(8);
    PrimaryLoop primary = process.maker == null ? null : process.maker.epoch();
    this.epochOfMaker = primary == null ? Long.MAX_VALUE : primary.core().epoch();
  }

  /** Its end of the link to the primary. */
  Link link() {
    return link;
  }

  StandbyCore core() {
    if (core == null) {
      throw new AssertionError("a process that has not recovered was asked for its state");
    }
    return core;
  }

  boolean hasLedger() {
    return standby != null;
  }

  /** The server object that it has now: another one after a snapshot could not be loaded. */
  Ledger ledger() {
    if (standby == null) {
      throw new AssertionError("a process that has not recovered was asked for its server object");
    }
    return (Ledger) standby.replica();
  }

  private StandbyJournal journal() {
    if (journal == null) {
      throw new AssertionError("a process that has not begun to recover was asked for its journal");
    }
    return journal;
  }

  void step() {
    switch (stage) {
      case BOOTING -> boot();
      case RECOVERING -> {
        if (readJournal()) {
          stage = Stage.WATCHING;
        }
      }
      case WATCHING -> {
        if (lifecycle.step() == StandbyLifecycle.Step.UNLINKED) {
          connect();
        } else {
          follow();
        }
      }
    }
  }

  private void boot() {
    if (stepsToBoot-- <= 0) {
      if (process.maker == null && !world.kernel().takeFence(process)) {
        process.exit(); // A pair runs here: a start is refused before it reads anything.
      }
      RenewableStandby part = new RenewableStandby(process::newLedger);
      StateMachine state = new StateMachine(part);
      standby = part;
      journal = new StandbyJournal(process.directory, part, state);
      if (process.maker == null || world.scenario().variant() != Variant.WARM) {
        journal.recover();
        if (world.has(Mutation.SESSIONS_NOT_IN_SNAPSHOT)) {
          ForgottenSessions.in(state);
        }
      }
      process.isBorn();
      core = core(state);
      if (!world.has(Mutation.NO_EPOCH_CHECK)) {
        core.understudies(epochOfMaker);
      }
      stage = Stage.RECOVERING;
    }
  }

  private StandbyCore core(StateMachine state) {
    if (process.maker == null) {
      return Recovery.alone(state); // It recovers on its own.
    }
    return switch (world.scenario().variant()) {
      case HOT_SERVER -> new HotServerStandby(state, this);
      case HOT_CLIENT -> new HotClientStandby(state, this);
      case WARM -> new WarmStandby(state, this);
    };
  }

  /** Digests some of the journal. Returns whether it came to the end. */
  private boolean readJournal() {
    return !core().needsJournal() || journal().digestSome(core(), chance.between(1, 12));
  }

  private void connect() {
    SimulatedProcess maker = process.maker;
    PrimaryLoop primary = maker == null || !maker.isAlive ? null : maker.epoch();
    if (primary == null) {
      succeed();
      return;
    }
    if (primary.understudy() != process) {
      process.exit(); // It serves in another epoch, and has another standby.
    }
    primary.connected(link);
    lifecycle.linked();
    process.hazard();
    core().linked();
    link.toPrimary.flush();
    process.hazard();
  }

  private void follow() {
    boolean dead = process.maker != null && !process.maker.isAlive && chance.oneIn(3);
    boolean readsAll = dead || chance.oneIn(8);
    for (int i = chance.below(6); (readsAll || i > 0) && link.toStandby.hasReadable(); i--) {
      receive();
    }
    if (core().needsJournal() && !chance.oneIn(4)) {
      readJournal();
      core().progressed();
      process.hazard();
    }
    if (lifecycle.wantsFence() && world.kernel().takeFence(process)) {
      takeOver();
      return;
    }
    core().endOfInput();
    greet();
    tick();
    if (chance.oneIn(8)) {
      process.hazard(); // With answers still in its memory.
    }
    link.toPrimary.flush();
    process.hazard();
    if (dead || link.toStandby.isAtEnd()) {
      lifecycle.orphaned();
      succeed();
    }
  }

  private void receive() {
    Consumer<StandbyLoop> message = link.toStandby.read();
    if (message != null) {
      silenceOfPrimary.heard();
      message.accept(this);
      if (chance.oneIn(4)) {
        link.toPrimary.flushOne();
      }
      process.hazard();
    }
  }

  /** Clients that come before this process serves have to wait. */
  private void greet() {
    int clients = process.connections().size();
    if (clients > 0) {
      Consumer<SimulatedProcess> message =
          process.connections().get(chance.below(clients)).toServer.read();
      if (message != null) {
        message.accept(process);
      }
    }
  }

  /** A turn of its primary begins that takes long. */
  void silenceBegins() {
    silenceOfPrimary.heard();
  }

  private void tick() {
    if (!chance.oneIn(4)) {
      return;
    }
    core().tick();
    SimulatedProcess primary = process.maker;
    if (silenceOfPrimary.tick() && primary != null) {
      boolean isLinked = !link.toStandby.isAtEnd() && primary.isAlive;
      if (isLinked && primary.epoch() != null && primary.epoch().isInSlowTurn()) {
        throw new AssertionError("a primary that makes progress was judged hung");
      }
      world.kernel().kill(primary);
    }
  }

  /** The primary is about to hand over. */
  void handsOver() {
    if (!lifecycle.handsOver()) {
      return;
    }
    journal().makeReady(core());
    process.hazard();
    link.toPrimary.send(PrimaryLoop::standbyIsReady);
  }

  /** The primary has freed the fence. */
  void fenceFreed() {
    lifecycle.fenceFreed();
  }

  /** The obituary of the primary, or the end of its link. The fence decides. */
  private void succeed() {
    if (!lifecycle.wantsFence()) {
      process.exit();
    }
    if (world.kernel().takeFence(process)) {
      takeOver();
      return;
    }
    boolean isDead = process.maker == null || !process.maker.isAlive;
    if (isDead && stepsToHope-- <= 0) {
      process.exit(); // Another process has the fence.
    }
    tick();
  }

  private void takeOver() {
    if (process.isDismissed && !world.has(Mutation.DISMISSED_TAKES_OVER)) {
      process.exit(); // The primary has told clients what this one does not know.
    }
    lifecycle.fenceTaken();
    JournalReader tail = journal().tail(core());
    process.hazard();
    SimulatedProcess former = process.maker;
    if (former != null && !lifecycle.wasHandedOver() && former.isAlive) {
      world.kernel().sendKill(former); // It has let go of the fence, and of the link.
    }
    SimulatedTakeover.of(process, tail, lifecycle.wasHandedOver() ? link : null);
    if (lifecycle.wasHandedOver()) {
      world.tally().switchovers++;
      link.toPrimary.send(PrimaryLoop::successorServes);
      link.toPrimary.flush();
      process.hazard();
    }
  }

  /**
   * A former primary takes over from its successor.
   *
   * @param left where the journal ended when it freed the fence
   * @param epochOfSuccessor nobody else's may be there
   */
  void takeOverAgain(JournalReader left, long epochOfSuccessor) {
    core = Recovery.alone(core().state());
    core.understudies(epochOfSuccessor);
    SimulatedTakeover.of(process, left, null);
  }

  @Override
  public void join(long digested) {
    link.toPrimary.send(primary -> primary.joined(digested));
  }

  @Override
  public void progress(long digested) {
    link.toPrimary.send(primary -> primary.core().standbyProgressed(digested));
  }

  @Override
  public void ready(long digested) {
    process.hazard();
    link.toPrimary.send(primary -> primary.core().standbyReady(digested));
  }

  @Override
  public void answer(long sequence, byte[] outcome) {
    link.toPrimary.send(primary -> primary.standbyAnswered(outcome));
  }

  @Override
  public void ask(long digested) {
    link.toPrimary.send(primary -> primary.core().standbyAsked(digested));
  }

  @Override
  public void differs(Difference difference) {
    link.toPrimary.send(primary -> primary.core().standbyDiffers(difference));
  }

  @Override
  public void heartbeat() {
    link.toPrimary.send(PrimaryLoop::standbyHeard);
  }
}

package dev.understudy.runtime.node.standby;

import dev.understudy.runtime.core.standby.StandbyCore;
import dev.understudy.runtime.core.standby.StandbyLifecycle;
import dev.understudy.runtime.core.standby.StandbyLifecycle.Step;
import dev.understudy.runtime.core.standby.SupersededException;
import dev.understudy.runtime.core.state.ReplayException;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.journal.ForeignJournalException;
import dev.understudy.runtime.journal.JournalDamagedException;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.node.failure.FenceClaim;
import dev.understudy.runtime.node.failure.HangWatch;
import dev.understudy.runtime.node.failure.RunningCall;
import dev.understudy.runtime.node.failure.WriterWatch;
import dev.understudy.runtime.node.link.LinkEffects;
import dev.understudy.runtime.node.link.PrimaryLink;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.loop.Handshakes;
import dev.understudy.runtime.node.loop.Listeners;
import dev.understudy.runtime.node.primary.Promotion;
import dev.understudy.runtime.node.primary.Promotion.Occasion;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A process while it is the standby: digests, and watches for the obituary of its primary. Writer
 * thread only.
 */
public final class StandbyNode implements EventLoop.Role, PrimaryLink.Listener {

  private static final long FENCE_POLL_MILLIS = 5;
  private final NodeContext context;
  private final EventLoop loop;
  private final Listeners doors;
  private final StandbyVariant part;
  private final StandbyCore core;
  private final StandbyJournal journal;
  private final String endpoint;
  private final ProcessIdentity primary;
  private final Runnable warmUp;
  private final LinkEffects told = new LinkEffects();
  private final StandbyLifecycle lifecycle = new StandbyLifecycle();
  private final DeathNotice obituary = new DeathNotice();
  private final HangWatch hangWatch;
  private final LinkSearch linkSearch;
  private final FenceClaim fenceClaim;
  private final Optional<WriterWatch> writerWatch;
  private final StandbyReception reception = new StandbyReception(this::linkOffered);
  private final int heartbeatTicks;

  private @Nullable PrimaryLink link;
  private Occasion.@Nullable HandOver handOver;
  private int ticks;
  private int exitCode;

  /**
   * @param state nothing yet: what is in the directory is recovered when it is needed
   * @param epoch the epoch of the primary that is understudied
   * @param warmUp begins to warm this process up for a takeover
   */
  public StandbyNode(
      NodeContext context,
      EventLoop loop,
      Listeners doors,
      StateMachine state,
      String endpoint,
      ProcessIdentity primary,
      long epoch,
      Runnable warmUp) {
    this.context = context;
    this.heartbeatTicks = context.limits().heartbeatTicks();
    this.loop = loop;
    this.doors = doors;
    this.part = StandbyVariant.of(context.standby().obituarySource(), state, told);
    this.core = part.core();
    core.understudies(epoch);
    this.endpoint = endpoint;
    this.primary = primary;
    this.warmUp = warmUp;
    this.hangWatch =
        new HangWatch(
            context.directory(),
            primary,
            loop::post,
            context.options().hangTimeout(),
            context.ticks(context.options().hangTimeout(), tickLength()));
    this.linkSearch =
        new LinkSearch(
            context, loop, state.serverClass(), primary, epoch, part.connects(), hangWatch::heard);
    this.fenceClaim = new FenceClaim(context.fence(), primary);
    this.journal = new StandbyJournal(context.directory(), context.standby(), state);
    state.watchedBy(RunningCall.ofStandby(loop));
    this.writerWatch =
        WriterWatch.begin(
            context.directory(), primary, notice -> loop.post(() -> writerEnded(notice)));
    if (!part.isAsleep()) {
      journal.recover();
    }
  }

  public int exitCode() {
    return exitCode;
  }

  // ---- the turns of the loop

  @Override
  public void inputEnds() {
    if (core.needsJournal() && lifecycle.digests()) {
      digestSomeJournal();
    }
    if (lifecycle.step() == Step.UNLINKED) {
      linkSearch.turn().ifPresent(this::linked);
    }
    String unfit = lifecycle.reasonToLeave();
    if (unfit != null) {
      leave(unfit);
    }
    if (lifecycle.wantsFence() && fenceClaim.tryFence(lifecycle.step() == Step.FENCE_FREED)) {
      takeOver();
      return;
    }
    if (lifecycle.mayBeTooLate() && fenceClaim.isHopeless()) {
      leave("another process has the fence");
    }
    try {
      core.endOfInput();
    } catch (ReplayException e) {
      cannotUnderstudy(e);
    }
    if (link != null) {
      link.sendAnswers();
    }
  }

  private void linked(Connection connection) {
    linkSearch.end();
    lifecycle.linked();
    link = part.opening().open(connection, this);
    connection.belongsTo(link);
    told.through(link);
    core.linked();
  }

  private void digestSomeJournal() {
    try {
      journal.digestSome(core);
    } catch (SupersededException e) {
      leave(journal.reason(e));
      return;
    } catch (ReplayException e) {
      cannotUnderstudy(e);
      return;
    }
    if (link != null) {
      core.progressed();
    }
  }

  @Override
  public void tick() {
    if (part.isAsleep() || ++ticks % heartbeatTicks == 0) { // A sleeper's ticks are long.
      core.tick();
    }
    lifecycle.tick();
    if (lifecycle.step() == Step.UNLINKED) {
      linkSearch.tick();
    }
    hangWatch.tick();
    if (link != null && !core.needsJournal() && !context.options().alone()) {
      warmUp.run();
      journal.openTail(core);
    }
  }

  @Override
  public void progressed(int ticks) {
    core.tick();
  }

  @Override
  public long maxWaitMillis() {
    if (core.needsJournal()) {
      return journal.maxWaitMillis();
    }
    return lifecycle.wantsFence() ? FENCE_POLL_MILLIS : Long.MAX_VALUE;
  }

  @Override
  public Duration tickLength() {
    return part.isAsleep()
        ? EventLoop.TICK.multipliedBy(context.limits().sleepTicks())
        : EventLoop.TICK;
  }

  @Override
  public boolean hasEnded() {
    return lifecycle.hasLeft();
  }

  /** Takes the peers that connect to this process. */
  public Handshakes.Handler reception() {
    return reception;
  }

  private void linkOffered(Connection connection, long pid) {
    if (part.connects() || lifecycle.step() != Step.UNLINKED || pid != primary.pid()) {
      connection.closeAsMalformed("the HELLO of process " + pid + " as primary");
      return;
    }
    linked(connection);
  }

  // ---- the obituary

  // The kernel has handed the mutex of the primary's writer to a thread of this process.
  private void writerEnded(WriterWatch.Notice notice) {
    if (loop.role() != this || lifecycle.hasLeft()) {
      return;
    }
    obituary.byMutex(notice);
    if (link != null) {
      link.drain(); // To the last it has sent; perhaps a goodbye.
    }
    if (lifecycle.hasLeft()) {
      return;
    }
    lifecycle.orphaned();
    if (lifecycle.wantsFence()) {
      fenceClaim.inheritFence();
      takeOver();
    }
  }

  @Override
  public void primaryHeard() {
    hangWatch.heard();
  }

  @Override
  public void cannotUnderstudy(ReplayException e) {
    lifecycle.cannotUnderstudy(journal.reason(e));
  }

  @Override
  public void primaryLeft() {
    end(0);
  }

  @Override
  public void primaryWakes() {
    core.wake();
  }

  @Override
  public void primaryHandsOver(long beginMicros) {
    if (!lifecycle.handsOver() || link == null) {
      return;
    }
    try {
      journal.makeReady(core);
    } catch (SupersededException | ReplayException e) {
      leave(journal.reason(e));
      return;
    }
    handOver = new Occasion.HandOver(beginMicros, link);
    told.takeOver();
  }

  @Override
  public void fenceFreed() {
    lifecycle.fenceFreed(); // Taken at the end of this turn, or later: a 'start' may look at it.
  }

  @Override
  public void connectionClosed() {
    if (lifecycle.hasLeft()) {
      return;
    }
    if (obituary.isByMutex()) {
      return; // Its mutex has told so already, and what it had sent is being taken.
    }
    obituary.byConnection(part.cause());
    lifecycle.orphaned();
    if (!lifecycle.wantsFence()) {
      return; // It leaves at the end of this turn.
    }
    if (fenceClaim.awaitFence()) {
      takeOver();
    } else {
      // One that is well kills a standby to which it has lost its link: this one is watched on, and
      // if it hangs, it is killed for that.
      EventLog.event(
          "the connection to primary %d has closed, and the fence is not free: waiting for it"
              .formatted(primary.pid()));
    }
  }

  private void leave(String why) {
    told.leave(why);
    EventLog.event(
        "the standby of primary %d leaves and does not take over: %s"
            .formatted(primary.pid(), why));
    end(1);
  }

  private void end(int code) {
    lifecycle.leaves();
    exitCode = code;
    link = null;
    reception.close();
    writerWatch.ifPresent(WriterWatch::stop);
  }

  private void takeOver() {
    String obstacle = journal.obstacle(doors.handshakes().life());
    if (obstacle != null) {
      leave(obstacle);
      return;
    }
    lifecycle.fenceTaken();
    Occasion occasion = lifecycle.wasHandedOver() ? handOver : null;
    if (occasion == null) {
      occasion = obituary.fenced(hangWatch.cause());
    }
    PrimaryLink former = link;
    link = null;
    if (occasion instanceof Occasion.HandOver handedOver) {
      handedOver.link().expectEnd(); // It stays open: the former primary is told how it goes.
    } else if (former != null) {
      former.forget(); // Its close says no more than is known.
    }
    try {
      JournalReader tailReader = journal.tail(core);
      new Promotion(context, loop, doors, core, endpoint, primary)
          .run(occasion, tailReader, journal.passed(), reception.waiting());
    } catch (SupersededException
        | JournalDamagedException
        | ForeignJournalException
        | ReplayException e) {
      leave(journal.reason(e)); // Nobody is to be served with less than is due.
    }
  }
}

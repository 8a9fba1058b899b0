package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.primary.SuspectCall;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.StartNote;
import dev.understudy.runtime.directory.StopNote;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.message.Hello;
import dev.understudy.runtime.node.failure.ExitWatch;
import dev.understudy.runtime.node.failure.LastWords;
import dev.understudy.runtime.node.failure.Obituaries;
import dev.understudy.runtime.node.failure.RunningCall;
import dev.understudy.runtime.node.link.PrimaryLink;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.loop.Handshakes;
import dev.understudy.runtime.node.loop.Listeners;
import dev.understudy.runtime.node.state.FirstUpdate;
import dev.understudy.runtime.node.state.JournalWatch;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.supervision.ChildSupervisor;
import dev.understudy.runtime.node.supervision.SpareSupervisor;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.wire.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A process while it is the primary: the core with its journal, its clients and its standby. Writer
 * thread only, except where it says so.
 */
public final class PrimaryNode implements EventLoop.Role, Handshakes.Handler {

  // While a standby is about to listen, or this process about to leave, turns are no longer apart.
  private static final long BUSY_WAIT_MILLIS = 2;
  private static final Duration CLIENTS_FIRST = Duration.ofMillis(25);

  private final NodeContext context;
  private final StateMachine state;
  private final Journal journal;
  private final PrimaryCore core;
  private final ClientConnections clients;
  private final ChildSupervisor keeper;
  private final SpareSupervisor spare;
  private final StandbyPeer standby;
  private final SnapshotKeeper snapshots;
  private final LocalCaller localCaller;
  private final OnPrimaryThread onPrimary;
  private final Obituaries obituaries;
  private final PairFileWriter pairFile;
  private final Shutdown shutdown;
  private final ReplacementTakeover replacement;
  private final DirectoryWatch watch;
  private final JournalWatch journalWatch;
  private final EventLoop loop;
  private final BackgroundWork background;
  private final LastWords words;
  private final ProcessIdentity self = Processes.self();
  private final FormerPrimary former = new FormerPrimary();

  /** Its socket is named {@code endpoint}. */
  public PrimaryNode(
      NodeContext context,
      EventLoop loop,
      StateMachine state,
      Journal journal,
      Listeners doors,
      String endpoint,
      Promotion.Before before) {
    List<SuspectCall> inherited = before.left().inherited();
    RunDirectory directory = context.directory();
    this.words = LastWords.begin(directory, inherited);
    state.watchedBy(new RunningCall(state.serverClass(), words, loop));
    this.context = context;
    this.state = state;
    this.journal = journal;
    CoreEffects effects = new CoreEffects(journal, context.options().syncAlways(), words);
    this.core =
        new PrimaryCore(
            state,
            effects,
            context.limits(),
            inherited,
            state.epoch() + 1,
            new SplittableRandom().nextLong());
    this.clients = new ClientConnections(core, doors.handshakes().life());
    this.loop = loop;
    this.background = new BackgroundWork();
    this.keeper =
        ChildSupervisor.ofStandbys(context.children(), loop, background, core.epoch() + 1);
    this.spare = new SpareSupervisor(context.children(), loop, background, core.epoch() + 1);
    this.snapshots =
        new SnapshotKeeper(context, loop, journal, keeper, background, core, before.passed());
    InsideCalls inside =
        before.kept() == null
            ? InsideCalls.begin(context, loop, core, before.dead())
            : before.kept().servesAgain(core);
    this.localCaller = inside.caller();
    this.onPrimary = inside.onPrimary();
    this.obituaries = new Obituaries(directory, loop, background);
    this.standby =
        new StandbyPeer(
            context, state.serverClass(), loop, core, keeper, spare, background, obituaries);
    effects.through(standby, snapshots);
    this.pairFile =
        new PairFileWriter(
            directory, state.serverClass().name(), core.epoch(), endpoint, keeper, standby, former);
    this.replacement =
        new ReplacementTakeover(context, loop, doors, endpoint, state, journal, inside);
    this.shutdown =
        new Shutdown(
            new Shutdown.Parts(
                context, core, clients, localCaller, standby, snapshots, onPrimary, replacement),
            this::stop);
    this.watch =
        new DirectoryWatch(
            context, loop, background, pairFile, obituaries.guardian(), endpoint, clients.life());
    this.journalWatch = new JournalWatch(context, loop, background, journal);
  }

  PrimaryCore core() {
    return core;
  }

  /** Keeps the obituary of the former primary, and tells it to all clients that come. */
  public void succeeds(Obituary obituary) {
    obituaries.add(obituary);
    clients.succeeds(obituary);
  }

  /** A former primary stays until this one has a standby. */
  void formerStays(ProcessIdentity process, PrimaryLink link) {
    watch.spare(former.stays(process, link, core.epoch()));
  }

  /** The process that has handed over to this one. */
  FormerPrimary former() {
    return former;
  }

  /** Writes the begin of the epoch, and from then on serves; clients must find it. */
  public void begin() {
    StopNote.delete(context.directory());
    beginEpoch();
    pairFile.write();
    StartNote.delete(context.directory());
  }

  /** The same for a successor: its clients wait at it already, and need no pair file yet. */
  void beginEpoch() {
    core.begin(EventLoop.nowMicros());
    new FirstUpdate(state.serverClass(), context.options().arguments()).runIfDue(core, state);
    core.endBatch();
  }

  /** Reports, and does what clients need not wait for: a moment after they are served. */
  void settleInSoon(Runnable report) {
    background.runAfter(CLIENTS_FIRST, () -> loop.post(this::settleInNow));
    background.runAfter(CLIENTS_FIRST, report);
  }

  private void settleInNow() {
    if (!shutdown.isUnderWay()) {
      pairFile.tryWrite();
      settleIn();
    }
  }

  /** Does what clients need not wait for: a standby, and word to the server class. */
  public void settleIn() {
    ExitWatch.watch(words, Thread.currentThread());
    if (words.problem() != null) {
      EventLog.event(words.problem());
    }
    obituaries.begin(core::deathsWritten, onPrimary::start); // Either may end this process.
    watch.sweep();
    snapshots.begin();
    if (context.makesStandby()) {
      keeper.start(standby.listener(this::standbyChanged, watch::sweep));
    } else {
      former.release();
    }
  }

  // The standby listens elsewhere now. The pair file and the clients must know.
  private void standbyChanged() {
    if (watch.problem() == null) {
      pairFile.tryWrite(); // Else the directory may be another pair's by now.
    }
    if (standby.endpoint() != null) {
      former.release(); // A client that looks for a successor now finds the standby.
    }
    clients.standbyChanged(standby.endpoint());
  }

  // ---- the turns of the loop

  @Override
  public void inputBegins(long nowMicros) {
    core.beginBatch(nowMicros);
  }

  @Override
  public void inputEnds() {
    if (shutdown.mayWrite()) {
      standby.connectIfDue();
      core.endBatch();
    }
    shutdown.proceed();
  }

  @Override
  public void tick() {
    if (!shutdown.mayWrite()) {
      shutdown.tick(); // Whatever else a tick does may end in a write to the journal.
      snapshots.tickAtEnd();
      return;
    }
    core.tick();
    former.heartbeat();
    standby.tick();
    spare.tick();
    snapshots.tick();
    clients.admitHeld();
    localCaller.admitHeld();
    shutdown.tick();
    watch.tick();
    journalWatch.tick();
    obituaries.tick();
  }

  @Override
  public void progressed(int ticks) {
    core.progressed(ticks);
    former.heartbeat();
  }

  /** The writer has failed: says so for the successor. */
  public void failed() {
    words.mark(LastWords.Mark.ERROR);
  }

  @Override
  public long maxWaitMillis() {
    return standby.isAwaited() || shutdown.isUnderWay()
        ? BUSY_WAIT_MILLIS
        : EventLoop.TICK.toMillis();
  }

  @Override
  public boolean hasEnded() {
    return shutdown.isDone();
  }

  /** How this process leaves. */
  public Shutdown shutdown() {
    return shutdown;
  }

  // ---- who comes

  @Override
  public void client(Connection connection, long session, String name) {
    if (shutdown.standsBy()) {
      replacement.client(connection, session, name);
    } else if (shutdown.isClosed()) {
      Handshakes.refuse(connection, Refusal.STOPPING, "the primary leaves");
    } else {
      clients.serve(connection, session, name);
    }
  }

  @Override
  public void link(Connection connection, Hello.Peer peer) {
    standby.connected(connection, peer.epoch(), peer.pid());
  }

  @Override
  public void admin(Connection connection) {
    connection.belongsTo(new CommandConnection(this));
  }

  // ---- what commands ask for

  /** The state of the pair. */
  PairStatus status() {
    return new StatusReport(
            new StatusReport.Parts(
                context,
                state,
                core,
                keeper,
                standby,
                spare,
                snapshots,
                onPrimary,
                obituaries,
                watch,
                journalWatch))
        .build(self.pid());
  }

  /**
   * Ends the pair in order.
   *
   * @return false if its successor has the fence, and has to end the pair instead
   */
  public boolean stop(String why) {
    if (shutdown.hasFreedFence()) {
      return false;
    }
    onPrimary.stop();
    former.release();
    shutdown.stop(
        why,
        () ->
            new OrderlyStop(
                context,
                state,
                journal,
                watch,
                journalWatch,
                clients,
                keeper,
                spare,
                snapshots,
                standby.link()));
    return true;
  }

  /**
   * Hands over to the standby, if there is one.
   *
   * @return null if it is under way now; else why not
   */
  @Nullable String switchOver() {
    return shutdown.switchOver(state.serverClass().mode());
  }
}

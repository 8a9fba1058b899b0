package dev.understudy.runtime.node;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.StartNote;
import dev.understudy.runtime.directory.StopNote;
import dev.understudy.runtime.failover.PrimaryCore;
import dev.understudy.runtime.failover.Suspect;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.obituary.ProcessIdentity;
import dev.understudy.runtime.obituary.Processes;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.observe.PairStatus;
import dev.understudy.runtime.replication.StateMachine;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A process while it is the primary: the core with its journal, its clients and its standby. Writer
 * thread only, except where it says so.
 */
final class PrimaryNode implements EventLoop.Role, Doorkeeper.House {

  // While a standby is about to listen, or this process about to leave, turns are no longer apart.
  private static final long BUSY_WAIT_MILLIS = 2;

  private final NodeContext context;
  private final StateMachine state;
  private final Journal journal;
  private final PrimaryCore core;
  private final ClientDesk clients;
  private final StandbyKeeper keeper;
  private final StandbyDesk standby;
  private final SnapshotKeeper snapshots;
  private final LocalCaller localCaller;
  private final OnPrimaryThread onPrimary;
  private final Obituaries obituaries;
  private final ControlFile controlFile;
  private final Departure departure;
  private final HeirDesk heirDesk;
  private final DirectoryWatch watch;
  private final JournalWatch journalWatch;
  private final LastWords words;
  private final ProcessIdentity self = Processes.self();

  private long pauseOfSwitchoverMicros = -1;
  private @Nullable FormerPrimary stoodByBy;

  /**
   * @param endpoint the name of the socket that this process listens on
   * @param former the process whose death made this one primary, or null at a first start
   * @param left what the former primary left
   * @param passed the snapshots that could not be loaded
   * @param kept what an earlier reign of this process has left; null in its first
   */
  PrimaryNode(
      NodeContext context,
      EventLoop loop,
      StateMachine state,
      Journal journal,
      Doors doors,
      String endpoint,
      @Nullable ProcessIdentity former,
      LastWords.Left left,
      Recovery.Passed passed,
      @Nullable Inside kept) {
    RunDirectory directory = context.directory();
    List<Suspect> inherited = left.inherited();
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
    this.clients = new ClientDesk(core, doors.doorkeeper().life());
    BackgroundWork background = new BackgroundWork();
    this.keeper = new StandbyKeeper(context.children(), loop, background, core.epoch() + 1);
    this.snapshots = new SnapshotKeeper(context, loop, journal, keeper, background, core, passed);
    Inside inside =
        kept == null ? Inside.begin(context, loop, core, former) : kept.servesAgain(core);
    this.localCaller = inside.caller();
    this.onPrimary = inside.onPrimary();
    this.obituaries = new Obituaries(directory, background);
    this.standby =
        new StandbyDesk(
            directory,
            serverClass(),
            loop,
            core,
            keeper,
            background,
            obituaries,
            self,
            !context.options().hangTimeout().isZero());
    effects.through(standby, snapshots);
    this.controlFile =
        new ControlFile(
            directory, serverClass().name(), core.epoch(), self, endpoint, keeper, standby);
    this.heirDesk = new HeirDesk(context, loop, doors, endpoint, state, journal, inside);
    this.departure = newDeparture();
    this.watch = new DirectoryWatch(context, loop, background, controlFile, endpoint);
    this.journalWatch = new JournalWatch(context, loop, background, journal);
  }

  private Departure newDeparture() {
    return new Departure(
        context, core, clients, localCaller, standby, snapshots, onPrimary, heirDesk, this::stop);
  }

  private ServerClass serverClass() {
    return state.serverClass();
  }

  PrimaryCore core() {
    return core;
  }

  /** Keeps the obituary of the former primary, and tells it to all clients that come. */
  void succeeds(Obituary former) {
    obituaries.add(former);
    clients.succeeds(former);
  }

  /** A former primary stays until this one has a standby. */
  void stoodByBy(FormerPrimary former) {
    stoodByBy = former;
    controlFile.names(former);
    watch.spare(former.endpoint());
  }

  private void releaseFormer() {
    if (stoodByBy != null) {
      stoodByBy.release();
      stoodByBy = null;
    }
  }

  /** Keeps how long clients had to wait when the former primary handed over. */
  void switchedOver(long pauseMicros) {
    pauseOfSwitchoverMicros = pauseMicros;
  }

  /** How long clients had to wait, if this reign began with a switchover; else negative. */
  long pauseOfSwitchoverMicros() {
    return pauseOfSwitchoverMicros;
  }

  /** Writes the begin of the reign, and from then on serves; clients must find it. */
  void begin() {
    StopNote.delete(context.directory());
    beginReign();
    controlFile.write();
    StartNote.delete(context.directory());
  }

  /** The same for a successor: its clients wait at it already, and need no control file yet. */
  void beginReign() {
    core.begin(EventLoop.nowMicros());
    new FirstUpdate(serverClass(), context.options().arguments()).runIfDue(core, state);
    core.endBatch();
  }

  /** Does what clients need not wait for, as a successor: they are served already. */
  void settleInAsSuccessor() {
    controlFile.tryWrite();
    settleIn();
  }

  /** Does what clients need not wait for: a standby, and word to the server class. */
  void settleIn() {
    ExitWatch.watch(words, Thread.currentThread());
    if (words.problem() != null) {
      EventLog.event(words.problem());
    }
    onPrimary.start();
    watch.sweep();
    snapshots.begin();
    if (context.makesStandby()) {
      keeper.start(standby.listener(this::standbyChanged, watch::sweep));
    } else {
      releaseFormer();
    }
  }

  // Where the standby is has changed: written down, and told to the clients.
  private void standbyChanged() {
    controlFile.tryWrite();
    if (standby.endpoint() != null) {
      releaseFormer(); // Whoever looks for a successor finds the standby from now on.
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
    if (departure.mayWrite()) {
      standby.connectIfDue();
      core.endBatch();
    }
    departure.proceed();
  }

  @Override
  public void tick() {
    if (!departure.mayWrite()) {
      departure.tick(); // Whatever else a tick does may end in a write to the journal.
      snapshots.tickAtEnd();
      return;
    }
    core.tick();
    heartbeatToFormer();
    standby.tick();
    snapshots.tick();
    clients.admitHeld();
    localCaller.admitHeld();
    departure.tick();
    watch.tick();
    journalWatch.tick();
    obituaries.tick();
  }

  @Override
  public void progressed(int ticks) {
    core.progressed(ticks);
    heartbeatToFormer();
  }

  private void heartbeatToFormer() {
    if (stoodByBy != null) {
      stoodByBy.heartbeat();
    }
  }

  /** The writer has failed: says so for the successor. */
  void failed() {
    words.mark(LastWords.Mark.ERROR);
  }

  @Override
  public long maxWaitMillis() {
    return standby.isAwaited() || departure.isUnderWay()
        ? BUSY_WAIT_MILLIS
        : EventLoop.TICK.toMillis();
  }

  @Override
  public boolean hasEnded() {
    return departure.isDone();
  }

  /** How this process leaves. */
  Departure departure() {
    return departure;
  }

  // ---- who comes

  @Override
  public void client(Connection connection, long session, String name) {
    if (departure.standsBy()) {
      heirDesk.client(connection, session, name);
    } else if (departure.isClosed()) {
      Doorkeeper.refuse(connection, Refusal.STOPPING, "the primary leaves");
    } else {
      clients.serve(connection, session, name);
    }
  }

  @Override
  public void link(Connection connection, long epoch, long pid, long startTicks) {
    standby.connected(connection, epoch, pid);
  }

  @Override
  public void admin(Connection connection) {
    connection.belongsTo(new AdminConnection(this));
  }

  // ---- what commands ask for

  /** The state of the pair. */
  PairStatus status() {
    List<@Nullable String> problems = new ArrayList<>();
    problems.addAll(
        Arrays.asList(
            journalWatch.problem(),
            onPrimary.problem(),
            standby.problem(),
            context.children().problem(),
            state.refusal(),
            snapshots.problem(),
            watch.problem()));
    core.poisoned().forEach(call -> problems.add("Refused from now on: " + call + "."));
    return new StatusReport(
            serverClass(), context, core, obituaries.guardian(), journalWatch.problem() == null)
        .build(self.pid(), keeper.process(), obituaries.latest(), standby.difference(), problems);
  }

  /**
   * Ends the pair in order.
   *
   * @return false if that is its successor's to do, who has the fence
   */
  boolean stop(String why) {
    if (departure.hasFreedFence()) {
      return false;
    }
    onPrimary.stop();
    releaseFormer();
    departure.stop(
        why,
        () ->
            new Stopping(
                context, state, journal, journalWatch, clients, keeper, snapshots, standby.link()));
    return true;
  }

  /**
   * Hands over to the standby, if there is one.
   *
   * @return null if it is under way now; else why not
   */
  @Nullable String switchOver() {
    return departure.switchOver(serverClass().mode());
  }
}

package dev.understudy.runtime.node;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.failover.PrimaryCore;
import dev.understudy.runtime.failover.PrimaryEffects;
import dev.understudy.runtime.failover.StandbyPhase;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.obituary.ProcessIdentity;
import dev.understudy.runtime.obituary.Processes;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.observe.PairStatus;
import dev.understudy.runtime.replication.Difference;
import dev.understudy.runtime.replication.StateMachine;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.Refusal;
import java.time.Instant;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process while it is the primary: the core with its journal, its clients and its standby. Writer
 * thread only, except where it says so.
 */
final class PrimaryNode
    implements EventLoop.Role,
        Doorkeeper.House,
        PrimaryEffects,
        StandbyKeeper.Listener,
        StandbyLink.Listener {

  // While a standby is about to listen, or there is none, connecting is tried so often.
  private static final long LINK_POLL_MILLIS = 2;
  private static final long LINK_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final NodeContext context;
  private final EventLoop loop;
  private final StateMachine state;
  private final Journal journal;
  private final PrimaryCore core;
  private final ClientDesk clients;
  private final StandbyKeeper keeper;
  private final SnapshotKeeper snapshots;
  private final LocalCaller localCaller;
  private final OnPrimaryThread onPrimary;
  private final Obituaries obituaries;
  private final ProcessIdentity self = Processes.self();
  private final String endpoint;

  private long lastLinkTryNanos;
  private @Nullable StandbyLink link;
  private @Nullable String standbyEndpoint;
  private @Nullable String dropReason;
  private @Nullable String difference;
  private @Nullable Stopping stopping;

  /**
   * @param endpoint the name of the socket that this process listens on
   * @param former the process whose death made this one primary, or null at a first start
   */
  PrimaryNode(
      NodeContext context,
      EventLoop loop,
      StateMachine state,
      Journal journal,
      String endpoint,
      @Nullable ProcessIdentity former) {
    this.context = context;
    this.loop = loop;
    this.state = state;
    this.journal = journal;
    this.endpoint = endpoint;
    this.core =
        new PrimaryCore(
            state, this, context.limits(), state.epoch() + 1, new SplittableRandom().nextLong());
    this.clients = new ClientDesk(core);
    this.keeper = new StandbyKeeper(context.children(), loop, core.epoch() + 1, this);
    this.snapshots = new SnapshotKeeper(context, loop, journal, keeper, core);
    this.localCaller = new LocalCaller(loop, core);
    this.onPrimary = new OnPrimaryThread(context.standby(), localCaller, former);
    this.obituaries = new Obituaries(directory(), keeper);
  }

  private RunDirectory directory() {
    return context.directory();
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

  /** Writes the begin of the reign, and from then on serves. */
  void begin() {
    core.begin(EventLoop.nowMicros());
    new FirstUpdate(serverClass(), context.options().arguments()).runIfDue(core, state);
    core.endBatch();
    writePairFile();
  }

  /** Does what clients need not wait for: a standby, and word to the server class. */
  void settleIn() {
    onPrimary.start();
    keeper.offWriter(this::sweep);
    if (!context.options().alone()) {
      keeper.start();
    }
  }

  // What the dead have left behind. Runs before a standby of this reign is started.
  private void sweep() {
    directory().removeStaleSockets(Set.of(endpoint));
    Rehearsal.sweep(directory());
  }

  private void writePairFile() {
    StandbyProcess standby = keeper.process();
    new PairFile(
            serverClass().name(),
            core.epoch(),
            self.pid(),
            endpoint,
            standby == null ? 0 : standby.pid(),
            standbyEndpoint)
        .write(directory());
  }

  // ---- the turns of the loop

  @Override
  public void inputBegins(long nowMicros) {
    core.beginBatch(nowMicros);
  }

  @Override
  public void inputEnds() {
    connectToStandby();
    core.endBatch();
    if (stopping != null && core.isQuiet()) {
      stopping.proceed();
    }
  }

  @Override
  public void tick() {
    core.tick();
    snapshots.tick();
  }

  @Override
  public long maxWaitMillis() {
    return (keeper.process() != null && link == null) || stopping != null
        ? LINK_POLL_MILLIS
        : EventLoop.TICK.toMillis();
  }

  @Override
  public boolean hasEnded() {
    return stopping != null && stopping.isDone();
  }

  // ---- who comes

  @Override
  public void client(Connection connection, long session, String name) {
    if (stopping != null) {
      Doorkeeper.refuse(connection, Refusal.STOPPING, "the primary stops");
    } else {
      clients.serve(connection, session, name);
    }
  }

  @Override
  public void link(Connection connection, long epoch, long pid, long startTicks) {
    connection.closeAsMalformed("the HELLO of a primary, and this is the primary");
  }

  @Override
  public void admin(Connection connection) {
    connection.belongsTo(new AdminConnection(this));
  }

  // ---- the standby

  private void connectToStandby() {
    StandbyProcess standby = keeper.process();
    if (standby == null || link != null || core.standbyPhase() != StandbyPhase.NONE) {
      return;
    }
    long nowNanos = System.nanoTime();
    if (nowNanos - lastLinkTryNanos < LINK_POLL_NANOS) {
      return; // Clients may keep the loop turning: this costs them no more than it must.
    }
    lastLinkTryNanos = nowNanos;
    String name = RunDirectory.endpointName(core.epoch() + 1, standby.pid());
    StandbyLink.connect(directory().socket(name), loop, serverClass(), core, self, this)
        .ifPresent(
            connected -> {
              link = connected;
              standbyEndpoint = name;
            });
  }

  @Override
  public void standbyStarted(StandbyProcess process) {
    writePairFile();
  }

  @Override
  public void standbyJoined() {
    writePairFile();
    clients.standbyChanged(standbyEndpoint);
  }

  @Override
  public void standbyLinkClosed() {
    link = null;
    if (stopping != null) {
      return;
    }
    if (core.standbyPhase() == StandbyPhase.NONE) {
      kill("its connection closed before it joined");
    } else {
      core.standbyLinkLost("its connection was closed");
    }
  }

  private void kill(String why) {
    dropReason = dropReason == null ? why : dropReason;
    StandbyProcess standby = keeper.process();
    if (standby != null) {
      standby.kill();
    }
  }

  @Override
  public void standbyDied(StandbyProcess process) {
    if (link != null) {
      StandbyLink former = link;
      link = null;
      former.close();
    }
    standbyEndpoint = null;
    core.standbyDied();
    if (stopping != null) {
      return;
    }
    String why = dropReason == null ? "its process ended" : dropReason;
    dropReason = null;
    EventLog.event("standby %d lost: %s; another one is started".formatted(process.pid(), why));
    obituaries.add(
        new Obituary(process.pid(), "standby", core.epoch(), why, Instant.now(), 0, null));
    keeper.offWriter(this::sweep);
    writePairFile();
    clients.standbyChanged(null);
  }

  // ---- what the core has done for it

  @Override
  public boolean reserve(int bytes) {
    return journal.reserve(bytes);
  }

  @Override
  public void forward(byte[] bytes, int offset, int length, long journaled) {
    EventLoop.forgetInterrupt(); // By an update of this batch, if it ends within a turn.
    if (link != null) {
      link.forward(
          bytes, offset, length, journaled, journal.segmentFirst(), journal.segmentOffset());
    }
  }

  @Override
  public void journal(byte[] bytes, int offset, int length, long firstSequence, long lastSequence) {
    journal.append(bytes, offset, length, firstSequence, lastSequence);
    if (context.options().syncAlways()) {
      journal.force();
    }
    snapshots.journaled(length);
  }

  @Override
  public void goLive(long journaled) {
    if (link != null) {
      link.goLive(journaled);
    }
  }

  @Override
  public void heartbeat() {
    if (link != null) {
      link.heartbeat();
    }
  }

  @Override
  public void killStandby(String why) {
    kill(why);
  }

  @Override
  public void standbyReady(long sequence) {
    if (difference == null) {
      keeper.isOfUse();
    }
    StandbyProcess standby = keeper.process();
    long pid = standby == null ? 0 : standby.pid();
    EventLog.event("protected: standby %d is ready at update %d".formatted(pid, sequence));
    snapshots.standbyReady();
  }

  @Override
  public void resultDiffers(Difference found) {
    difference = found.toString();
    EventLog.event("the standby's result differs: " + found + "; the standby is rebuilt");
  }

  // ---- what people ask

  /** The state of the pair. */
  PairStatus status() {
    return new StatusReport(serverClass(), context, core)
        .build(self.pid(), keeper.process(), obituaries.latest(), difference, onPrimary.problem());
  }

  /** Ends the pair in order. */
  void stop(String why) {
    if (stopping == null) {
      EventLog.event("stopping: " + why);
      keeper.stop();
      localCaller.close();
      snapshots.stop();
      clients.closeForCalls();
      stopping = new Stopping(context, state, journal, clients, keeper, snapshots, link);
    }
  }
}

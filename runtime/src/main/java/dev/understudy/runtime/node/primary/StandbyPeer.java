package dev.understudy.runtime.node.primary;

import dev.understudy.StandbyRole;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.core.primary.JoinTimeout;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.primary.StandbyPhase;
import dev.understudy.runtime.core.primary.SwitchoverSteps;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.node.failure.DismissalNote;
import dev.understudy.runtime.node.failure.ProcessorUse;
import dev.understudy.runtime.node.link.StandbyLink;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.loop.LinkConnector;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.MalformedInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The standby of a primary: the link to it, why it is killed, and what is told of it. Writer thread
 * only.
 */
final class StandbyPeer implements StandbyLink.Listener {

  private static final int TICKS_PER_SECOND = (int) Duration.ofSeconds(1).dividedBy(EventLoop.TICK);
  private static final int JOIN_TICKS = 120 * TICKS_PER_SECOND;
  // It loads a snapshot first, of any size; so slow is no machine that is fit for the state.
  private static final long LOADED_BYTES_PER_SECOND = 1 << 20;
  private static final long LINK_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final RunDirectory directory;
  private final ServerClass serverClass;
  private final EventLoop loop;
  private final PrimaryCore core;
  private final StandbySupervisor keeper;
  private final BackgroundWork background;
  private final Obituaries obituaries;

  private final ProcessorUse work = new ProcessorUse();
  private final boolean connects;
  private final boolean judges;
  private final JoinTimeout joinTimeout = new JoinTimeout(JOIN_TICKS);
  private Runnable changed = () -> {};
  private long lastLinkTryNanos;
  private boolean stopping;
  private @Nullable StandbyLink link;
  private @Nullable SwitchoverSteps switchover;
  private @Nullable String endpoint;
  private @Nullable String dropReason;
  private @Nullable String problem;
  private @Nullable Difference difference;

  StandbyPeer(
      NodeContext context,
      ServerClass serverClass,
      EventLoop loop,
      PrimaryCore core,
      StandbySupervisor keeper,
      BackgroundWork background,
      Obituaries obituaries) {
    this.connects = serverClass.standbyRole() == StandbyRole.SERVER;
    this.judges = !context.options().hangTimeout().isZero();
    this.directory = context.directory();
    this.serverClass = serverClass;
    this.loop = loop;
    this.core = core;
    this.keeper = keeper;
    this.background = background;
    this.obituaries = obituaries;
  }

  /**
   * What the keeper tells of the standby's process.
   *
   * @param whenChanged is run when there is another standby, or none, or it takes part
   * @param whenDead is run when it has died, before another one is started
   */
  StandbySupervisor.Listener listener(Runnable whenChanged, Runnable whenDead) {
    changed = whenChanged;
    return new StandbySupervisor.Listener() {
      @Override
      public void standbyStarted(ChildProcess process) {
        changed.run();
        background.run(StandbyPeer.this::learnWhatItLoads);
      }

      @Override
      public void standbyDied(ChildProcess process) {
        died(process);
        whenDead.run();
      }
    };
  }

  private void learnWhatItLoads() {
    long seconds = Snapshots.newestBytes(directory) / LOADED_BYTES_PER_SECOND;
    int more = (int) Math.min(seconds, 1 << 20) * TICKS_PER_SECOND;
    loop.post(() -> joinTimeout.allow(JOIN_TICKS + more));
  }

  /** The endpoint of the standby, or null while it takes no part. */
  @Nullable String endpoint() {
    return endpoint;
  }

  /** The connection to the standby, or null without one. */
  @Nullable
  public StandbyLink link() {
    return link;
  }

  /** How the result of a standby of this epoch differed, or null. */
  @Nullable Difference difference() {
    return difference;
  }

  /** The pair is to end: what becomes of the standby from now on is no loss. */
  void stop() {
    stopping = true;
    keeper.stop();
  }

  /** The process of the standby, or null while there is none. */
  @Nullable ProcessIdentity identity() {
    ChildProcess standby = keeper.process();
    return standby == null ? null : standby.identity();
  }

  /** A switchover begins: what the standby says of it goes there. */
  void switchesOver(SwitchoverSteps steps) {
    switchover = steps;
  }

  @Override
  public SwitchoverSteps switchover() {
    if (switchover == null) {
      throw new MalformedInputException("a word on a switchover, and there is none");
    }
    return switchover;
  }

  @Override
  public void standbyHeard() {
    core.standbyHeard();
    if (switchover != null) {
      switchover.successorHeard();
    }
  }

  /** {@inheritDoc} It is a standby no more: that it closes the connection is no loss. */
  @Override
  public void standbyServes() {
    stop();
  }

  @Override
  public void standbyLeaves(String why) {
    kill(why); // With the reason that it gives, and not with what is seen of it first.
    core.standbyLinkLost(why);
  }

  /** Has the process that serves now, in place of this one, end the pair in order. */
  void askSuccessorToStop() {
    ChildProcess successor = keeper.process();
    if (successor != null) {
      String name = RunDirectory.endpointName(core.epoch() + 1, successor.pid());
      LinkConnector.tryCommand(directory.socket(name), loop, serverClass, CommandRequest.STOP);
    }
  }

  /** The switchover is broken off: a standby that has made ready for nothing is replaced. */
  void switchoverIsOff(boolean standbyIsUsed) {
    switchover = null;
    if (standbyIsUsed && link != null) {
      link.close();
    }
  }

  /** Whether there is neither a standby nor a connection to one. */
  boolean isGone() {
    return link == null && keeper.process() == null;
  }

  /** Whether there is a standby to which this primary is yet to connect. */
  boolean isAwaited() {
    return connects && keeper.process() != null && link == null;
  }

  /** Connects to a standby that is not connected yet, now and then until it listens. */
  void connectIfDue() {
    ChildProcess standby = keeper.process();
    if (!connects || standby == null || link != null || core.standbyPhase() != StandbyPhase.NONE) {
      return;
    }
    long nowNanos = System.nanoTime();
    if (nowNanos - lastLinkTryNanos < LINK_POLL_NANOS) {
      return; // Clients may keep the loop turning: this costs them no more than it must.
    }
    lastLinkTryNanos = nowNanos;
    String name = RunDirectory.endpointName(core.epoch() + 1, standby.pid());
    LinkConnector.tryLink(directory.socket(name), loop, serverClass, core.epoch())
        .ifPresent(connection -> link = StandbyLink.over(connection, core, this));
  }

  /** A process says that it is the standby, and the client of this primary. */
  void connected(Connection connection, long epoch, long pid) {
    ChildProcess standby = keeper.process();
    boolean isOurs = standby != null && standby.pid() == pid && epoch == core.epoch();
    if (connects || !isOurs || link != null || core.standbyPhase() != StandbyPhase.NONE) {
      connection.closeAsMalformed("the HELLO of process " + pid + " as standby");
      return;
    }
    link = StandbyLink.over(connection, core, this);
  }

  @Override
  public void standbyJoined() {
    ChildProcess standby = keeper.process();
    if (standby != null) {
      endpoint = RunDirectory.endpointName(core.epoch() + 1, standby.pid());
      changed.run();
    }
  }

  @Override
  public void standbyLinkClosed() {
    link = null;
    if (stopping) {
      return;
    }
    if (core.standbyPhase() == StandbyPhase.NONE) {
      kill("its connection closed before it joined");
    } else {
      core.standbyLinkLost("its connection was closed");
    }
  }

  /** A tick has passed: a standby that does not come to join is replaced. */
  public void tick() {
    boolean joining = keeper.process() != null && core.standbyPhase() == StandbyPhase.NONE;
    if (joinTimeout.tick(joining) && judges) {
      kill("it had not joined after " + joinTimeout.limitTicks() / TICKS_PER_SECOND + " s");
    }
  }

  boolean isDebugged() {
    ChildProcess standby = keeper.process();
    return standby != null && Processes.of(standby.pid()).filter(Processes::isDebugged).isPresent();
  }

  boolean isAtWork() {
    ChildProcess standby = keeper.process();
    return standby != null && work.isDone(standby.pid());
  }

  void wake() {
    ChildProcess standby = keeper.process();
    if (link != null && standby != null) {
      work.begin(standby.pid());
      link.wake();
    }
  }

  void kill(String why) {
    dropReason = dropReason == null ? why : dropReason;
    ChildProcess standby = keeper.process();
    if (standby != null) {
      standby.kill();
    }
  }

  /** It was killed, and does not die: it is told, where it looks, that it must not succeed. */
  void dismiss() {
    ChildProcess standby = keeper.process();
    if (standby != null) {
      background.run(
          () -> {
            if (DismissalNote.write(directory, standby.pid())) {
              loop.post(() -> keeper.giveUp(standby));
            }
          });
    }
  }

  private void died(ChildProcess process) {
    if (link != null) {
      StandbyLink former = link;
      link = null;
      former.close();
    }
    endpoint = null;
    StandbyPhase phase = core.standbyPhase();
    core.standbyDied();
    if (stopping) {
      return;
    }
    // One that ended by itself has said why; that its connection closed is only what came of it.
    String why = dropReason == null || !process.wasKilled() ? process.ending() : dropReason;
    dropReason = null;
    if (!phase.isProtecting()) {
      problem = "The last standby, process %d, was of no use: %s.".formatted(process.pid(), why);
    }
    EventLog.event("standby %d lost: %s; another one is started".formatted(process.pid(), why));
    obituaries.add(
        new Obituary(process.pid(), "standby", core.epoch(), why, Instant.now(), 0, null));
    changed.run();
  }

  /** Why there is no standby, as a sentence; null if there is one, or the first is under way. */
  @Nullable String problem() {
    return keeper.problem() == null ? problem : keeper.problem();
  }

  /** The standby is level. */
  void ready(long sequence) {
    problem = null;
    if (difference == null) {
      keeper.isOfUse();
    }
    ChildProcess standby = keeper.process();
    long pid = standby == null ? 0 : standby.pid();
    if (core.standbyPhase() == StandbyPhase.ASLEEP) {
      EventLog.event("protected: standby %d is asleep".formatted(pid));
    } else {
      EventLog.event("protected: standby %d is ready at update %d".formatted(pid, sequence));
    }
  }

  /** The standby has come to another result; the core has it killed. */
  void differs(Difference found) {
    difference = found;
    EventLog.event(
        "the standby's result differs: " + found + "; the standby is rebuilt. " + found.advice());
  }
}

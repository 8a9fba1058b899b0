package dev.understudy.runtime.node.primary;

import dev.understudy.StandbyRole;
import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.primary.StandbyPhase;
import dev.understudy.runtime.core.primary.SwitchoverSteps;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.node.failure.DismissalNote;
import dev.understudy.runtime.node.failure.Obituaries;
import dev.understudy.runtime.node.failure.OtherWriter;
import dev.understudy.runtime.node.failure.ProcessorUse;
import dev.understudy.runtime.node.link.StandbyLink;
import dev.understudy.runtime.node.loop.BackgroundWork;
import dev.understudy.runtime.node.loop.Connection;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.loop.LinkConnector;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.supervision.ChildSupervisor;
import dev.understudy.runtime.node.supervision.SpareSupervisor;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.MalformedInputException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The standby of a primary: the link to it, why it is killed, and what is told of it. Writer thread
 * only.
 */
final class StandbyPeer implements StandbyLink.Listener {

  private static final long LINK_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final RunDirectory directory;
  private final ServerClass serverClass;
  private final EventLoop loop;
  private final PrimaryCore core;
  private final ChildSupervisor keeper;
  private final SpareSupervisor spare;
  private final BackgroundWork background;
  private final Obituaries obituaries;
  private final ProcessorUse work = new ProcessorUse();
  private final boolean connects;
  private final StandbyProblems problems = new StandbyProblems();
  private final JoinPatience patience;
  private final OtherWriter writer;
  private Runnable changed = () -> {};
  private long lastLinkTryNanos;
  private boolean stopping;
  private boolean wasOfUse;
  private @Nullable StandbyLink link;
  private @Nullable SwitchoverSteps switchover;
  private @Nullable String endpoint;
  private @Nullable String dropReason;

  StandbyPeer(
      NodeContext context,
      ServerClass serverClass,
      EventLoop loop,
      PrimaryCore core,
      ChildSupervisor keeper,
      SpareSupervisor spare,
      BackgroundWork background,
      Obituaries obituaries) {
    this.connects = serverClass.standbyRole() == StandbyRole.SERVER;
    this.directory = context.directory();
    this.serverClass = serverClass;
    this.loop = loop;
    this.core = core;
    this.keeper = keeper;
    this.spare = spare;
    this.background = background;
    this.obituaries = obituaries;
    this.patience = new JoinPatience(context, loop, background);
    this.writer = new OtherWriter(directory, loop, this::writerEnded);
  }

  /**
   * What the keeper tells of the standby's process.
   *
   * @param whenChanged is run when there is another standby, or none, or it takes part
   * @param whenDead is run when it has died, before another one is started
   */
  ChildSupervisor.Listener listener(Runnable whenChanged, Runnable whenDead) {
    changed = whenChanged;
    return new ChildSupervisor.Listener() {
      @Override
      public void childStarted(ChildProcess process) {
        spare.standbyStarted(process);
        changed.run();
        patience.begin();
      }

      @Override
      public void childDied(ChildProcess process) {
        died(process);
        whenDead.run();
      }
    };
  }

  /** The endpoint of the standby, or null while it takes no part. */
  @Nullable String endpoint() {
    return endpoint;
  }

  /** The connection to the standby, or null without one. */
  @Nullable StandbyLink link() {
    return link;
  }

  /** What people are told of it. */
  StandbyProblems problems() {
    return problems;
  }

  /** The pair is to end: what becomes of the standby from now on is no loss. */
  void stop() {
    stopping = true;
    keeper.stop();
    spare.leave();
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
    ChildProcess standby = keeper.process();
    // The socket of one whose writer has ended would take a connection, and never say a word.
    return connects && standby != null && link == null && !writer.isDead(standby.identity());
  }

  /** Connects to a standby that is not connected yet, now and then until it listens. */
  void connectIfDue() {
    ChildProcess standby = keeper.process();
    if (standby == null || !isAwaited() || core.standbyPhase() != StandbyPhase.NONE) {
      return;
    }
    long nowNanos = System.nanoTime();
    if (nowNanos - lastLinkTryNanos < LINK_POLL_NANOS) {
      return; // Clients may keep the loop turning: this costs them no more than it must.
    }
    lastLinkTryNanos = nowNanos;
    String name = RunDirectory.endpointName(core.epoch() + 1, standby.pid());
    LinkConnector.tryLink(directory.socket(name), loop, serverClass, core.epoch())
        .ifPresent(connection -> linked(connection, standby));
  }

  private void linked(Connection connection, ChildProcess process) {
    link = StandbyLink.over(connection, core, this);
    writer.watch(process.identity());
  }

  /** A process says that it is the standby, and the client of this primary. */
  void connected(Connection connection, long epoch, long pid) {
    ChildProcess standby = keeper.process();
    boolean fits = !connects && link == null && core.standbyPhase() == StandbyPhase.NONE;
    if (standby == null || standby.pid() != pid || epoch != core.epoch() || !fits) {
      connection.closeAsMalformed("the HELLO of process " + pid + " as standby");
      return;
    }
    linked(connection, standby);
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
    String why = patience.tick(joining);
    if (why != null) {
      kill(why);
    }
  }

  boolean isDebugged() {
    return Optional.ofNullable(identity())
        .filter(ProcessIdentity::isAlive)
        .filter(Processes::isDebugged)
        .isPresent();
  }

  boolean isAtWork() {
    ProcessIdentity standby = identity();
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
    keeper.kill();
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

  private void writerEnded(ProcessIdentity ended) {
    ChildProcess standby = keeper.process();
    if (standby == null || !standby.identity().equals(ended) || stopping || switchover != null) {
      return;
    }
    endAnswers(); // Clients need not wait until its memory is freed.
    changed.run();
  }

  // What has joined is dropped by that, and so killed, to be sure.
  private void endAnswers() {
    wasOfUse |= core.standbyPhase().isProtecting();
    if (link != null) {
      link.drain(); // Perhaps it has said why it ends.
    }
    if (link != null) {
      StandbyLink former = link;
      link = null;
      former.close();
    }
    endpoint = null;
    core.standbyDied();
  }

  private void died(ChildProcess process) {
    writer.stop();
    endAnswers();
    if (stopping) {
      return;
    }
    // One that ended by itself has said why; that its connection closed is only what came of it.
    String why = dropReason == null || !process.wasKilled() ? process.ending() : dropReason;
    dropReason = null;
    problems.isLost(process.pid(), why, wasOfUse);
    wasOfUse = false;
    obituaries.addStandby(process.pid(), core.epoch(), why);
    changed.run();
  }

  /** Why there is no standby, as a sentence; null if there is one, or the first is under way. */
  @Nullable String problem() {
    return keeper.problem() == null ? problems.lost() : keeper.problem();
  }

  /** The standby is level. */
  void ready(long sequence) {
    ProcessIdentity standby = identity();
    problems.isProtected(core.standbyPhase(), standby == null ? 0 : standby.pid(), sequence);
    if (problems.difference() == null) {
      keeper.isOfUse();
    }
    spare.pairIsProtected();
  }
}

package dev.understudy.runtime.node;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.core.standby.Takeover;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.directory.ContractFile;
import dev.understudy.runtime.directory.FileReason;
import dev.understudy.runtime.directory.LeftSockets;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.node.failure.GuardianWatch;
import dev.understudy.runtime.node.failure.LastWords;
import dev.understudy.runtime.node.failure.RunningCall;
import dev.understudy.runtime.node.failure.WriterWatch;
import dev.understudy.runtime.node.loop.EventLoop;
import dev.understudy.runtime.node.loop.Handshakes;
import dev.understudy.runtime.node.loop.Listeners;
import dev.understudy.runtime.node.loop.NoHandler;
import dev.understudy.runtime.node.loop.PairLife;
import dev.understudy.runtime.node.primary.PrimaryNode;
import dev.understudy.runtime.node.primary.Promotion;
import dev.understudy.runtime.node.standby.StandbyNode;
import dev.understudy.runtime.node.state.ChildStarter;
import dev.understudy.runtime.node.state.FirstSave;
import dev.understudy.runtime.node.state.FirstUpdate;
import dev.understudy.runtime.node.state.JournalTail;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.node.state.RenewableStandby;
import dev.understudy.runtime.node.state.StartRefusedException;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.WriterMutexes;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import dev.understudy.runtime.text.UnlinkedClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One process of a pair, from its begin to its orderly end. The thread that calls a {@code run}
 * method becomes the writer; should it fail, the whole process halts at once, since the death of
 * the writer is the death of the process.
 */
public final class PairNode {

  private static final int HALTED = 1;
  private static final long FIRST_EPOCH = 1;

  /** What has ended in order. */
  public enum End {
    /** Both processes. */
    OF_THE_PAIR,
    /** This process, which has handed over to its standby. */
    OF_THIS_PROCESS
  }

  private final NodeContext context;
  private final EventLoop loop;
  private final String endpoint;
  private final Handshakes handshakes;
  private final Listeners doors;
  private final ServerClass serverClass;
  private final @Nullable String unwatched;

  private PairNode(NodeContext context, StateMachine state, long epoch) throws IOException {
    RunDirectory directory = context.directory();
    boolean isNew = epoch == FIRST_EPOCH && context.fence().isHeld();
    this.context = context;
    this.serverClass = state.serverClass();
    this.loop = new EventLoop();
    this.handshakes =
        new Handshakes(
            state.serverClass(),
            loop,
            directory.root(),
            PairLife.of(directory, isNew),
            NoHandler.INSTANCE);
    this.doors = new Listeners(directory, loop, handshakes);
    this.unwatched = WriterWatch.beWatched(directory);
    this.endpoint = doors.open(epoch);
  }

  /**
   * Recovers and serves, as a primary. Blocks until the orderly end.
   *
   * @param fence taken by the caller
   * @param standby makes the part of this process, with a new server object: called again where a
   *     snapshot cannot be loaded, or is read back
   * @param made is given the node before it serves, so that it can be asked to end from then on
   * @param serves is run once it does
   * @return what has ended
   */
  public static End runPrimary(
      RunDirectory directory,
      Fence fence,
      Supplier<? extends Standby> standby,
      NodeOptions options,
      ChildStarter children,
      Consumer<PairNode> made,
      Runnable serves) {
    return runPrimary(directory, fence, standby, options, children, List.of(), made, serves);
  }

  /**
   * The same, after deaths that a guardian has seen: this process succeeds them.
   *
   * @param deaths the obituaries, that of the former primary last; its takeover time is what it
   *     takes until this process serves
   */
  public static End runPrimary(
      RunDirectory directory,
      Fence fence,
      Supplier<? extends Standby> standby,
      NodeOptions options,
      ChildStarter children,
      List<Obituary> deaths,
      Consumer<PairNode> made,
      Runnable serves) {
    NodeContext context =
        new NodeContext(directory, new RenewableStandby(standby), options, children, fence);
    StateMachine state = RunningCall.watchedAlone(context.standby());
    try {
      Recovery.Begin begin = Recovery.begin(directory, state, context.standby());
      if (Journal.mayHaveLostUpdates(directory)) { // The journal forgets that once it is opened.
        PairLife.of(directory, true);
      }
      JournalTail tail = settle(context, state, begin.journal());
      FirstSave.tryIfDue(state, context.standby());
      tellContract(directory, state.serverClass());
      LastWords.Left left = LastWords.read(directory);
      LeftSockets.remove(directory, RunDirectory::isSpareEndpoint); // It may wait for this one.
      WriterMutexes.sweep(directory);
      Snapshots.sweep(directory);
      if (deaths.isEmpty()) { // Else it is a guardian that gives them, and nobody has typed them.
        new FirstUpdate(state.serverClass(), options.arguments()).reportIgnored(state);
      }
      PairNode node = new PairNode(context, state, state.epoch() + 1);
      PrimaryNode primary =
          new PrimaryNode(
              context,
              node.loop,
              state,
              tail.journal(),
              node.doors,
              node.endpoint,
              new Promotion.Before(null, left, begin.passed(), null));
      node.handshakes.leadTo(primary);
      made.accept(node);
      node.begin(primary);
      String lastWords = left.describe(state.serverClass());
      GuardianWatch.measured(deaths, Instant.now(), lastWords).forEach(primary::succeeds);
      EventLog.event(
          "started: %s is served by process %d from update %d on, epoch %d"
              .formatted(
                  state.serverClass().simpleName(),
                  ProcessHandle.current().pid(),
                  state.sequence() + 1,
                  state.epoch()));
      primary.settleIn();
      serves.run();
      node.run(primary);
      return node.endsThePair() ? End.OF_THE_PAIR : End.OF_THIS_PROCESS;
    } catch (IOException e) {
      throw new RunDirectoryException(directory + " cannot be used: " + FileReason.of(e), e);
    }
  }

  /** For other builds, which else could only say that something differs. */
  private static void tellContract(RunDirectory directory, ServerClass serverClass) {
    try {
      ContractFile.write(directory, serverClass.name(), serverClass.contract());
    } catch (IOException e) {
      EventLog.event("could not write " + directory.contractFile() + ": " + FileReason.of(e));
    }
  }

  private void begin(PrimaryNode primary) throws IOException {
    try {
      primary.begin();
    } catch (StartRefusedException e) {
      doors.closeAll(); // The user is to correct it, and finds nothing of this try.
      throw e;
    }
  }

  // Whatever it was at first.
  private boolean endsThePair() {
    return loop.role() instanceof PrimaryNode primary && primary.shutdown().endsThePair();
  }

  private static JournalTail settle(NodeContext context, StateMachine state, JournalReader reader) {
    JournalTail tail =
        new JournalTail(
            context.directory(),
            Recovery.identityOf(state.serverClass()),
            context.journalOptions(),
            reader);
    Takeover.settle(Recovery.alone(state), tail);
    return tail;
  }

  /**
   * Understudies a primary and, when that dies, takes over and serves. Blocks until the orderly
   * end.
   *
   * @param fence not taken yet
   * @param standby the part of this process
   * @param epoch the epoch in which this process would serve
   * @param primary the process that it understudies
   * @param warmUp is begun once it is level, if it was not before
   * @param started is given the node once it understudies
   * @return the exit code of the process
   */
  public static int runStandby(
      RunDirectory directory,
      Fence fence,
      RenewableStandby standby,
      NodeOptions options,
      ChildStarter children,
      long epoch,
      ProcessIdentity primary,
      TakeoverWarmUp warmUp,
      Consumer<PairNode> started) {
    NodeContext context = new NodeContext(directory, standby, options, children, fence);
    StateMachine state = new StateMachine(context.standby());
    try {
      PairNode node = new PairNode(context, state, epoch);
      StandbyNode understudy =
          new StandbyNode(
              context,
              node.loop,
              node.doors,
              state,
              node.endpoint,
              primary,
              epoch - 1,
              warmUp::start);
      node.handshakes.leadTo(understudy.reception());
      started.accept(node);
      node.run(understudy);
      return understudy.exitCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the pair in order, as {@code stop} does; ignored by a standby. For any thread. */
  public void requestStop(String why) {
    loop.post(
        () -> {
          if (loop.role() instanceof PrimaryNode primary && !primary.stop(why)) {
            primary.shutdown().stopAfterwards(why);
          }
        });
  }

  /**
   * The same, for a signal; blocks its thread for up to 2 s, until the writer has heard of it.
   *
   * @param unservedExitCode how this process ends if its writer does not, before it has served
   */
  public void stopOnSignal(String signal, int unservedExitCode) {
    AwaitedStop stop = new AwaitedStop(context.directory(), serverClass, signal);
    loop.post(stop::heard);
    requestStop(signal);
    if (stop.isHeardSoon()) {
      return;
    }
    if (loop.role() instanceof PrimaryNode) {
      stop.tell();
    } else if (!(loop.role() instanceof StandbyNode) && context.fence().isHeld()) {
      stop.endUnserved(unservedExitCode);
    }
  }

  /**
   * Plays a takeover on the calling thread, until it is asked to stop. Throws where it would halt.
   */
  static void warmUp(
      NodeContext context, ProcessIdentity primary, long epoch, Consumer<PairNode> started)
      throws IOException {
    StateMachine state = new StateMachine(context.standby());
    PairNode node = new PairNode(context, state, FIRST_EPOCH);
    StandbyNode understudy =
        new StandbyNode(
            context, node.loop, node.doors, state, node.endpoint, primary, epoch, () -> {});
    node.handshakes.leadTo(understudy.reception());
    started.accept(node);
    node.play(understudy);
  }

  private void run(EventLoop.Role role) {
    try {
      if (unwatched != null) {
        EventLog.event(unwatched);
      }
      play(role);
    } catch (Throwable e) { // Whatever it is: this process must not go on without its writer.
      if (loop.role() instanceof PrimaryNode primary) {
        primary.failed();
      }
      halt(e);
    }
  }

  private void play(EventLoop.Role role) throws IOException {
    try {
      loop.run(role);
      doors.closeAll();
      if (endsThePair()) {
        EndedPair.removeFiles(context.directory());
      }
    } finally {
      loop.close();
    }
  }

  private static void halt(Throwable cause) {
    try {
      EventLog.event(
          "process %d halts: its writer failed%s"
              .formatted(
                  ProcessHandle.current().pid(),
                  cause instanceof LinkageError unlinked
                      ? ", since " + UnlinkedClass.describe(unlinked)
                      : ""),
          cause);
      EventLog.flush();
    } finally {
      Runtime.getRuntime().halt(HALTED);
    }
  }
}

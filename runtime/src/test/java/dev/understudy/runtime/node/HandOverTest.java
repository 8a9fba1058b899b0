package dev.understudy.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.ProcessPlace;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.Journal;
import dev.understudy.runtime.journal.JournalOptions;
import dev.understudy.runtime.journal.JournalReader;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.StandbyMessage;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.node.state.Recovery;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.LogRecordWriter;
import dev.understudy.runtime.wire.WireOutput;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The last step of a switchover, as the primary sees it: until its successor has a standby, it
 * stays.
 */
@EnabledOnOs(OS.LINUX)
class HandOverTest {

  private static final long EPOCH = 1;

  private final LinkedBlockingQueue<NodeRun.StandIn> started = new LinkedBlockingQueue<>();
  private final List<Long> epochs = new CopyOnWriteArrayList<>();
  private NodeRun run;
  private Path socket;
  private NodeRun.StandIn standby;
  private FrameSocket link;

  @BeforeEach
  void begin() throws Exception {
    run = new NodeRun();
    socket = run.directory.socket(RunDirectory.endpointName(EPOCH, ProcessHandle.current().pid()));
  }

  @AfterEach
  void end() throws IOException {
    if (link != null) {
      link.close();
    }
    started.forEach(NodeRun.StandIn::kill);
    run.close();
  }

  /** A primary that has freed the fence for a standby, which is told so. */
  private void freeFence(Duration hangTimeout) throws Exception {
    assertThat(run.fence.tryTake()).isTrue();
    NodeOptions options =
        new NodeOptions(
            hangTimeout, Duration.ofSeconds(1), Long.MAX_VALUE, false, false, false, List.of());
    run.start(
        () ->
            PairNode.runPrimary(
                run.directory,
                run.fence,
                WarmUpServer::new,
                options,
                new Sleepers(),
                run::started,
                () -> {}));
    standby = started.poll(1, TimeUnit.MINUTES);
    link = acceptLink(standby);
    joined(link);
    assertThat(FrameSocket.command(socket, CommandRequest.SWITCHOVER))
        .isEqualTo(CommandReply.Signal.SWITCHING_OVER);
    link.await(FrameType.LINK_HAND_OVER);
    assertThat(Fence.isTaken(run.directory)).isTrue();
    link.send(StandbyMessage.Signal.TAKING_OVER);
    link.await(FrameType.LINK_FENCE_FREED);
    assertThat(Fence.isTaken(run.directory)).isFalse();
  }

  private FrameSocket acceptLink(NodeRun.StandIn process) throws IOException {
    Path endpoint = run.directory.socket(RunDirectory.endpointName(EPOCH + 1, process.pid()));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(endpoint));
      return FrameSocket.accept(server);
    } finally {
      Files.deleteIfExists(endpoint);
    }
  }

  private static void joined(FrameSocket standbysEnd) throws IOException {
    standbysEnd.await(FrameType.HELLO);
    standbysEnd.send(new StandbyMessage.Join(0, 0));
    standbysEnd.await(FrameType.LINK_LIVE);
    standbysEnd.send(new StandbyMessage.Ready(0));
  }

  private boolean isSwitchingOver() throws IOException {
    return FrameSocket.command(socket, CommandRequest.SWITCHOVER_PROGRESS)
            instanceof CommandReply.SwitchoverProgress progress
        && progress.isUnderWay();
  }

  private PairStatus status() throws IOException {
    return FrameSocket.status(socket);
  }

  @Test
  void itStaysUntilTheSuccessorHasAStandby() throws Exception {
    freeFence(Duration.ofMinutes(1));
    assertThat(isSwitchingOver()).isTrue();
    try (Fence ofSuccessor = takeFence()) {
      beginEpochOfSuccessor();
      link.send(StandbyMessage.Signal.SERVES);
      assertThat(isSwitchingOver()).isTrue();
      assertThat(Files.exists(heirsSocket())).isTrue();
      link.send(StandbyMessage.Signal.GOODBYE);
      Tests.await("it leaves").until(() -> !Files.exists(socket));
      assertThat(Files.exists(heirsSocket())).isFalse();
      assertThat(ofSuccessor.isHeld()).isTrue();
    }
    assertThat(standby.identity().isAlive()).isTrue();
    assertThat(run.failure.get()).isNull();
  }

  @Test
  void itsPatienceEnds() throws Exception {
    freeFence(Duration.ofMinutes(1));
    try (Fence ofSuccessor = takeFence()) {
      beginEpochOfSuccessor();
      link.send(StandbyMessage.Signal.SERVES);
      Tests.await("it leaves").until(() -> !Files.exists(socket));
      assertThat(ofSuccessor.isHeld()).isTrue();
    }
    assertThat(standby.identity().isAlive()).isTrue();
    assertThat(run.failure.get()).isNull();
  }

  /** Where it listens for the epoch that it would begin. */
  private Path heirsSocket() {
    return run.directory.socket(
        RunDirectory.endpointName(EPOCH + 2, ProcessHandle.current().pid()));
  }

  private Fence takeFence() {
    Fence fence = Fence.openExisting(run.directory);
    assertThat(fence.tryTake()).isTrue();
    return fence;
  }

  @Test
  void aStopIsLeftToTheSuccessor() throws Exception {
    freeFence(Duration.ofMinutes(1));
    assertThatThrownBy(() -> FrameSocket.command(socket, CommandRequest.STOP))
        .isInstanceOf(EOFException.class);
    assertThat(Files.exists(socket)).isTrue();
    link.send(StandbyMessage.Signal.SERVES);
    link.send(StandbyMessage.Signal.GOODBYE);
  }

  @Test
  void aSignalIsPassedOnToTheSuccessor() throws Exception {
    freeFence(Duration.ofMinutes(1));
    Path endpoint = run.directory.socket(RunDirectory.endpointName(EPOCH + 1, standby.pid()));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(endpoint));
      run.signal();
      link.send(StandbyMessage.Signal.SERVES);
      try (FrameSocket asked = FrameSocket.accept(server)) {
        assertThat(
                CommandRequest.read(FrameType.ADMIN_REQUEST, asked.await(FrameType.ADMIN_REQUEST)))
            .contains(CommandRequest.STOP);
      }
    }
  }

  @Test
  void aSignalEndsThePairIfTheSuccessorIsLost() throws Exception {
    freeFence(Duration.ofMinutes(1));
    run.signal();
    Tests.await("it has taken the signal in").until(this::isSwitchingOver);
    standby.kill();
    Tests.await("the pair ends in order").until(() -> !Files.exists(run.directory.pairFile()));
  }

  @Test
  void whoLooksAtTheFenceForAMomentDoesNotKeepItFromServing() throws Exception {
    freeFence(Duration.ofMinutes(1));
    try (Fence start = Fence.openExisting(run.directory)) {
      assertThat(start.tryTake()).isTrue();
      standby.kill();
      Tests.await("it knows of the death").until(() -> started.size() == 1);
      assertThat(isSwitchingOver()).isTrue();
      start.free();
      Tests.await("it serves on").until(() -> !isSwitchingOver());
      assertThat(start.tryTake()).isFalse();
    }
    assertThat(status().epoch()).isEqualTo(EPOCH);
  }

  @Test
  void aSuccessorThatDiesBeforeItBeginsItsEpochLeavesItServing() throws Exception {
    freeFence(Duration.ofMinutes(1));
    standby.kill();
    Tests.await("it has taken the fence again").until(() -> Fence.isTaken(run.directory));
    assertThat(isSwitchingOver()).isFalse();
    assertThat(status().epoch()).isEqualTo(EPOCH);
    // And it makes another standby, as at any time.
    NodeRun.StandIn next = started.poll(1, TimeUnit.MINUTES);
    FrameSocket nextLink = acceptLink(next);
    joined(nextLink);
    Tests.await("protected").until(() -> status().state() == PairStatus.State.PROTECTED);
    assertThat(status().standby().pid()).isEqualTo(next.pid());
  }

  @Test
  void aSuccessorThatHangsIsKilledAndLeavesItServing() throws Exception {
    freeFence(Duration.ofMillis(500));
    Tests.await("it has taken the fence again").until(() -> Fence.isTaken(run.directory));
    assertThat(standby.identity().isAlive()).isFalse();
    assertThat(status().obituaries().get(0).cause()).contains("did not serve");
  }

  @Test
  void itTakesOverFromASuccessorThatDiesBeforeItSaysThatItServes() throws Exception {
    freeFence(Duration.ofMinutes(1));
    beginEpochOfSuccessor();
    standby.kill();
    assertItServesAgain();
  }

  @Test
  void itTakesOverFromASuccessorThatDiesBeforeItHasAStandby() throws Exception {
    freeFence(Duration.ofMinutes(1));
    try (Fence ofSuccessor = takeFence()) {
      beginEpochOfSuccessor();
      link.send(StandbyMessage.Signal.SERVES);
      Tests.await("it stands by").until(() -> Files.exists(heirsSocket()));
      link.close(); // The kernel closes this first, of a process that dies, and the fence later.
      assertThat(isSwitchingOver()).isTrue();
      ofSuccessor.free();
      assertItServesAgain();
    }
    assertThat(standby.identity().isAlive()).isFalse();
  }

  private void assertItServesAgain() throws Exception {
    socket = heirsSocket();
    Tests.await("it serves, in an epoch of its own")
        .until(() -> Fence.isTaken(run.directory) && status().epoch() == EPOCH + 2);
    List<Obituary> obituaries = status().obituaries();
    Obituary last = obituaries.get(obituaries.size() - 1);
    assertThat(last.pid()).isEqualTo(standby.pid());
    assertThat(last.role()).isEqualTo("primary");
    assertThat(last.epoch()).isEqualTo(EPOCH + 1);
    assertThat(last.cause())
        .startsWith("its fence was free: it died before it had a standby of its own; fenced after");
    Tests.await("the next standby").until(() -> !started.isEmpty());
    assertThat(epochs).containsExactly(EPOCH + 1, EPOCH + 3);
    assertThat(run.failure.get()).isNull();
  }

  @Test
  void aSignalEndsThePairOnceItHasTakenOver() throws Exception {
    freeFence(Duration.ofMinutes(1));
    beginEpochOfSuccessor();
    run.signal();
    Tests.await("it has taken the signal in").until(this::isSwitchingOver);
    standby.kill();
    Tests.await("the pair ends in order")
        .until(() -> !Files.exists(run.directory.pairFile()) && !Files.exists(heirsSocket()));
    assertThat(run.failure.get()).isNull();
  }

  @Test
  void aThirdProcessThatWasQuickerIsLeftToServe() throws Exception {
    freeFence(Duration.ofMinutes(1));
    try (Fence ofAnother = takeFence()) {
      beginEpochOfSuccessor();
      link.send(StandbyMessage.Signal.SERVES);
      new PairFile(
              WarmUpServer.SERVER_CLASS.name(),
              EPOCH + 2,
              new PairFile.Member(standby.pid(), standby.identity().startTicks(), "e3-1.sock"),
              null,
              ProcessPlace.current())
          .write(run.directory);
      link.close();
      Tests.await("it leaves").until(() -> !Files.exists(socket));
      assertThat(ofAnother.isHeld()).isTrue();
    }
    assertThat(run.failure.get()).isNull();
  }

  // What a successor does first, and then it dies.
  private void beginEpochOfSuccessor() {
    var identity = Recovery.identityOf(WarmUpServer.SERVER_CLASS);
    try (JournalReader reader = JournalReader.open(run.directory, identity, 0)) {
      LogRecord record = new LogRecord();
      while (reader.next(record)) {
        assertThat(record.epoch()).isEqualTo(EPOCH);
      }
      WireOutput out = WireOutput.forCall();
      new LogRecordWriter().begin(LogRecord.Kind.EPOCH, 0, EPOCH + 1).at(1, 0).write(out);
      Journal journal =
          Journal.open(
              run.directory,
              identity,
              reader.position(),
              new JournalOptions(JournalOptions.DEFAULT_SEGMENT_BYTES, false));
      journal.append(out.array(), 0, out.size(), 1, 0);
    }
  }

  /** Every standby is a process that sleeps, for which the test speaks. */
  private final class Sleepers extends TakeoverWarmUp.NoChildren {
    @Override
    public ChildProcess startStandby(long epoch, int attempt) throws IOException {
      NodeRun.StandIn made = run.sleeper();
      epochs.add(epoch);
      started.add(made);
      return made;
    }
  }
}

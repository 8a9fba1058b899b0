package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.node.state.RenewableStandby;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.wire.FrameType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * One process of a pair inside the test, and another that is but a number: a process that sleeps,
 * for which the test speaks.
 */
public final class NodeRun implements AutoCloseable {

  public final RunDirectory directory;
  public final Fence fence;
  private final List<Process> sleepers = new ArrayList<>();
  private final AtomicReference<PairNode> node = new AtomicReference<>();
  private final List<Thread> writers = new ArrayList<>();

  /** What the node thread has thrown. */
  public final AtomicReference<Throwable> failure = new AtomicReference<>();

  public NodeRun() throws IOException {
    // Short enough for a socket.
    directory = RunDirectory.of(Files.createTempDirectory(Path.of("/tmp"), "us"));
    directory.create();
    fence = Fence.open(directory);
  }

  /** A process that does nothing. */
  public StandIn sleeper() throws IOException {
    Process process = new ProcessBuilder("sleep", "600").start();
    sleepers.add(process);
    return new StandIn(process, Processes.of(process.pid()).orElseThrow());
  }

  /** Another process than this, as its parent sees it. */
  public record StandIn(Process process, ProcessIdentity identity) implements ChildProcess {

    @Override
    public void kill() {
      process.destroyForcibly();
    }

    @Override
    public CompletableFuture<Void> death() {
      return process.onExit().thenApply(ended -> null);
    }

    @Override
    public boolean wasKilled() {
      return process.exitValue() == 137;
    }

    @Override
    public String ending() {
      return "its process ended";
    }
  }

  /** Begins a standby of a primary of epoch 0, with a server class of no weight. */
  void startStandby(ProcessIdentity primary, Duration hangTimeout) {
    NodeOptions options =
        new NodeOptions(
            hangTimeout, Duration.ofSeconds(1), Long.MAX_VALUE, false, true, false, List.of());
    start(
        () -> {
          try (Fence own = Fence.openExisting(directory)) {
            NodeContext context =
                new NodeContext(
                    directory,
                    new RenewableStandby(WarmUpServer::new),
                    options,
                    new TakeoverWarmUp.NoChildren(),
                    own);
            PairNode.warmUp(context, primary, 0, this::started);
          }
        });
  }

  /** Connects to that standby as its primary, and waits until it takes part. */
  FrameSocket link(ProcessIdentity primary) throws IOException {
    FrameSocket link = FrameSocket.connect(standbySocket());
    link.greetAsPeer(0, primary);
    link.await(FrameType.LINK_JOIN);
    return link;
  }

  /** Where that standby listens. */
  Path standbySocket() {
    return directory.socket(RunDirectory.endpointName(1, ProcessHandle.current().pid()));
  }

  /** What a node's thread does. */
  public interface Play {
    void run() throws IOException;
  }

  /** Begins a thread that is the writer. */
  public void start(Play play) {
    Thread writer =
        new Thread(
            () -> {
              try {
                play.run();
              } catch (IOException | RuntimeException | Error e) {
                failure.set(e);
              }
            },
            "writer");
    writer.start();
    writers.add(writer);
  }

  /** Keeps the node that has been started. */
  public void started(PairNode begun) {
    node.set(begun);
  }

  /** Whether the writer that was started last has ended. */
  boolean hasLastWriterEnded() {
    return !writers.get(writers.size() - 1).isAlive();
  }

  /** Asks the node to end, as a signal does. */
  void signal() {
    PairNode begun = node.get();
    if (begun == null) {
      throw new IllegalStateException("no node has been started");
    }
    begun.requestStop("a signal");
  }

  @Override
  public void close() throws IOException {
    sleepers.forEach(Process::destroyForcibly);
    PairNode begun = node.get();
    if (begun != null) {
      begun.requestStop("the test is over");
    }
    for (Thread writer : writers) {
      Tests.await("the end of the writer").until(() -> !writer.isAlive());
    }
    fence.close();
    try (Stream<Path> files = Files.walk(directory.root())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.obituary.Fence;
import dev.understudy.runtime.obituary.ProcessIdentity;
import dev.understudy.runtime.obituary.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
final class NodeRun implements AutoCloseable {

  final RunDirectory directory;
  final Fence fence;
  private final List<Process> sleepers = new ArrayList<>();
  private final AtomicReference<PairNode> node = new AtomicReference<>();
  private final List<Thread> writers = new ArrayList<>();

  /** What the node thread has thrown. */
  final AtomicReference<Throwable> failure = new AtomicReference<>();

  NodeRun() throws IOException {
    // Short enough for a socket.
    directory = RunDirectory.of(Files.createTempDirectory(Path.of("/tmp"), "us"));
    directory.create();
    fence = Fence.open(directory);
  }

  /** A process that does nothing. */
  StandIn sleeper() throws IOException {
    Process process = new ProcessBuilder("sleep", "600").start();
    sleepers.add(process);
    return new StandIn(process, Processes.of(process.pid()).orElseThrow());
  }

  /** Another process than this, as its parent sees it. */
  record StandIn(Process process, ProcessIdentity identity) implements StandbyProcess {

    @Override
    public void kill() {
      process.destroyForcibly();
    }

    @Override
    public CompletableFuture<Void> death() {
      return process.onExit().thenApply(ended -> null);
    }

    @Override
    public String ending() {
      return "its process ended";
    }
  }

  /** What a node's thread does. */
  interface Play {
    void run() throws IOException;
  }

  /** Begins a thread that is the writer. */
  void start(Play play) {
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
  void started(PairNode begun) {
    node.set(begun);
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

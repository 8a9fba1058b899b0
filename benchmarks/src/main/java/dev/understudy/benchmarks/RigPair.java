package dev.understudy.benchmarks;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.timing.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A pair of processes that a rig started, and ends. Confined to one thread. */
final class RigPair implements AutoCloseable {

  /** How often it is asked for what is awaited. */
  static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The processes of a protected pair; 0 stands for no standby, and for no spare that waits. */
  record Members(long primary, long standby, long spare) {}

  private final Jvm jvm;
  private final Path folder;
  private final Class<?> launcher;
  private final PairContact contact;
  private final Process firstPrimary;

  private RigPair(
      Jvm jvm, Path folder, Class<?> launcher, ServerClass serverClass, String... options)
      throws IOException {
    this.jvm = jvm;
    this.folder = folder;
    this.launcher = launcher;
    this.contact = new PairContact(RunDirectory.of(directory()), serverClass, PATIENCE);
    this.firstPrimary = launch("start", options);
  }

  /** Starts one, and waits until it is protected. */
  static RigPair start(
      Jvm jvm, Path folder, Class<?> launcher, ServerClass serverClass, String... options)
      throws IOException, InterruptedException, TimeoutException {
    RigPair pair = new RigPair(jvm, folder, launcher, serverClass, options);
    try {
      pair.await(members -> true);
      return pair;
    } catch (InterruptedException | TimeoutException | RuntimeException e) {
      try (pair) {
        throw e;
      }
    }
  }

  /** The same for a kind of pair. */
  static RigPair start(Jvm jvm, Path folder, PairKind kind, String... options)
      throws IOException, InterruptedException, TimeoutException {
    return start(jvm, folder, kind.launcher(), kind.serverClass(), options);
  }

  private Process launch(String command, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, "--dir", directory().toString()));
    arguments.addAll(List.of(options));
    return jvm.start(log(), launcher.getName(), arguments.toArray(String[]::new));
  }

  Path directory() {
    return folder.resolve("pair");
  }

  /** The process that was started: the guardian, where there is one. */
  long firstPid() {
    return firstPrimary.pid();
  }

  private Path log() {
    return folder.resolve("primary.log");
  }

  /** Waits until the pair is protected, by processes that are wanted. */
  Members await(Predicate<Members> wanted) throws InterruptedException, TimeoutException {
    Deadline deadline = Deadline.after(PATIENCE);
    // Who asks at the very moment that the directory is made is told that it is a file.
    while (!deadline.isOver() && !Files.isDirectory(directory())) {
      pause();
    }
    while (!deadline.isOver()) {
      PairStatus status = contact.find().status();
      PairStatus.Primary primary = status.primary();
      PairStatus.Standby standby = status.standby();
      if (status.state() == PairStatus.State.PROTECTED && primary != null) {
        Members members =
            new Members(
                primary.pid(), standby == null ? 0 : standby.pid(), waiting(status.spare()));
        if (wanted.test(members)) {
          return members;
        }
      }
      pause();
    }
    throw new TimeoutException("the pair in " + folder + " is not protected; see " + log());
  }

  private static long waiting(PairStatus.@Nullable Spare spare) {
    return spare != null && spare.phase() == PairStatus.Phase.ASLEEP ? spare.pid() : 0;
  }

  /** A moment between two looks. */
  static void pause() throws InterruptedException {
    LockSupport.parkNanos(POLL_NANOS);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Kills all that lives of it, whoever has started it, and waits until it is dead. */
  void killAll() throws InterruptedException {
    PairStatus status = contact.find().status();
    List<Long> pids = new ArrayList<>();
    // The standby first: it is not to take over.
    if (status.standby() != null) {
      pids.add(status.standby().pid());
    }
    if (status.primary() != null) {
      pids.add(status.primary().pid());
    }
    for (long pid : pids) {
      Optional<ProcessHandle> process = ProcessHandle.of(pid);
      process.ifPresent(ProcessHandle::destroyForcibly);
      while (process.filter(ProcessHandle::isAlive).isPresent()) {
        pause();
      }
    }
  }

  /**
   * Starts a primary without a standby, where nothing runs.
   *
   * @return from the start of its process until it serves, in milliseconds
   */
  double startAlone() throws IOException, InterruptedException, TimeoutException {
    Deadline deadline = Deadline.after(PATIENCE);
    long beginNanos = System.nanoTime();
    launch("start", "--alone");
    while (contact.find().status().primary() == null) {
      if (deadline.isOver()) {
        throw new TimeoutException("nothing serves in " + folder + "; see " + log());
      }
      pause();
    }
    return Figures.millis(System.nanoTime() - beginNanos);
  }

  /** Ends the pair in order. */
  void stop() throws IOException, InterruptedException, TimeoutException {
    if (!launch("stop").waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new TimeoutException("the pair in " + folder + " does not stop; see " + log());
    }
  }

  /** Ends the pair in order; or by force, if it does not answer. */
  @Override
  public void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    List<ProcessHandle> children = firstPrimary.descendants().toList();
    try {
      Process stop = launch("stop");
      if (!stop.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        stop.destroyForcibly();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      firstPrimary.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

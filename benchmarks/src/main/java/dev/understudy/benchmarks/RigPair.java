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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A pair of processes that a rig started, and ends. Confined to one thread. */
final class RigPair implements AutoCloseable {

  /** How often it is asked for what is awaited. */
  static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The processes of a protected pair. */
  record Members(long primary, long standby) {}

  private final Jvm jvm;
  private final Path folder;
  private final Class<?> launcher;
  private final PairContact contact;
  private final Process firstPrimary;

  private RigPair(Jvm jvm, Path folder, Class<?> launcher, ServerClass serverClass)
      throws IOException {
    this.jvm = jvm;
    this.folder = folder;
    this.launcher = launcher;
    this.contact = new PairContact(RunDirectory.of(directory()), serverClass, PATIENCE);
    this.firstPrimary = launch("start");
  }

  /** Starts one, and waits until it is protected. */
  static RigPair start(Jvm jvm, Path folder, Class<?> launcher, ServerClass serverClass)
      throws IOException, InterruptedException, TimeoutException {
    RigPair pair = new RigPair(jvm, folder, launcher, serverClass);
    try {
      pair.await(members -> true);
      return pair;
    } catch (InterruptedException | TimeoutException | RuntimeException e) {
      try (pair) {
        throw e;
      }
    }
  }

  private Process launch(String command) throws IOException {
    return jvm.start(log(), launcher.getName(), command, "--dir", directory().toString());
  }

  Path directory() {
    return folder.resolve("pair");
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
      if (status.state() == PairStatus.State.PROTECTED && primary != null && standby != null) {
        Members members = new Members(primary.pid(), standby.pid());
        if (wanted.test(members)) {
          return members;
        }
      }
      pause();
    }
    throw new TimeoutException("the pair in " + folder + " is not protected; see " + log());
  }

  /** A moment between two looks. */
  static void pause() throws InterruptedException {
    LockSupport.parkNanos(POLL_NANOS);
    if (Thread.interrupted()) {
      throw new InterruptedException();
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

package dev.understudy.runtime.launch;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.ChildStarter;
import dev.understudy.runtime.node.NodeOptions;
import dev.understudy.runtime.node.StandbyProcess;
import dev.understudy.runtime.obituary.ChildExit;
import dev.understudy.runtime.obituary.Processes;
import dev.understudy.runtime.observe.EventLog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Starts the processes that a primary needs, as this process was started itself. For any thread,
 * one at a time.
 */
final class ChildProcesses implements ChildStarter {

  // 128 and the number of SIGKILL: somebody's will, and no fault of the child's.
  private static final int KILLED = 137;
  private static final Duration EARLY = Duration.ofSeconds(10);

  private final RunDirectory directory;
  private final NodeOptions options;
  private final StandbyCommand command;
  private final LogFiles logs;

  // An archive saves time, and must never cost a snapshot or a standby: after a child that failed
  // while it made or used one, this process goes on without.
  private volatile boolean archives = true;

  /**
   * @param command how children are started
   * @param ownOutput where this process's own output goes, or null when it is not in the directory
   */
  ChildProcesses(
      RunDirectory directory,
      NodeOptions options,
      StandbyCommand command,
      @Nullable Path ownOutput) {
    this.directory = directory;
    this.options = options;
    this.command = command;
    this.logs = new LogFiles(directory, ownOutput);
  }

  @Override
  public synchronized StandbyProcess startStandby(long epoch, int attempt) throws IOException {
    Path output = logs.ofStandby(epoch, attempt);
    ChildTask task = task(ChildTask.Kind.STANDBY, epoch, output);
    Optional<ClassArchive> archive = archive().filter(ClassArchive::exists);
    long startNanos = System.nanoTime();
    Process process =
        start(command.of(task, archive.map(ClassArchive::flagsToUse).orElse(List.of())), output);
    return child(
        process,
        false,
        () -> {
          boolean early = System.nanoTime() - startNanos < EARLY.toNanos();
          if (archive.isPresent() && early && isFailure(process.exitValue())) {
            archive.get().discard();
            archives = false;
          }
        });
  }

  @Override
  public synchronized StandbyProcess startSnapshotter() throws IOException {
    Path output = logs.ofSnapshotter();
    ChildTask task = task(ChildTask.Kind.SNAPSHOTTER, 0, output);
    Optional<ClassArchive> archive = archive().filter(wanted -> !wanted.exists());
    List<String> archiveFlags = archive.isPresent() ? archive.get().flagsToMake() : List.of();
    Process process = start(command.of(task, archiveFlags), output);
    return child(
        process,
        true,
        () -> {
          if (archive.isPresent() && process.exitValue() == ExitCode.DONE) {
            archive.get().adopt();
          } else if (archive.isPresent()) {
            archive.get().abandon();
            archives &= !isFailure(process.exitValue());
          }
        });
  }

  @Override
  public synchronized boolean wantsSnapshotter() {
    return archive().map(archive -> !archive.exists()).orElse(false);
  }

  private Optional<ClassArchive> archive() {
    return archives
        ? ClassArchive.of(directory, command.java(), command.sharedFlags())
        : Optional.empty();
  }

  // Whatever goes wrong here, the death is told.
  @SuppressWarnings("NullAway") // A Void has no other value.
  private static Void tidyUp(Runnable atItsEnd) {
    try {
      atItsEnd.run();
    } catch (RuntimeException | Error e) {
      EventLog.event("could not tidy up after a process", e);
    }
    return null;
  }

  private static boolean isFailure(int exitValue) {
    return exitValue != ExitCode.DONE && exitValue != KILLED;
  }

  private static Child child(Process process, boolean killsDescendants, Runnable atItsEnd) {
    try {
      CompletableFuture<Void> death = ChildExit.of(process).thenApply(ended -> tidyUp(atItsEnd));
      return new Child(process, killsDescendants, death);
    } catch (OutOfMemoryError e) {
      process.destroyForcibly(); // Nobody would wait for it.
      throw e;
    }
  }

  private ChildTask task(ChildTask.Kind kind, long epoch, Path output) {
    return new ChildTask(kind, directory.root(), epoch, Processes.self(), output, options);
  }

  // No pipe connects a child to this process: it outlives this one, and writing to a pipe without a
  // reader would kill it.
  private static Process start(List<String> command, Path output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(SharedFlags.INHERITED_VARIABLES);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    return builder.start();
  }

  private record Child(Process process, boolean killsDescendants, CompletableFuture<Void> death)
      implements StandbyProcess {

    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public void kill() {
      if (killsDescendants) {
        // A JVM that makes an archive at its end may have started another one to do so.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
      }
      process.destroyForcibly();
    }
  }
}

package dev.understudy.runtime.launch.children;

import dev.understudy.runtime.directory.ArgumentFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.ChildStarter;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.observe.LastLine;
import dev.understudy.runtime.os.ChildExit;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.spi.ServerClass;
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
public final class ChildProcesses implements ChildStarter {

  // A process that a signal ended has 128 and its number as exit code.
  private static final int SIGNALLED = 128;
  // Somebody's will, and no fault of the child's.
  private static final int KILLED = SIGNALLED + 9;
  // No process has it: the child had ended before it was looked at.
  private static final long DEAD = -1;
  private static final Duration EARLY = Duration.ofSeconds(10);

  private final RunDirectory directory;
  private final NodeOptions options;
  private final ChildCommandLine command;
  private final LogFiles logs;
  private final Spares spares;
  private final long logLimitBytes;

  // An archive saves time, and must never cost a snapshot or a standby: after a child that failed
  // while it made or used one, this process goes on without.
  private volatile boolean archives = true;

  // The agents that children do without, for people: some cannot be in two processes at once, such
  // as one with a port of its own. Empty if children have those of this process.
  private volatile String leftOut;

  /**
   * @param serverClass the class that all of them run
   * @param command how children are started
   * @param logLimitBytes how much the files of their output may take
   * @param ownOutput where this process's own output goes, or null when it is not in the directory
   * @param leftOut the agents that this process does without, for people; may be empty
   */
  public ChildProcesses(
      RunDirectory directory,
      NodeOptions options,
      ServerClass serverClass,
      ChildCommandLine command,
      long logLimitBytes,
      @Nullable Path ownOutput,
      String leftOut) {
    this.directory = directory;
    this.options = options;
    this.command = command;
    this.logLimitBytes = logLimitBytes;
    this.logs = new LogFiles(directory, logLimitBytes, ownOutput);
    this.leftOut = leftOut;
    this.spares = new Spares(directory, serverClass, command, options, logs);
  }

  /** Those of a process that is itself a child. */
  public static ChildProcesses of(
      ChildTask task, ServerClass serverClass, ChildCommandLine command, @Nullable Path ownOutput) {
    return new ChildProcesses(
        RunDirectory.of(task.directory()),
        task.options(),
        serverClass,
        command,
        task.logLimitBytes(),
        ownOutput,
        task.leftOut());
  }

  @Override
  public synchronized ChildProcess startStandby(long epoch, int attempt) throws IOException {
    Optional<ChildProcess> spare = wantsSpare() ? spares.take(epoch) : Optional.empty();
    if (spare.isPresent()) {
      return spare.get();
    }
    return startOne(ChildTask.Kind.STANDBY, epoch, logs.ofStandby(epoch, attempt));
  }

  @Override
  public boolean wantsSpare() {
    return options.spare();
  }

  @Override
  public synchronized ChildProcess startSpare(long epoch, int attempt) throws IOException {
    return startOne(ChildTask.Kind.SPARE, epoch, logs.ofSpare(epoch, attempt));
  }

  @Override
  public boolean isSpareWaiting(ChildProcess spare) {
    return spares.isWaiting(spare.identity());
  }

  @Override
  public synchronized void endSpare() {
    spares.end();
  }

  /** The spare of this pair. */
  public Spares spares() {
    return spares;
  }

  private ChildProcess startOne(ChildTask.Kind kind, long epoch, Path output) throws IOException {
    ChildTask task = task(kind, epoch, output);
    Optional<ClassArchive> archive = archive().filter(ClassArchive::exists);
    long startNanos = System.nanoTime();
    List<String> archiveFlags = archive.map(ClassArchive::flagsToUse).orElse(List.of());
    Process process = start(task, archiveFlags, output);
    return child(
        process,
        output,
        false,
        () -> {
          boolean early = System.nanoTime() - startNanos < EARLY.toNanos();
          if (early && isFailure(process.exitValue())) {
            archive.ifPresentOrElse(this::doWithout, this::doWithoutAgents);
          }
        });
  }

  private void doWithout(ClassArchive archive) {
    archive.discard();
    archives = false;
  }

  private void doWithoutAgents() {
    String agents = SharedFlags.agents(command.sharedFlags());
    if (leftOut.isEmpty() && !agents.isEmpty()) {
      leftOut = agents;
      EventLog.event(String.valueOf(problem()));
    }
  }

  @Override
  public @Nullable String problem() {
    return leftOut.isEmpty()
        ? null
        : "A standby that had the agents of its primary ("
            + leftOut
            + ") failed as it started: standbys do without them, and so do their successors.";
  }

  @Override
  public synchronized ChildProcess startSnapshotter() throws IOException {
    Path output = logs.ofSnapshotter();
    ChildTask task = task(ChildTask.Kind.SNAPSHOTTER, 0, output);
    Optional<ClassArchive> archive = archive().filter(wanted -> !wanted.exists());
    List<String> archiveFlags = archive.isPresent() ? archive.get().flagsToMake() : List.of();
    Process process = start(task, archiveFlags, output);
    return child(
        process,
        output,
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

  private static Child child(
      Process process, Path output, boolean killsDescendants, Runnable atItsEnd) {
    try {
      ProcessIdentity identity =
          Processes.of(process.pid()).orElse(new ProcessIdentity(process.pid(), DEAD));
      CompletableFuture<Void> death = ChildExit.of(process).thenApply(ended -> tidyUp(atItsEnd));
      return new Child(process, identity, output, killsDescendants, death);
    } catch (OutOfMemoryError e) {
      process.destroyForcibly(); // Nobody would wait for it.
      throw e;
    }
  }

  private ChildTask task(ChildTask.Kind kind, long epoch, Path output) {
    return new ChildTask(
        kind, directory.root(), epoch, Processes.self(), output, options, logLimitBytes, leftOut);
  }

  // No pipe connects a child to this process: it outlives this one, and writing to a pipe without a
  // reader would kill it.
  private Process start(ChildTask task, List<String> archiveFlags, Path output) throws IOException {
    OutOfMemoryScore.stay(); // A process that starts others serves.
    boolean agents = leftOut.isEmpty();
    String arguments =
        ArgumentFile.write(
            directory.childArguments(),
            command.arguments(options.arguments(), flag -> agents || !SharedFlags.isAgent(flag)));
    ProcessBuilder builder = new ProcessBuilder(command.of(task, archiveFlags, arguments));
    builder.environment().keySet().removeAll(SharedFlags.INHERITED_VARIABLES);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    return builder.start();
  }

  private record Child(
      Process process,
      ProcessIdentity identity,
      Path output,
      boolean killsDescendants,
      CompletableFuture<Void> death)
      implements ChildProcess {

    @Override
    public boolean wasKilled() {
      return process.exitValue() == KILLED;
    }

    // A standby never ends by itself, unless it leaves with a reason or fails with one.
    @Override
    public String ending() {
      if (wasKilled()) {
        return "its process was killed (SIGKILL)";
      }
      int code = process.exitValue();
      String how = code > SIGNALLED ? "by signal " + (code - SIGNALLED) : "with exit code " + code;
      String last = LastLine.causeIn(output);
      return "its process ended "
          + how
          + (last.isEmpty() ? "; " + output + " is empty" : "; " + output + " ends: " + last);
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

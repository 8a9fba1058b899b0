package dev.understudy.runtime.launch;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.ChildStarter;
import dev.understudy.runtime.node.NodeOptions;
import dev.understudy.runtime.node.StandbyProcess;
import dev.understudy.runtime.obituary.Processes;
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

  // How a JVM ends that crashes: 128 and the number of SIGABRT.
  private static final int CRASHED = 134;
  private static final Duration EARLY = Duration.ofSeconds(10);

  private final RunDirectory directory;
  private final NodeOptions options;
  private final StandbyCommand command;
  private final LogFiles logs;

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
    Optional<ClassArchive> archive = archive();
    List<String> archiveFlags = archive.map(ClassArchive::flagsToUse).orElse(List.of());
    Process process = start(command.of(task, archiveFlags), output);
    long startNanos = System.nanoTime();
    CompletableFuture<Process> exit =
        process
            .onExit()
            .whenComplete(
                (ended, failure) -> {
                  boolean early = System.nanoTime() - startNanos < EARLY.toNanos();
                  if (!archiveFlags.isEmpty() && early && process.exitValue() == CRASHED) {
                    archive.ifPresent(ClassArchive::discard);
                  }
                });
    return new Child(process, exit.thenAccept(ended -> {}));
  }

  @Override
  public synchronized StandbyProcess startSnapshotter() throws IOException {
    Path output = logs.ofSnapshotter();
    ChildTask task = task(ChildTask.Kind.SNAPSHOTTER, 0, output);
    Optional<ClassArchive> archive = archive();
    List<String> archiveFlags = archive.isPresent() ? archive.get().flagsToMake() : List.of();
    Process process = start(command.of(task, archiveFlags), output);
    CompletableFuture<Process> exit =
        process
            .onExit()
            .whenComplete(
                (ended, failure) -> {
                  if (archiveFlags.isEmpty()) {
                    return;
                  }
                  if (process.exitValue() == ExitCode.DONE) {
                    archive.ifPresent(ClassArchive::adopt);
                  } else {
                    archive.ifPresent(ClassArchive::abandon);
                  }
                });
    return new Child(process, exit.thenAccept(ended -> {}));
  }

  @Override
  public synchronized boolean wantsSnapshotter() {
    return archive().map(archive -> !archive.exists()).orElse(false);
  }

  private Optional<ClassArchive> archive() {
    return ClassArchive.of(directory, command.java(), command.sharedFlags());
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

  private record Child(Process process, CompletableFuture<Void> death) implements StandbyProcess {

    @Override
    public long pid() {
      return process.pid();
    }

    @Override
    public void kill() {
      process.destroyForcibly();
    }
  }
}

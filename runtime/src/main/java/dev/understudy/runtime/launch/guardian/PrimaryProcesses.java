package dev.understudy.runtime.launch.guardian;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.ArgumentFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.children.ChildCommandLine;
import dev.understudy.runtime.launch.children.ChildTask;
import dev.understudy.runtime.launch.children.ClassArchive;
import dev.understudy.runtime.launch.children.JavaInvocation;
import dev.understudy.runtime.launch.children.SharedFlags;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.os.Processes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts primaries for a guardian, with the JVM flags of the user. Confined to one thread. */
final class PrimaryProcesses {

  private static final Path NO_INPUT = Path.of("/dev/null");

  private final RunDirectory directory;
  private final NodeOptions options;
  private final JavaInvocation java;
  private final List<String> launchArguments;
  private final long logLimitBytes;

  // An archive saves time, and must never cost a primary: after one that failed while it used it,
  // the next ones do without.
  private boolean archives = true;
  private Optional<ClassArchive> archiveInUse = Optional.empty();

  /**
   * @param java how a primary is started: with the flags that the user gave
   * @param launchArguments what {@code launch} received
   * @param logLimitBytes how much the files of the output of its children may take
   */
  PrimaryProcesses(
      RunDirectory directory,
      NodeOptions options,
      JavaInvocation java,
      List<String> launchArguments,
      long logLimitBytes) {
    this.directory = directory;
    this.options = options;
    this.java = java;
    this.launchArguments = List.copyOf(launchArguments);
    this.logLimitBytes = logLimitBytes;
  }

  /**
   * Starts a primary as a child of this process.
   *
   * @param deaths those that it succeeds, that of the former primary last
   * @throws IOException when no process could be made
   */
  Process start(List<Obituary> deaths) throws IOException {
    ChildCommandLine children =
        new ChildCommandLine(java, launchArguments, JavaInvocation.hasJnaModule(), directory);
    archiveInUse = archive(children.sharedFlags()).filter(ClassArchive::exists);
    ChildTask task =
        new ChildTask(
            ChildTask.Kind.PRIMARY,
            directory.root(),
            0,
            Processes.self(),
            NO_INPUT,
            options,
            logLimitBytes,
            "");
    List<String> arguments = new ArrayList<>(children.ownFlags());
    arguments.addAll(java.flags());
    arguments.add(ChildTask.argumentsFlag(options.arguments()));
    arguments.addAll(java.mainArguments());
    arguments.addAll(launchArguments);
    List<String> ownOfThisOne =
        new ArrayList<>(archiveInUse.map(ClassArchive::flagsToUse).orElse(List.of()));
    ownOfThisOne.add(DeathNotices.toFlag(deaths));
    String file = ArgumentFile.write(directory.primaryArguments(), arguments);
    ProcessBuilder builder = new ProcessBuilder(children.of(task, ownOfThisOne, file));
    builder.environment().keySet().removeAll(SharedFlags.INHERITED_VARIABLES);
    // It speaks where its guardian does, and into no pipe of it: it may outlive it.
    builder.inheritIO().redirectInput(new File(NO_INPUT.toString()));
    return builder.start();
  }

  /** The last one that was started has failed before it served. */
  void failedToServe() {
    if (archiveInUse.isPresent()) {
      archiveInUse.get().discard();
      archives = false;
    }
  }

  // Made by a snapshotter of a primary: for that, all flags must be ones that children have too.
  private Optional<ClassArchive> archive(List<String> shared) {
    return archives && shared.equals(java.flags())
        ? ClassArchive.of(directory, java, shared)
        : Optional.empty();
  }
}

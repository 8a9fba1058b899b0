package dev.understudy.runtime.launch.contact;

import dev.understudy.runtime.directory.GuardianFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.directory.StopNote;
import dev.understudy.runtime.directory.StopRequest;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.timing.Deadline;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** How the commands find the guardian of a directory. Confined to a thread. */
public final class GuardianContact {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private GuardianContact() {}

  /** The guardian of a directory, if there is one, and it lives. */
  public static Optional<ProcessIdentity> find(RunDirectory directory) {
    if (!Files.isRegularFile(directory.guardianFile())) {
      return Optional.empty(); // Also where the directory itself is none: others say so.
    }
    return GuardianFile.read(directory)
        .map(file -> new ProcessIdentity(file.pid(), file.startTicks()))
        .filter(ProcessIdentity::isAlive);
  }

  /**
   * Refuses to start in a directory that somebody else guards, though nobody serves it now.
   *
   * @param self this process
   * @throws CommandException when another process guards it
   */
  public static void requireNoneBut(ProcessIdentity self, RunDirectory directory) {
    find(directory)
        .filter(guardian -> !guardian.equals(self))
        .ifPresent(
            guardian -> {
              throw new CommandException(
                  ExitCode.ALREADY_SERVED,
                  directory
                      + " is guarded already, by process "
                      + guardian.pid()
                      + ", which is about to start the next primary. End it with 'stop', or name"
                      + " another directory with --dir.");
            });
  }

  /** What to say of a directory that nobody serves, but somebody guards. */
  static Optional<String> problem(RunDirectory directory) {
    return find(directory)
        .map(
            guardian ->
                "The guardian, process "
                    + guardian.pid()
                    + ", is about to start the next primary; what it prints tells how that goes.");
  }

  /**
   * What a process is told to end by that gets a signal: the guardian, if that says so.
   *
   * @param signal how people know it
   */
  public static String reasonOf(RunDirectory directory, String signal) {
    try {
      return find(directory)
          .flatMap(guardian -> StopRequest.read(directory))
          .map(who -> "the guardian passes on " + who)
          .orElse(signal);
    } catch (RunDirectoryException e) {
      return signal + " (" + e.getMessage() + ")";
    }
  }

  /**
   * Has a guardian end, and its pair with it, and waits for that.
   *
   * @param pair the processes of the pair that are known
   * @throws CommandException when the guardian is another user's
   */
  public static void stop(
      RunDirectory directory,
      ProcessIdentity guardian,
      Set<ProcessIdentity> pair,
      PrintStream notes)
      throws InterruptedException {
    try {
      StopRequest.write(directory, "'stop'");
    } catch (RunDirectoryException e) {
      notes.println("What the pair logs will name a signal, and not 'stop': " + e.getMessage());
    }
    boolean asked =
        ProcessHandle.of(guardian.pid()).map(ProcessHandle::destroy).orElse(false)
            || !guardian.isAlive();
    if (!asked) {
      throw new CommandException(
          ExitCode.FAILED,
          "The guardian, process "
              + guardian.pid()
              + ", could not be asked to end: run 'stop' as its owner.");
    }
    Set<ProcessIdentity> all = new LinkedHashSet<>(pair);
    all.add(guardian);
    Deadline nextNote = Deadline.after(PATIENCE);
    while (all.stream().anyMatch(ProcessIdentity::isAlive)) {
      if (nextNote.isOver()) {
        notes.println("Still waiting for the guardian, process " + guardian.pid() + ", to end.");
        StopNote.does(directory, pid -> isAlive(all, pid)).ifPresent(notes::println);
        nextNote = Deadline.after(PATIENCE);
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  private static boolean isAlive(Set<ProcessIdentity> processes, long pid) {
    return processes.stream().anyMatch(process -> process.pid() == pid && process.isAlive());
  }
}

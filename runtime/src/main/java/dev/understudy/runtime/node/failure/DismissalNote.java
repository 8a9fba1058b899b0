package dev.understudy.runtime.node.failure;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The note that a standby must not succeed, since its primary has gone on without it although it
 * may live: it was killed, and the kernel has not ended it. The primary writes it while it has the
 * fence, and the standby looks for it once it has the fence itself: so it is seen. For any thread.
 */
public final class DismissalNote {

  private static final String PREFIX = "dismissed-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})-([0-9]{1,18})");

  private DismissalNote() {}

  /**
   * Dismisses a process.
   *
   * @return whether it is written, or needless since the process is dead
   */
  public static boolean write(RunDirectory directory, long pid) {
    Optional<ProcessIdentity> process = Processes.of(pid);
    if (process.isEmpty()) {
      return true;
    }
    Path note = note(directory, process.get());
    try {
      Files.createFile(note);
      return true;
    } catch (FileAlreadyExistsException e) {
      return true;
    } catch (IOException e) {
      EventLog.event("the standby cannot be dismissed, so that clients wait on: " + note, e);
      return false;
    }
  }

  /** Whether this process was dismissed. */
  public static boolean isOfThisProcess(RunDirectory directory) {
    return Files.exists(note(directory, Processes.self()));
  }

  /** Removes the notes for processes that are dead. */
  public static void sweep(RunDirectory directory) throws IOException {
    try (DirectoryStream<Path> notes =
        Files.newDirectoryStream(directory.root(), PREFIX + "[0-9]*")) {
      for (Path note : notes) {
        Matcher name = NAME.matcher(note.getFileName().toString());
        if (name.matches()
            && !new ProcessIdentity(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))
                .isAlive()) {
          Files.deleteIfExists(note);
        }
      }
    }
  }

  private static Path note(RunDirectory directory, ProcessIdentity process) {
    return directory.root().resolve(PREFIX + process.pid() + "-" + process.startTicks());
  }
}

package dev.understudy.runtime.launch.report;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.directory.StartNote;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ExitCaller;
import dev.understudy.runtime.os.ExitHook;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A start that could not serve what is in a directory, and what is told of it afterwards. */
public final class RefusedStart {

  private static final Logger LOGGER = LoggerFactory.getLogger(RefusedStart.class);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private RefusedStart() {}

  /**
   * Serves, and should that fail, leaves a note in the directory; so it does where the process ends
   * by {@code System.exit} or a signal before it has served. The fence must be held.
   *
   * @param serve is given what it is to run once it serves; throws what is meant for people if it
   *     cannot begin
   */
  public static <T> T noted(RunDirectory directory, Function<Runnable, T> serve) {
    Thread exit = new Thread(() -> noteExit(directory), "unserved-exit");
    AtomicBoolean served = new AtomicBoolean();
    Runnable serves =
        () -> {
          served.set(true);
          ExitHook.remove(exit);
        };
    ExitHook.add(exit);
    try {
      return serve.apply(serves);
    } catch (RuntimeException | Error e) {
      if (!served.get()) {
        write(directory, UserMessages.message(e).orElseGet(() -> "An internal fault: " + e + "."));
      }
      throw e;
    } finally {
      ExitHook.remove(exit);
    }
  }

  private static void noteExit(RunDirectory directory) {
    String reason = ExitCaller.find().orElse("a signal") + " ended it before it served";
    EventLog.event("process %d ends: %s".formatted(ProcessHandle.current().pid(), reason));
    write(directory, Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".");
    EventLog.flush();
  }

  private static void write(RunDirectory directory, String reason) {
    try {
      StartNote.write(directory, Instant.now(), reason);
    } catch (RunDirectoryException e) {
      // The refusal itself is told, in one line; a full disk is often the reason for both.
      LOGGER.debug("'status' will not say that a start was refused", e);
    }
  }

  /** That the last start in a directory was refused, when, and why; empty if it was not. */
  public static Optional<String> told(RunDirectory directory) {
    return StartNote.read(directory)
        .map(
            note ->
                "The last 'start', at %s, was refused: %s"
                    .formatted(
                        TIME.format(note.at().atZone(ZoneId.systemDefault())), note.reason()));
  }
}

package dev.understudy.runtime.launch.children;

import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.Natives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * The file that this process prints to. Once it is large it becomes the older one of two, and a new
 * one is begun: a process that has taken over may serve for years. Linux and macOS only; elsewhere
 * the file grows. On a thread of its own.
 */
public final class OwnOutput {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final Path file;
  private final long mostBytes;

  private OwnOutput(Path file, long mostBytes) {
    this.file = file;
    this.mostBytes = mostBytes;
  }

  /**
   * Keeps it small from now on.
   *
   * @param limitBytes how much it and the older one may take
   */
  public static void keepSmall(Path file, long limitBytes) {
    OwnOutput output = new OwnOutput(file, limitBytes / 2);
    Thread thread = new Thread(output::run, "own-output");
    thread.setDaemon(true);
    thread.start();
  }

  /** What the file is called once it is the older one. */
  static Path older(Path file) {
    return file.resolveSibling(file.getFileName() + ".1");
  }

  private void run() {
    try {
      boolean rotates = true;
      while (rotates) {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
        rotates = look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Nobody has a reason to.
    }
  }

  private boolean look() {
    try {
      return !Files.exists(file) || Files.size(file) <= mostBytes || rotate();
    } catch (IOException e) {
      EventLog.event("the log " + file + " grows: no new one could be begun", e);
      return true; // A full disk, perhaps: there may be room again.
    }
  }

  private boolean rotate() throws IOException {
    Path older = older(file);
    Files.move(file, older, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    boolean redirected = false;
    try {
      Files.createFile(file);
      redirected = Natives.redirectOutput(file);
    } finally {
      if (!redirected) {
        Files.move(older, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!redirected) {
      EventLog.event("the log " + file + " grows: this system lets no process begin a new one");
    }
    return redirected;
  }
}

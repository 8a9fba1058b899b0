package dev.understudy.runtime.node.state;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.directory.StopNote;
import dev.understudy.runtime.node.loop.DaemonThread;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ExitCaller;
import dev.understudy.runtime.os.ExitHook;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What is told of the snapshot of the end, which may take for ever, since the user's class is saved
 * and loaded for it on the writer: while it is made, to those who wait, and to the log once it
 * takes long; and should this process die of it, to the command that stopped it. Writer thread
 * only.
 */
public final class LastSave {

  private static final Duration LONG = Duration.ofSeconds(10);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final RunDirectory directory;
  private final String className;
  private final boolean journalIsLost;
  private final Thread writer = Thread.currentThread();
  private final long pid = ProcessHandle.current().pid();
  private final Thread exit = new Thread(this::noteExit, "exit-in-last-save");
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile String doing = "";
  private boolean hasNote;

  private LastSave(RunDirectory directory, String className, boolean journalIsLost) {
    this.directory = directory;
    this.className = className;
    this.journalIsLost = journalIsLost;
  }

  /**
   * The state is about to be saved.
   *
   * @param journalIsLost whether the snapshot will be all that is kept
   */
  public static LastSave begin(RunDirectory directory, String className, boolean journalIsLost) {
    LastSave save = new LastSave(directory, className, journalIsLost);
    save.noteAhead();
    save.nowDoes("saves the state of %s for the snapshot of the end".formatted(className));
    DaemonThread.start("last-save", save::tellIfLong);
    return save;
  }

  /** It is saved, and about to be loaded into another object. */
  public void readsBack() {
    nowDoes("reads back the state of %s for the snapshot of the end".formatted(className));
  }

  /** Another process makes it. */
  public void isLeftToAnother() {
    nowDoes(
        "waits for another process, which makes the snapshot of the end of %s"
            .formatted(className));
  }

  /** There is none, or none that was read back. */
  public void failed(String why) {
    hasNote = true;
    EventLog.event(why);
    try {
      StopNote.write(directory, why);
    } catch (RunDirectoryException e) {
      EventLog.event("'stop' cannot be told that", e);
    }
  }

  /** It is over, whatever came of it. */
  public void end() {
    ended.countDown();
    ExitHook.remove(exit);
    if (hasNote) {
      return;
    }
    try {
      StopNote.takeBack(directory);
    } catch (RunDirectoryException e) {
      EventLog.event("'stop' will say that there is no snapshot of the end, and there is one", e);
    }
  }

  /** What is said where there is none, and the journal has it all. */
  public static String noSnapshot(String reason) {
    return "There is no snapshot of the end (%s): the state is kept in the snapshot before it, if there is one, and the journal since, and the next start reads those."
        .formatted(reason);
  }

  /** What is said where there is none, and no journal either. */
  public static String stateIsLost(String reason) {
    return "The state is lost with this process: files of the journal were taken away, and a snapshot cannot be made (%s)."
        .formatted(reason);
  }

  private String none(String reason) {
    return journalIsLost ? stateIsLost(reason) : noSnapshot(reason);
  }

  private void noteAhead() {
    ExitHook.add(exit);
    try {
      StopNote.writeAhead(
          directory, none("process %d ended while %s was saved for it".formatted(pid, className)));
    } catch (RunDirectoryException e) {
      EventLog.event("'stop' will not be told if this process dies while it saves the state", e);
    }
  }

  // A shutdown hook: the writer is still inside the call.
  private void noteExit() {
    ExitCaller.callIn(List.of(writer.getStackTrace()))
        .ifPresent(
            call -> {
              String what = "%s ended process %d while %s was saved for it";
              failed(none(what.formatted(call, pid, className)));
              EventLog.flush();
            });
  }

  private void nowDoes(String what) {
    doing =
        "The primary, process %d, %s, since %s. If that never ends, look at what %s does when it is saved and loaded. %s"
            .formatted(
                pid,
                what,
                TIME.format(LocalTime.now(ZoneId.systemDefault())),
                className,
                journalIsLost
                    ? "Do not kill it: files of the journal are lost, and this snapshot will be all that is kept."
                    : "To end it now, run: kill -9 %d. That loses nothing that was acknowledged: the journal has it, and the next start replays it."
                        .formatted(pid));
    try {
      StopNote.nowDoes(directory, pid, doing);
    } catch (RunDirectoryException e) {
      EventLog.event("'stop' cannot tell what it waits for", e);
    }
  }

  private void tellIfLong() {
    try {
      if (!ended.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
        EventLog.event(doing);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

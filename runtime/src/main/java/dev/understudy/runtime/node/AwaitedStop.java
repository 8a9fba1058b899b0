package dev.understudy.runtime.node;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.directory.StartNote;
import dev.understudy.runtime.node.failure.LastWords;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.spi.ServerClass;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A signal asks the pair to end, and the writer has to hear of it. While the writer is in a call of
 * the user's class, it hears nothing. This says so, and ends a process that has not served yet: its
 * first update may never end, and nobody was told that anything was accepted. A process that serves
 * is left alone, since its end would be a death. Used by the thread of one signal.
 */
final class AwaitedStop {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final RunDirectory directory;
  private final ServerClass serverClass;
  private final String signal;
  private final CountDownLatch heard = new CountDownLatch(1);

  AwaitedStop(RunDirectory directory, ServerClass serverClass, String signal) {
    this.directory = directory;
    this.serverClass = serverClass;
    this.signal = signal;
  }

  /** The writer has heard of it. */
  void heard() {
    heard.countDown();
  }

  /** Whether the writer hears of it soon; blocks for up to 2 s. */
  boolean isHeardSoon() {
    try {
      return heard.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Says what it waits for, and how to do without. */
  void tell() {
    EventLog.event(
        "%s: process %d stops once its writer is free%s; to end it now, run: kill -9 %2$d"
            .formatted(signal, ProcessHandle.current().pid(), runningCall()));
  }

  /** Ends this process, which holds the fence and has not served yet. */
  void endUnserved(int exitCode) {
    String reason = signal + ", before it served" + runningCall();
    EventLog.event("process %d ends: %s".formatted(ProcessHandle.current().pid(), reason));
    try {
      StartNote.write(directory, Instant.now(), reason + ".");
    } catch (RunDirectoryException e) {
      EventLog.event("'status' will not say so: " + e.getMessage());
    }
    EventLog.flush();
    Runtime.getRuntime().halt(exitCode);
  }

  private String runningCall() {
    String call = LastWords.read(directory).describe(serverClass);
    return call == null ? "" : ", " + call;
  }
}

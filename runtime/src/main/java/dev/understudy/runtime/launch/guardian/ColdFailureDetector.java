package dev.understudy.runtime.launch.guardian;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.directory.StopNote;
import dev.understudy.runtime.launch.contact.AdminConnection;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.node.failure.HangWatch;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.ProcessIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Mode COLD: nobody but the guardian is there to see that a primary hangs. It asks for the status
 * now and then, which is answered by the primary's writer, and judges it by that, as a standby
 * judges by signs of life. All of it happens on a thread of its own, since an answer may not come.
 */
final class ColdFailureDetector implements AutoCloseable {

  private static final int QUESTIONS = 5;
  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final RunDirectory directory;
  private final ProcessIdentity primary;
  private final Duration betweenQuestions;
  private final HangWatch watch;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "cold-judge");
            made.setDaemon(true);
            return made;
          });

  /**
   * Begins to judge.
   *
   * @param primary the process that serves
   * @param hangTimeout how long its writer may make no progress; positive
   */
  @SuppressWarnings("FutureReturnValueIgnored") // It runs until this is closed.
  ColdFailureDetector(RunDirectory directory, ProcessIdentity primary, Duration hangTimeout) {
    this.directory = directory;
    this.primary = primary;
    Duration part = hangTimeout.dividedBy(QUESTIONS);
    Duration atMost = part.compareTo(LONGEST) > 0 ? LONGEST : part;
    this.betweenQuestions = atMost.compareTo(SHORTEST) < 0 ? SHORTEST : atMost;
    long ticks = (hangTimeout.toMillis() - 1) / betweenQuestions.toMillis() + 1;
    this.watch =
        new HangWatch(
            directory, primary, thread, hangTimeout, (int) Math.min(ticks, Integer.MAX_VALUE));
    long millis = betweenQuestions.toMillis();
    thread.scheduleWithFixedDelay(this::ask, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Why the primary was killed, or null if it was not. For any thread. */
  @Nullable String cause() {
    return watch.cause();
  }

  private void ask() {
    try {
      if (answers()) {
        watch.heard();
      }
    } catch (RunDirectoryException e) {
      EventLog.event("guardian: the primary cannot be found for now", e);
      watch.heard(); // That is no fault of its own.
    }
    watch.tick();
  }

  private boolean answers() {
    Optional<PairFile> pair = PairFile.read(directory);
    if (pair.isEmpty()
        || pair.get().primaryPid() != primary.pid()
        || StopNote.isStopping(directory, primary.pid())) {
      return true; // It leaves, or has left: and saves its state first, however long that takes.
    }
    try (AdminConnection connection =
        AdminConnection.open(
            directory.socket(pair.get().primaryEndpoint()),
            pair.get().service(),
            betweenQuestions)) {
      connection.request(CommandRequest.STATUS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

package dev.understudy.benchmarks;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.timing.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A pair of the rig, and one caller of it. Confined to one thread, but for the caller's own. */
final class FailoverPair implements AutoCloseable {

  private static final ServerClass SERVER_CLASS = new CounterReplica(new Counter()).serverClass();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int PAYLOAD_BYTES = 64;

  /**
   * One kill.
   *
   * @param replyMillis from the kill to the reply that the caller waited for
   * @param wholeMillis from the kill until the pair was protected again
   */
  record Kill(double replyMillis, double wholeMillis) {}

  private record Members(long primary, long standby) {}

  private final Jvm jvm;
  private final Path folder;
  private final PairContact contact;

  private FailoverPair(Jvm jvm, Path folder) {
    this.jvm = jvm;
    this.folder = folder;
    this.contact = new PairContact(RunDirectory.of(directory()), SERVER_CLASS, PATIENCE);
  }

  /** Starts one, and waits until it is protected. */
  static FailoverPair start(Jvm jvm, Path folder)
      throws IOException, InterruptedException, TimeoutException {
    FailoverPair pair = new FailoverPair(jvm, folder);
    jvm.start(
        pair.log(), CounterLauncher.class.getName(), "start", "--dir", pair.directory().toString());
    pair.await(members -> true);
    return pair;
  }

  private Path directory() {
    return folder.resolve("pair");
  }

  private Path log() {
    return folder.resolve("primary.log");
  }

  private Members await(Predicate<Members> wanted) throws InterruptedException, TimeoutException {
    Deadline deadline = Deadline.after(PATIENCE);
    while (!deadline.isOver()) {
      PairStatus status = contact.find().status();
      PairStatus.Primary primary = status.primary();
      PairStatus.Standby standby = status.standby();
      if (status.state() == PairStatus.State.PROTECTED && primary != null && standby != null) {
        Members members = new Members(primary.pid(), standby.pid());
        if (wanted.test(members)) {
          return members;
        }
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    throw new TimeoutException("the pair in " + folder + " is not protected; see " + log());
  }

  /** Kills a process of the pair while one caller calls, one call after the other. */
  Kill kill(boolean standby) throws InterruptedException, TimeoutException {
    Members before = await(members -> true);
    long victim = standby ? before.standby : before.primary;
    try (CounterClient client = CounterClient.connect(directory())) {
      Replies replies = new Replies();
      Thread caller = new Thread(() -> replies.call(client, new byte[PAYLOAD_BYTES]), "caller");
      caller.start();
      LockSupport.parkNanos(WARM_UP_NANOS); // The new standby has warmed up by then.
      long killedNanos = System.nanoTime();
      ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
      // Who asks for the status takes time from those who are to be measured.
      while (!replies.haveComeSince(killedNanos)) {
        LockSupport.parkNanos(POLL_NANOS);
      }
      await(members -> members.primary != victim && members.standby != victim);
      double wholeMillis = Figures.millis(System.nanoTime() - killedNanos);
      replies.stop();
      caller.join();
      return new Kill(replies.waitedMillis(killedNanos), wholeMillis);
    }
  }

  /** Ends the pair in order. */
  @Override
  public void close() throws IOException {
    try {
      jvm.start(log(), CounterLauncher.class.getName(), "stop", "--dir", directory().toString())
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

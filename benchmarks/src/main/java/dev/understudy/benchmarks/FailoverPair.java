package dev.understudy.benchmarks;

import dev.understudy.benchmarks.load.AsyncCaller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A pair whose processes are killed, and one caller of it. Confined to one thread, but for the
 * caller's own.
 */
final class FailoverPair implements AutoCloseable {

  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int IN_FLIGHT = 512;

  /**
   * One kill.
   *
   * @param replyMillis from the kill to the reply that the caller waited for
   * @param wholeMillis from the kill until the pair was protected again
   * @param joinMillis the longest wait after that reply, until the pair was protected again
   */
  record Kill(double replyMillis, double wholeMillis, double joinMillis) {}

  private final RigPair pair;
  private final PairKind kind;

  private FailoverPair(RigPair pair, PairKind kind) {
    this.pair = pair;
    this.kind = kind;
  }

  /** Starts one, and waits until it is protected. */
  static FailoverPair start(Jvm jvm, Path folder, PairKind kind, String... options)
      throws IOException, InterruptedException, TimeoutException {
    return new FailoverPair(RigPair.start(jvm, folder, kind, options), kind);
  }

  /** Waits until it is protected, and has a spare that waits if it is to have one. */
  RigPair.Members awaitWhole(boolean spare) throws InterruptedException, TimeoutException {
    return pair.await(members -> members.spare() != 0 || !spare);
  }

  Path directory() {
    return pair.directory();
  }

  /**
   * Kills the primary while nobody calls.
   *
   * @return from the kill until the pair was protected again, in milliseconds
   */
  double killIdle() throws InterruptedException, TimeoutException {
    long victim = pair.await(members -> true).primary();
    LockSupport.parkNanos(WARM_UP_NANOS); // The standby has warmed up by then.
    long killedNanos = System.nanoTime();
    ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
    pair.await(members -> members.primary() != victim && members.standby() != victim);
    return Figures.millis(System.nanoTime() - killedNanos);
  }

  /**
   * Kills a process of the pair while one caller calls, one call after the other.
   *
   * @param standby whether it is the standby, and not the primary
   * @param backlog how many updates another caller made just before, many at a time: a standby that
   *     lags, or sleeps, still has to digest them
   */
  Kill kill(boolean standby, int backlog)
      throws IOException, InterruptedException, TimeoutException {
    RigPair.Members before = pair.await(members -> true);
    long victim = standby ? before.standby() : before.primary();
    try (PairKind.Caller client = kind.connect(pair.directory());
        PairKind.Caller other = kind.connect(pair.directory())) {
      Replies replies = new Replies();
      Thread caller = new Thread(() -> replies.call(client.call()), "caller");
      caller.start();
      LockSupport.parkNanos(WARM_UP_NANOS); // The new standby has warmed up by then.
      new AsyncCaller(IN_FLIGHT, other.async()).call(backlog);
      long killedNanos = System.nanoTime();
      ProcessHandle.of(victim).ifPresent(ProcessHandle::destroyForcibly);
      // Who asks for the status takes time from those who are to be measured.
      while (!replies.haveComeSince(killedNanos)) {
        RigPair.pause();
      }
      pair.await(members -> members.primary() != victim && members.standby() != victim);
      long wholeNanos = System.nanoTime();
      replies.stop();
      caller.join();
      double replyMillis = replies.waitedMillis(killedNanos);
      long repliedNanos = killedNanos + (long) (replyMillis * 1e6);
      return new Kill(
          replyMillis,
          Figures.millis(wholeNanos - killedNanos),
          replies.longestMillis(repliedNanos, wholeNanos));
    }
  }

  @Override
  public void close() throws IOException {
    pair.close();
  }
}

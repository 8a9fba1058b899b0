package dev.understudy.runtime.node;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.client.ClientSession;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.node.loop.DaemonThread;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.ChildStarter;
import dev.understudy.runtime.node.state.NodeContext;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.node.state.RenewableStandby;
import dev.understudy.runtime.node.state.WarmUpFolder;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.WriterMutex;
import dev.understudy.runtime.os.WriterMutexes;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the takeover before it is needed, in a folder of its own: with a primary that dies, a
 * server class of no weight, and a client that calls it. A JVM loads and compiles code when it is
 * used, and would do so in the very milliseconds in which clients wait.
 *
 * <p>It runs beside the writer, on threads of its own, once the standby is level. Should it fail,
 * nothing is lost but time at the takeover.
 */
public final class TakeoverWarmUp {

  private static final Logger LOGGER = LoggerFactory.getLogger(TakeoverWarmUp.class);
  static final int CALLS = 1_000;
  static final int CALLS_AT_ONCE = 100;
  private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final ProcessIdentity NOBODY = new ProcessIdentity(Integer.MAX_VALUE, 1);

  private final RunDirectory directory;
  private boolean begun;

  public TakeoverWarmUp(RunDirectory directory) {
    this.directory = directory;
  }

  /** Begins, once; writer thread only. */
  public void start() {
    if (!begun) {
      begun = true;
      DaemonThread.start("warm-up", this::run);
    }
  }

  private void run() {
    EventLog.mute();
    try {
      RunDirectory stage = WarmUpFolder.create(directory);
      try {
        play(stage);
      } finally {
        WarmUpFolder.remove(stage.root());
      }
    } catch (IOException | RuntimeException e) {
      LOGGER.debug("The warm-up failed: the first takeover will take longer", e);
    }
  }

  /**
   * Plays it on the calling thread.
   *
   * @return what the last call of the client returned; 0 if it came to none
   */
  static long play(RunDirectory stage) throws IOException {
    NodeOptions options =
        new NodeOptions(
            Duration.ZERO, Duration.ofSeconds(1), Long.MAX_VALUE, false, true, false, List.of());
    WarmUpJournal.write(stage);
    CountDownLatch dies = new CountDownLatch(1);
    AtomicLong result = new AtomicLong();
    try (Fence former = Fence.open(stage);
        Fence fence = Fence.open(stage)) {
      if (startPrimary(stage, dies)) {
        former.tryTake(); // As a dead process does, whose files are not closed yet.
      }
      NodeContext context =
          new NodeContext(
              stage, new RenewableStandby(WarmUpServer::new), options, new NoChildren(), fence);
      PairNode.warmUp(
          context,
          NOBODY,
          WarmUpJournal.EPOCH,
          node -> {
            dies.countDown();
            DaemonThread.start("warm-up-client", () -> call(node, stage, former, result));
          });
      return result.get();
    } finally {
      dies.countDown();
    }
  }

  // The mutex of a writer is handed on when its thread ends.
  private static boolean startPrimary(RunDirectory stage, CountDownLatch dies) {
    CompletableFuture<Boolean> holds = new CompletableFuture<>();
    boolean started =
        DaemonThread.start(
            "warm-up-primary",
            () -> {
              try {
                WriterMutex.create(WriterMutexes.file(stage, NOBODY));
                holds.complete(true);
                dies.await();
              } catch (IOException | InterruptedException e) {
                LOGGER.debug("The takeover is played without a mutex", e);
                holds.complete(false);
              }
            });
    return started && holds.join();
  }

  private static void call(PairNode node, RunDirectory stage, Fence former, AtomicLong result) {
    EventLog.mute();
    ClientOptions options = ClientOptions.DEFAULTS.withConnectTimeout(Duration.ofSeconds(5));
    try (ClientSession client =
        ClientSession.connect(WarmUpServer.SERVER_CLASS, stage.root(), options)) {
      for (int i = 0; i < CALLS / CALLS_AT_ONCE; i++) {
        result.set(callMany(client));
      }
    } catch (RuntimeException e) {
      LOGGER.debug("The client of the warm-up left early", e);
    } finally {
      former.close();
      LockSupport.parkNanos(SETTLING_NANOS);
      node.requestStop("the warm-up is over");
    }
  }

  private static long callMany(ClientSession client) {
    List<CompletableFuture<Long>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS_AT_ONCE; i++) {
      WireOutput arguments = WireOutput.forCall();
      arguments.writeLong(i);
      calls.add(client.callAsync(WarmUpServer.ADD, arguments));
    }
    long last = 0;
    for (CompletableFuture<Long> call : calls) {
      last = call.join();
    }
    return last;
  }

  /** Nobody is started in a warm-up. */
  public static class NoChildren implements ChildStarter {
    @Override
    public ChildProcess startStandby(long epoch, int attempt) throws IOException {
      throw new IOException("no standby in a warm-up");
    }

    @Override
    public boolean wantsSpare() {
      return false;
    }

    @Override
    public ChildProcess startSpare(long epoch, int attempt) throws IOException {
      throw new IOException("no spare in a warm-up");
    }

    @Override
    public boolean isSpareWaiting(ChildProcess spare) {
      return false;
    }

    @Override
    public void endSpare() {}

    @Override
    public ChildProcess startSnapshotter() throws IOException {
      throw new IOException("no snapshot in a warm-up");
    }

    @Override
    public boolean wantsSnapshotter() {
      return false;
    }

    @Override
    public @Nullable String problem() {
      return null;
    }
  }
}

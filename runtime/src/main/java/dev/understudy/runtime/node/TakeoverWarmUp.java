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
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an understudy does before its night: it plays the takeover once, in a folder of its own,
 * with a server class of no weight and a client that calls it. A JVM loads and compiles code when
 * it is first used; without a rehearsal that would be in the very milliseconds in which clients
 * wait.
 *
 * <p>It runs beside the writer, on threads of its own, once the standby is level. Should it fail,
 * nothing is lost but time at the takeover.
 */
public final class TakeoverWarmUp {

  private static final Logger LOGGER = LoggerFactory.getLogger(TakeoverWarmUp.class);
  private static final int CALLS = 3_000;
  private static final int CALLS_AT_ONCE = 100;
  private static final ProcessIdentity NOBODY = new ProcessIdentity(Integer.MAX_VALUE, 1);

  private final RunDirectory stage;
  private boolean begun;

  TakeoverWarmUp(RunDirectory directory) {
    stage = WarmUpFolder.ofThisProcess(directory);
  }

  /** Begins, once; writer thread only. */
  void start() {
    if (!begun) {
      begun = true;
      DaemonThread.start("warm-up", this::run);
    }
  }

  private void run() {
    EventLog.mute();
    try {
      stage.create();
      play();
    } catch (IOException | RuntimeException e) {
      LOGGER.debug("The rehearsal failed: the first takeover will take longer", e);
    } finally {
      WarmUpFolder.remove(stage.root());
    }
  }

  private void play() throws IOException {
    NodeOptions options =
        new NodeOptions(
            Duration.ZERO, Duration.ofSeconds(1), Long.MAX_VALUE, false, true, List.of());
    try (Fence fence = Fence.open(stage)) {
      NodeContext context =
          new NodeContext(
              stage, new RenewableStandby(WarmUpServer::new), options, new NoChildren(), fence);
      PairNode.warmUp(context, NOBODY, this::startAudience);
    }
  }

  private void startAudience(PairNode node) {
    DaemonThread.start("warm-up-client", () -> call(node));
  }

  private void call(PairNode node) {
    EventLog.mute();
    ClientOptions options = ClientOptions.DEFAULTS.withConnectTimeout(Duration.ofSeconds(5));
    try (ClientSession client =
        ClientSession.connect(WarmUpServer.SERVER_CLASS, stage.root(), options)) {
      for (int i = 0; i < CALLS / CALLS_AT_ONCE; i++) {
        callMany(client);
      }
    } catch (RuntimeException e) {
      LOGGER.debug("The audience of the rehearsal left early", e);
    } finally {
      node.requestStop("the rehearsal is over");
    }
  }

  private static void callMany(ClientSession client) {
    List<CompletableFuture<Long>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS_AT_ONCE; i++) {
      WireOutput arguments = WireOutput.forCall();
      arguments.writeLong(i);
      calls.add(client.callAsync(WarmUpServer.ADD, arguments));
    }
    calls.forEach(CompletableFuture::join);
  }

  /** Nobody is started in a rehearsal. */
  public static class NoChildren implements ChildStarter {
    @Override
    public ChildProcess startStandby(long epoch, int attempt) throws IOException {
      throw new IOException("no standby in a rehearsal");
    }

    @Override
    public ChildProcess startSnapshotter() throws IOException {
      throw new IOException("no snapshot in a rehearsal");
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

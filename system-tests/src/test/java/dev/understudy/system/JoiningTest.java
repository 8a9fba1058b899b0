package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SlowUpdatesClient;
import dev.understudy.system.servers.SlowUpdatesLauncher;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** DESIGN 4, "Joining": a standby that catches up with a primary that is busy. */
class JoiningTest {

  @Test
  void aJoinerThatDoesNotGainSlowsTheUpdatesAndStatusSaysSoUntilItIsLevel() {
    try (PairRun pair = PairRun.of(SlowUpdatesLauncher.class)) {
      PairStatus before = pair.startProtected();
      ClientOptions options = ClientOptions.DEFAULTS.withCallTimeout(Machine.PATIENCE);
      try (SlowUpdatesClient client = SlowUpdatesClient.connect(pair.directory(), options)) {
        Machine.await("the primary knows its side").until(client::serves);
        pair.kill(before.standby().pid());
        Machine.awaitDeath(before.standby().pid());
        Load load = new Load(client);
        PairStatus slowed =
            load.until(pair, status -> status.problems().toString().contains("slowed"));
        // A command of its own might come when it is over.
        assertThat(slowed.toText()).contains("Updates are slowed");
        assertThat(slowed.primary().pid()).isEqualTo(before.primary().pid());
        PairStatus after =
            load.until(
                pair,
                status ->
                    status.state() == PairStatus.State.PROTECTED
                        && status.standby().pid() != before.standby().pid());
        load.end();
        assertThat(after.problems()).isEmpty();
        assertThat(pair.run("status").out()).doesNotContain("Updates are slowed");
      }
    }
  }

  /** Some calls in flight, all the time: more than the joiner can digest, and not too many more. */
  private static final class Load {

    private static final int IN_FLIGHT = 20;

    private final SlowUpdatesClient client;
    private final Queue<CompletableFuture<Long>> inFlight = new ArrayDeque<>();
    private long answered;

    Load(SlowUpdatesClient client) {
      this.client = client;
    }

    PairStatus until(PairRun pair, Predicate<PairStatus> wanted) {
      return pair.await(
          "under load",
          status -> {
            for (int i = 0; i < 500; i++) {
              call();
            }
            return wanted.test(status);
          });
    }

    private void call() {
      if (inFlight.size() == IN_FLIGHT) {
        take();
      }
      inFlight.add(client.countAsync());
    }

    private void take() {
      answered++;
      assertThat(inFlight.remove().join()).isEqualTo(answered);
    }

    void end() {
      while (!inFlight.isEmpty()) {
        take();
      }
    }
  }
}

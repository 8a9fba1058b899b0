package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.system.servers.DifferingStateClient;
import dev.understudy.system.servers.DifferingStateHotClientClient;
import dev.understudy.system.servers.DifferingStateHotClientLauncher;
import dev.understudy.system.servers.DifferingStateLauncher;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Promise 5: what an update without a result has left in the state differs. */
class DifferingStateTest {

  private static final String WHAT = "the state differs after update ";
  private static final String FIELD = ": field `owner`";
  private static final int ENOUGH_FOR_SNAPSHOTS = 1_000;

  @Test
  void aServerStandbyIsRebuiltAndTheFieldIsNamed() {
    try (PairRun pair = PairRun.of(DifferingStateLauncher.class)) {
      PairStatus before = pair.startProtected("--snapshot-every", "4KiB");
      try (DifferingStateClient client = DifferingStateClient.connect(pair.directory())) {
        assertDiffers(pair, before, seat -> client.book(seat, "Ada"), client::own);
      }
    }
  }

  @Test
  void aClientStandbyIsRebuiltAndTheFieldIsNamed() {
    try (PairRun pair = PairRun.of(DifferingStateHotClientLauncher.class)) {
      PairStatus before = pair.startProtected("--snapshot-every", "4KiB");
      try (DifferingStateHotClientClient client =
          DifferingStateHotClientClient.connect(pair.directory())) {
        assertDiffers(pair, before, seat -> client.book(seat, "Ada"), client::own);
      }
    }
  }

  private static void assertDiffers(
      PairRun pair, PairStatus before, Consumer<String> book, Runnable own) {
    for (int i = 0; i < ENOUGH_FOR_SNAPSHOTS; i++) {
      book.accept("seat " + i);
    }
    assertThat(pair.logs()).doesNotContain(WHAT);
    try (Watcher watcher = new Watcher(pair)) {
      own.run();
      int[] booked = {0};
      Machine.await("a difference is told")
          .until(
              () -> {
                booked[0]++;
                book.accept("other seat " + booked[0]);
                return pair.logs().contains(WHAT);
              });
      PairStatus after = pair.awaitProtectedWithout(before.standby().pid());
      assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
      assertThat(after.problems())
          .anyMatch(problem -> problem.contains(WHAT) && problem.contains(FIELD));
      assertThat(pair.logs().lines())
          .anyMatch(line -> line.contains(WHAT) && line.contains(FIELD))
          .anyMatch(line -> line.contains("the standby is rebuilt"));
      assertThat(watcher.seen()).anyMatch(status -> status.state() == State.UNPROTECTED);
    }
  }
}

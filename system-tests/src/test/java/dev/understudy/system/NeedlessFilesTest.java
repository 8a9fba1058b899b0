package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SumsClient;
import dev.understudy.system.servers.SumsLauncher;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Segments and snapshots go once nobody will read them, and never before. */
class NeedlessFilesTest {

  // So that a segment, of 64 MiB, has seven.
  private static final int LARGE_BYTES = 9 << 20;

  private final PairRun place = PairRun.of(SumsLauncher.class);
  private PairRun pair;
  private StateFiles files;

  @AfterEach
  void endPair() {
    place.close();
  }

  private static void send(SumsClient client, int count) {
    for (int i = 0; i < count; i++) {
      client.send(new byte[LARGE_BYTES]);
    }
  }

  /** Has snapshots made until all that was journaled before is needless, but for who lags. */
  private void awaitTwoSnapshotsBehind(SumsClient client, long sequence) {
    Machine.await("two snapshots behind " + sequence)
        .until(
            () -> {
              client.send(new byte[1 << 20]);
              return files.snapshots().stream()
                      .filter(file -> StateFiles.sequenceOf(file) > sequence)
                      .count()
                  >= 2;
            });
  }

  @Test
  void whatAStandbyThatLagsHasNotReadStaysUntilItHas() {
    pair = place.of(OtherMode.as("hot", "client"));
    files = new StateFiles(pair.runDirectory());
    PairStatus status = pair.startProtected("--hang-timeout", "0s", "--snapshot-every", "3MiB");
    ClientOptions patient = ClientOptions.DEFAULTS.withCallTimeout(Machine.PATIENCE);
    try (SumsClient client = SumsClient.connect(pair.directory(), patient)) {
      client.add("a", 1);
      Machine.signal("STOP", status.standby().pid());
      send(client, 8);
      Path first = files.segments().get(0);
      Path second = files.newestSegment();
      assertThat(second).isNotEqualTo(first);
      long read = pair.status().orElseThrow().standby().sequence();
      assertThat(read).isLessThan(StateFiles.sequenceOf(second));
      awaitTwoSnapshotsBehind(client, StateFiles.sequenceOf(second));
      // The removal follows the snapshot; two more have it done once at least.
      awaitTwoSnapshotsBehind(client, StateFiles.sequenceOf(files.newestSnapshot()));
      assertThat(files.segments()).startsWith(first, second);
      assertThat(files.snapshots().size()).isLessThanOrEqualTo(3);
      Machine.await("no snapshot is made any more")
          .during(Duration.ofMillis(500))
          .until(() -> pair.processes().size() == 2);
      assertThat(files.segments()).startsWith(first, second);

      // Nobody calls any more: what it has read goes by itself, since its primary hears of it.
      Machine.signal("CONT", status.standby().pid());
      Machine.await("the first segment has gone").until(() -> !files.segments().contains(first));
      pair.await("level", now -> now.standby().sequence() == now.primary().sequence());
      assertThat(pair.status().orElseThrow().obituaries()).isEmpty();
      pair.kill(status.primary().pid());
      assertThat(client.add("a", 1)).isEqualTo(2);
    }
    PairStatus after = pair.awaitProtectedWithout(status.primary().pid());
    assertThat(after.primary().pid()).isEqualTo(status.standby().pid());
  }
}

package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.SlowSnapshots;
import dev.understudy.system.servers.SlowSnapshotsClient;
import dev.understudy.system.servers.SlowSnapshotsLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A switchover to a standby that is asleep, and has a state to load that takes long. */
class SleeperSwitchoverTest {

  private static final String HANG_TIMEOUT = "1s";
  private static final long LONG_MILLIS = 3_000;

  private PairRun place;
  private PairRun pair;
  private Path habit;

  @BeforeEach
  void choosePlace() {
    place = PairRun.of(SlowSnapshotsLauncher.class);
    habit = place.root().resolve("habit");
  }

  @AfterEach
  void endPair() throws IOException {
    Files.deleteIfExists(habit);
    place.close();
  }

  private PairStatus startWithSnapshot(String role) {
    pair = place.with("-D" + SlowSnapshots.HABIT + "=" + habit).of(OtherMode.as("warm", role));
    pair.startProtected();
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      assertThat(client.add(new byte[0])).isEqualTo(1);
    }
    assertThat(pair.run("stop").exitCode()).isZero();
    return pair.startProtected("--hang-timeout", HANG_TIMEOUT);
  }

  private Process switchover() {
    return pair.launch(
        List.of("switchover", "--dir", pair.directory().toString()), Map.of(), pair.root());
  }

  private long loadingMillis() throws IOException {
    Path told = Path.of(habit + SlowSnapshots.TOLD);
    String text = Files.exists(told) ? Files.readString(told) : "";
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "client"})
  void itIsGivenItsTimeAndClientsAreServedMeanwhile(String role) throws IOException {
    PairStatus before = startWithSnapshot(role);
    Files.writeString(habit, "load");
    Process switchover = switchover();
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      Machine.await("it loads").until(() -> loadingMillis() > 0);
      assertThat(client.add(new byte[0])).isEqualTo(2);
      Machine.await("it loads for longer than a silence")
          .until(() -> loadingMillis() > LONG_MILLIS);
      assertThat(client.add(new byte[0])).isEqualTo(3);
      assertThat(pair.status().orElseThrow().primary().pid()).isEqualTo(before.primary().pid());
      Files.delete(habit);
      Finished finished = pair.finish(switchover);
      assertThat(finished.err()).isEmpty();
      assertThat(finished.exitCode()).isZero();
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
      assertThat(client.add(new byte[0])).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "client"})
  void oneThatDoesNotGetOnIsReplacedAndThePrimaryServesOn(String role) throws IOException {
    PairStatus before = startWithSnapshot(role);
    Files.writeString(habit, "load idly");
    Finished finished = pair.finish(switchover());
    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(finished.err()).contains("The switchover was broken off");
    PairStatus after = pair.awaitProtectedWithout(before.standby().pid());
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    try (SlowSnapshotsClient client = SlowSnapshotsClient.connect(pair.directory())) {
      assertThat(client.add(new byte[0])).isEqualTo(2);
    }
  }
}

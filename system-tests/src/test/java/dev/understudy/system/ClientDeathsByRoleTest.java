package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.system.servers.LeftThingsClient;
import dev.understudy.system.servers.LeftThingsGuest;
import dev.understudy.system.servers.LeftThingsLauncher;
import dev.understudy.system.servers.NotedDeath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 9 in the modes and roles whose standby has what happened from the journal. */
class ClientDeathsByRoleTest {

  private PairRun place;
  private PairRun pair;

  @AfterEach
  void endPair() {
    if (pair != null) {
      pair.close();
      place.close();
    }
  }

  private void killGuest(LeftThingsClient client, String name) {
    Process guest =
        pair.as(LeftThingsGuest.class)
            .launch(List.of(pair.directory().toString(), name), Map.of(), pair.root());
    Machine.await(name + " has left its thing").until(() -> client.things().contains(name));
    pair.kill(guest.pid());
  }

  @ParameterizedTest
  @CsvSource({"hot, client", "warm, server", "warm, client"})
  void theSuccessorKnowsOfADeathAndTellsOfTheNext(String mode, String role) {
    place = PairRun.of(LeftThingsLauncher.class);
    pair = place.of(OtherMode.as(mode, role));
    PairStatus before = pair.startProtected("--session-grace", "2s");
    try (LeftThingsClient client =
        LeftThingsClient.connect(
            pair.directory(), ClientOptions.DEFAULTS.withCallTimeout(Machine.PATIENCE))) {
      killGuest(client, "Ada");
      Machine.await("Ada's obituary").until(() -> client.unclaimed().size() == 1);
      List<NotedDeath> told = client.unclaimed();
      killGuest(client, "Bob");
      pair.kill(before.primary().pid());
      PairStatus after = pair.awaitProtectedWithout(before.primary().pid());
      assertThat(after.primary().pid()).isEqualTo(before.standby().pid());
      assertThat(after.problems()).isEmpty();
      Machine.await("Bob's obituary").until(() -> client.unclaimed().size() == 2);
      assertThat(client.unclaimed()).containsAll(told);
      assertThat(client.unclaimed()).extracting(NotedDeath::name).containsExactly("Ada", "Bob");
      assertThat(client.things()).isEmpty();
    }
  }
}

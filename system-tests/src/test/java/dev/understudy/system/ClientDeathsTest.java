package dev.understudy.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.ClientOptions;
import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.FrameType;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.system.servers.LeftThings;
import dev.understudy.system.servers.LeftThingsClient;
import dev.understudy.system.servers.LeftThingsGuest;
import dev.understudy.system.servers.LeftThingsLauncher;
import dev.understudy.system.servers.LeftThingsReplica;
import dev.understudy.system.servers.NotedDeath;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Promise 9: the death of a client reaches the server class, once and on both sides. */
class ClientDeathsTest {

  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final ServerClass CLOAKROOM =
      new LeftThingsReplica(new LeftThings()).serverClass();

  private static PairRun pair;
  private static LeftThingsClient client;

  @BeforeAll
  static void startPair() {
    pair = PairRun.of(LeftThingsLauncher.class);
    pair.startProtected("--session-grace", GRACE.toSeconds() + "s");
    client =
        LeftThingsClient.connect(
            pair.directory(), ClientOptions.DEFAULTS.withCallTimeout(Machine.PATIENCE));
  }

  @AfterAll
  static void endPair() {
    if (client != null) {
      client.close();
    }
    pair.close();
  }

  /** A client in a process of its own, which has left its thing. */
  private static Process guest(String name) {
    Process guest =
        pair.as(LeftThingsGuest.class)
            .launch(List.of(pair.directory().toString(), name), Map.of(), pair.root());
    Machine.await(name + " has left its thing").until(() -> client.things().contains(name));
    return guest;
  }

  private static List<NotedDeath> obituaries(String name) {
    return client.unclaimed().stream().filter(each -> each.name().equals(name)).toList();
  }

  private static NotedDeath awaitObituary(String name) {
    Machine.await("the obituary of " + name).until(() -> !obituaries(name).isEmpty());
    return obituaries(name).get(0);
  }

  private static PairStatus takeOver() {
    PairStatus before = pair.awaitProtected();
    pair.kill(before.primary().pid());
    return pair.awaitProtectedWithout(before.primary().pid());
  }

  @Test
  void runsOnceAndLeavesTheSameOnBothSides() {
    Process ada = guest("Ada");
    pair.kill(ada.pid());
    NotedDeath told = awaitObituary("Ada");
    assertThat(told.session()).isPositive().isEqualTo(told.contextSession());
    assertThat(client.things()).doesNotContain("Ada");
    List<NotedDeath> before = client.unclaimed();
    PairStatus after = takeOver();
    assertThat(client.unclaimed()).as("what the former standby has").isEqualTo(before);
    assertThat(client.things()).doesNotContain("Ada");
    assertThat(after.problems()).isEmpty();
    // Whoever dies now is told of after any second obituary of Ada's would have been.
    pair.kill(guest("Bob").pid());
    awaitObituary("Bob");
    assertThat(obituaries("Ada")).containsExactly(told);
  }

  @Test
  void isNotToldOfWhoIsBackInTimeNorOfWhoClosedInOrder() throws IOException {
    LeftThingsClient.connect(pair.directory(), ClientOptions.DEFAULTS.withName("polite")).close();
    PairFile file = PairFile.read(pair.runDirectory()).orElseThrow();
    Stranger gone = Stranger.at(pair.directory().resolve(file.primaryEndpoint()));
    long session = welcome(gone, 0);
    gone.close();
    try (Stranger back = Stranger.at(pair.directory().resolve(file.primaryEndpoint()))) {
      assertThat(welcome(back, session)).isEqualTo(session);
      pair.kill(guest("Cid").pid());
      awaitObituary("Cid");
      assertThat(obituaries("stranger")).isEmpty();
      assertThat(obituaries("polite")).isEmpty();
    }
    assertThat(awaitObituary("stranger").session()).isEqualTo(session);
  }

  private long welcome(Stranger stranger, long session) throws IOException {
    stranger.send(Stranger.clientHello(CLOAKROOM, session, pair.life()));
    WireInput frame = new WireInput(stranger.receive());
    while (frame.readByte() != FrameType.WELCOME) {
      frame = new WireInput(stranger.receive()); // The obituary of a former primary.
    }
    return frame.readLong();
  }

  @Test
  void isToldOnceByTheSuccessorWithANewGraceWhenATakeoverFallsInBetween() {
    Process dan = guest("Dan");
    long dead = pair.awaitProtected().primary().pid();
    pair.kill(dan.pid());
    Instant died = Instant.now();
    // So that a grace that goes on from before can be told from one that starts anew.
    Machine.await("a third of the grace")
        .until(() -> Instant.now().isAfter(died.plus(GRACE.dividedBy(3))));
    assertThat(obituaries("Dan")).isEmpty();
    Obituary ofThePrimary =
        takeOver().obituaries().stream()
            .filter(each -> each.pid() == dead)
            .findFirst()
            .orElseThrow();
    NotedDeath told = awaitObituary("Dan");
    assertThat(told.at()).isAfter(ofThePrimary.detectedAt().plus(GRACE));
    pair.kill(guest("Eve").pid());
    awaitObituary("Eve");
    assertThat(obituaries("Dan")).containsExactly(told);
    assertThat(obituaries("Eve")).hasSize(1);
  }

  @Test
  void whatItThrowsIsLoggedAndIsNoFaultOfTheNode() {
    PairStatus before = pair.awaitProtected();
    pair.kill(guest(LeftThings.CURSED).pid());
    awaitObituary(LeftThings.CURSED);
    Machine.await("it is logged")
        .until(
            () ->
                pair.logs()
                    .contains(
                        "(cursed) ended by death: ownerDied(ClientObituary) threw"
                            + " java.lang.IllegalStateException: the thing bites"));
    PairStatus after = pair.awaitProtected();
    assertThat(after.primary().pid()).isEqualTo(before.primary().pid());
    assertThat(after.standby().pid()).isEqualTo(before.standby().pid());
    assertThat(client.things()).doesNotContain(LeftThings.CURSED);
  }
}

package dev.understudy.runtime.core.primary;

import static dev.understudy.runtime.core.primary.CoreFixture.ofPair;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.simulation.Ledger;
import dev.understudy.runtime.simulation.LedgerCall;
import dev.understudy.runtime.simulation.RecordingPort;
import dev.understudy.runtime.simulation.Replay;
import dev.understudy.runtime.wire.LogRecord;
import org.junit.jupiter.api.Test;

/** What is refused before it is applied: for want of room, or as a bad call; promises 8, 10, 13. */
class RefusalTest {

  @Test
  void aFullDiskRefusesBeforeAnythingIsAppliedAndQueriesAreServed() {
    CoreFixture pair = ofPair();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.settle();
    pair.ada.forget();
    pair.room = 0;
    byte[] before = Replay.saved(pair.standby.state());
    pair.call(2, LedgerCall.add(1, 7, 101));
    pair.call(3, LedgerCall.read(1));
    RecordingPort bob = new RecordingPort();
    pair.batch(() -> pair.primary.openSession(bob, "Bob"));
    pair.settle();
    assertThat(pair.ada.heard()).hasSize(2);
    assertThat(pair.ada.heard().get(0)).startsWith("2 REFUSED the disk").contains("full");
    assertThat(pair.ada.heard().get(1)).isEqualTo("3 = 5 at 2");
    assertThat(bob.heard()).hasSize(1).first().asString().startsWith("LIMIT the disk");
    assertThat(Replay.saved(pair.standby.state())).isEqualTo(before);
    pair.room = Integer.MAX_VALUE;
    pair.call(4, LedgerCall.add(1, 7, 102));
    pair.settle();
    assertThat(pair.ada.heard()).last().isEqualTo("4 = 12 at 3");
  }

  @Test
  void aFullDiskIsToldOnceAndThatItHasRoomAgainWithoutACall() {
    CoreFixture pair = new CoreFixture();
    pair.batch(() -> pair.primary.openSession(pair.ada, "Ada"));
    pair.room = 0;
    assertThat(pair.primary.lacksRoom()).isFalse();
    pair.call(1, LedgerCall.add(1, 5, 100));
    pair.call(2, LedgerCall.add(1, 5, 101));
    tickFor(pair, 50);
    assertThat(pair.primary.lacksRoom()).isTrue();
    pair.room = 50; // Not enough for what was refused.
    tickFor(pair, 50);
    assertThat(pair.primary.lacksRoom()).isTrue();
    pair.room = Integer.MAX_VALUE;
    tickFor(pair, 50);
    assertThat(pair.primary.lacksRoom()).isFalse();
    assertThat(pair.events.stream().filter(event -> event.contains("disk")))
        .hasSize(2)
        .satisfiesExactly(
            full -> assertThat(full).contains("is full"),
            again -> assertThat(again).contains("room again"));
  }

  @Test
  void whatIsSmallerThanWhatWasRefusedDoesNotEndTheLack() {
    CoreFixture alone = new CoreFixture();
    alone.batch(() -> alone.primary.openSession(alone.ada, "Ada"));
    alone.room = 1000;
    String longName = "Bob".repeat(500);
    alone.batch(() -> alone.primary.openSession(new RecordingPort(), longName));
    alone.call(1, LedgerCall.add(1, 5, 100));
    assertThat(alone.ada.heard()).last().isEqualTo("1 = 5 at 2");
    assertThat(alone.primary.lacksRoom()).isTrue();
    alone.room = Integer.MAX_VALUE;
    alone.batch(() -> alone.primary.openSession(new RecordingPort(), longName));
    assertThat(alone.primary.lacksRoom()).isFalse();
  }

  private static void tickFor(CoreFixture pair, int ticks) {
    for (int i = 0; i < ticks; i++) {
      pair.batch(() -> pair.primary.tick());
    }
  }

  @Test
  void roomIsAskedForAllOfTheBatchSoThatItsWriteCannotMeetAFullDisk() {
    for (int room = 0; room < 500; room += 10) {
      CoreFixture pair = ofPair();
      pair.room = room;
      pair.batch(
          () -> pair.request(1, LedgerCall.add(1, 5, 100)),
          () -> pair.primary.openSession(new RecordingPort(), "Bob"),
          () -> pair.request(2, LedgerCall.add(1, 5, 101)),
          () -> pair.primary.sessionEnded(pair.ada));
      pair.settle();
      assertThat(Replay.saved(Replay.of(pair.journal)))
          .isEqualTo(Replay.saved(pair.standby.state()));
    }
  }

  @Test
  void argumentsThatCannotBeDecodedAreNotNumbered() {
    CoreFixture pair = ofPair();
    pair.batch(
        () -> pair.request(1, LedgerCall.add(1, 5, 100)),
        () -> pair.request(2, LedgerCall.malformed(Ledger.ADD)),
        () -> pair.request(3, LedgerCall.add(1, 5, 102)),
        () -> pair.request(4, LedgerCall.malformed(Ledger.READ)),
        () -> pair.request(5, new LedgerCall(17, new byte[0])));
    pair.settle();
    assertThat(pair.ada.heard())
        .containsExactly(
            "abandoned: the arguments of update 0 cannot be decoded",
            "abandoned: the arguments of query 5 cannot be decoded",
            "abandoned: it called operation 17 of 7",
            "1 = 5 at 2",
            "3 = 10 at 3");
    assertThat(Replay.saved(Replay.of(pair.journal))).isEqualTo(Replay.saved(pair.standby.state()));
  }

  @Test
  void argumentsThatAreTooLargeAreRefused() {
    CoreFixture pair = ofPair();
    byte[] large = new byte[LogRecord.MAX_BYTES - LogRecord.HEADER_BYTES];
    pair.call(1, new LedgerCall(Ledger.ADD, large));
    assertThat(pair.ada.heard()).hasSize(1);
    assertThat(pair.ada.heard().get(0)).startsWith("1 REFUSED its arguments are too large");
    assertThat(pair.primary.applied()).isEqualTo(1);
  }
}

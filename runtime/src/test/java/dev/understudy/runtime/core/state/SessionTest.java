package dev.understudy.runtime.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The outcomes that a session keeps, against a map that does the same. */
class SessionTest {

  private static byte[] bytes(long value) {
    return new byte[] {(byte) value, (byte) (value >> 8)};
  }

  private static byte[] saved(Session session) {
    WireOutput out = WireOutput.forSnapshot();
    session.save(out);
    return out.toByteArray();
  }

  private static Session loaded(byte[] saved) {
    return Session.load(WireInput.ofSnapshot(saved, 0, saved.length));
  }

  @RepeatedTest(200)
  void keepsWhatAMapWouldKeep(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    Session session = new Session(7, "Ada");
    TreeMap<Long, byte[]> model = new TreeMap<>();
    long next = 1;
    long confirmed = 1;
    for (int i = 0; i < 200; i++) {
      // Some numbers are queries', some are refused and come late.
      long request = confirmed + random.nextInt(12);
      if (!model.containsKey(request)) {
        confirmed += random.nextInt(4) == 0 ? random.nextLong(request - confirmed + 1) : 0;
        session.applied(request, confirmed, bytes(request + i));
        model.put(request, bytes(request + i));
        model.headMap(confirmed).clear();
        next = Math.max(next, request + 1);
      }
      if (random.nextInt(20) == 0) {
        session = loaded(saved(session));
      }
      assertThat(session.confirmed()).as("seed %d", seed).isEqualTo(confirmed);
      assertThat(session.keptOutcomes()).as("seed %d", seed).isEqualTo(model.size());
      assertThat(session.keptBytes(0)).as("seed %d", seed).isEqualTo(2L * model.size());
      assertThat(session.keptBytes(confirmed + 3))
          .as("seed %d", seed)
          .isEqualTo(2L * model.tailMap(confirmed + 3).size());
      for (long asked = Math.max(0, confirmed - 3); asked < next + 3; asked++) {
        assertThat(session.outcomeOf(asked)).as("seed %d", seed).isEqualTo(model.get(asked));
      }
    }
  }

  @Test
  void aLowerConfirmationThanBeforeChangesNothing() {
    Session session = new Session(7, "Ada");
    session.applied(5, 5, bytes(5));
    session.applied(6, 2, bytes(6));
    assertThat(session.confirmed()).isEqualTo(5);
    assertThat(session.outcomeOf(5)).isEqualTo(bytes(5));
  }

  @Test
  void aSessionThatWasLoadedIsTheOneThatWasSaved() {
    Session session = new Session(7, "Ada");
    for (int request = 1; request < 20; request++) {
      session.applied(request, Math.max(1, request - 6), bytes(request));
    }
    Session again = loaded(saved(session));
    assertThat(saved(again)).isEqualTo(saved(session));
    assertThat(again.client()).isEqualTo(session.client());
    assertThat(again.id()).isEqualTo(7);
  }
}

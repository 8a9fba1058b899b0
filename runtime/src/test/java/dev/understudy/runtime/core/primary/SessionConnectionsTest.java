package dev.understudy.runtime.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.core.state.SessionTable;
import dev.understudy.runtime.simulation.RecordingPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SessionConnectionsTest {

  private static final int GRACE = 3;

  private final SessionConnections conversations =
      new SessionConnections(GRACE, new SessionTable());

  /**
   * A session is dead when it has had no connection for more than its grace, however many it had.
   */
  @RepeatedTest(50)
  void countTicksWithoutAnyConnection(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    Map<Long, List<RecordingPort>> connected = new HashMap<>();
    Map<Long, Integer> away = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      long session = 1L + random.nextInt(3);
      List<RecordingPort> ports = connected.computeIfAbsent(session, id -> new ArrayList<>());
      int choice = random.nextInt(4);
      if (choice == 0) {
        RecordingPort port = new RecordingPort();
        conversations.joined(session, port);
        ports.add(port);
        away.remove(session);
      } else if (choice < 3 && !ports.isEmpty()) {
        conversations.left(ports.remove(random.nextInt(ports.size())));
        if (ports.isEmpty()) {
          away.put(session, 0);
        }
      } else {
        away.replaceAll((id, ticks) -> ticks + 1);
        List<Long> dead = away.keySet().stream().filter(id -> away.get(id) > GRACE).toList();
        assertThat(conversations.tick()).containsExactlyInAnyOrderElementsOf(dead);
        dead.forEach(away::remove);
      }
    }
  }

  @Test
  void aConnectionIsCountedOnceAndForgottenOnce() {
    RecordingPort port = new RecordingPort();
    conversations.joined(5, port);
    conversations.joined(5, port);
    assertThat(conversations.sessionOf(port)).isEqualTo(5);
    conversations.left(port);
    conversations.left(port);
    assertThat(conversations.sessionOf(port)).isEqualTo(SessionConnections.NONE);
    for (int i = 0; i < GRACE; i++) {
      assertThat(conversations.tick()).isEmpty();
    }
    assertThat(conversations.tick()).containsExactly(5L);
    assertThat(conversations.tick()).isEmpty();
  }

  @Test
  void aRefusalStandsForEarlierCallsAndNotForLaterOnes() {
    conversations.refused(5, 7);
    conversations.refused(5, 6);
    assertThat(conversations.wasRefused(5, 3)).isTrue();
    assertThat(conversations.wasRefused(5, 7)).isTrue();
    assertThat(conversations.wasRefused(5, 8)).isFalse();
    assertThat(conversations.wasRefused(6, 7)).isFalse();
    conversations.ended(5);
    assertThat(conversations.wasRefused(5, 7)).isFalse();
  }

  @Test
  void aCallerInsideIsNeverRefusedTwice() {
    conversations.refused(SessionConnections.NONE, 7);
    assertThat(conversations.wasRefused(SessionConnections.NONE, 7)).isFalse();
  }
}

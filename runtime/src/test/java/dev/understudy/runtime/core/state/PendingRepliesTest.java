package dev.understudy.runtime.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.simulation.RecordingPort;
import org.junit.jupiter.api.Test;

class PendingRepliesTest {

  private static final byte[] OUTCOME = {};

  private final PendingReplies pending = new PendingReplies();
  private final RecordingPort ada = new RecordingPort();
  private final RecordingPort bob = new RecordingPort();

  @Test
  void goInTheOrderOfTheirCallsAndNotBeforeTheirUpdateIsSafe() {
    pending.addReply(5, ada, 1, OUTCOME);
    pending.addReply(5, bob, 1, OUTCOME);
    pending.addWelcome(6, bob, new Session(6, "Bob"));
    pending.addReply(7, ada, 2, OUTCOME);
    assertThat(pending.size()).isEqualTo(4);
    pending.release(4);
    assertThat(ada.heard()).isEmpty();
    pending.release(5);
    assertThat(ada.heard()).hasSize(1);
    assertThat(bob.heard()).hasSize(1);
    pending.release(6);
    assertThat(bob.heard()).hasSize(2).last().isEqualTo("welcome 6");
    pending.release(6);
    assertThat(pending.size()).isEqualTo(1);
    pending.release(100);
    assertThat(ada.heard()).hasSize(2);
    assertThat(pending.size()).isZero();
  }

  @Test
  void waitForEverWhileNothingIsSafe() {
    pending.addReply(0, ada, 1, OUTCOME);
    pending.release(-1);
    assertThat(ada.heard()).isEmpty();
    pending.release(0);
    assertThat(ada.heard()).hasSize(1);
  }
}

package dev.understudy.runtime.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.core.Restarts.Ending;
import dev.understudy.runtime.core.Restarts.Next;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether a guardian starts another primary, and when. */
class RestartsTest {

  private final Restarts restarts = new Restarts();

  private Next after(Ending ending) {
    return restarts.after(ending, Duration.ZERO, false);
  }

  @Test
  void aPairThatDiesIsStartedAgain() {
    restarts.served();
    assertThat(after(Ending.DIED)).isEqualTo(Next.START);
    assertThat(after(Ending.KILLED)).isEqualTo(Next.START);
  }

  @Test
  void aPairThatEndsInOrderEndsTheGuardian() {
    assertThat(after(Ending.IN_ORDER)).isEqualTo(Next.END);
  }

  @Test
  void aFirstPrimaryThatIsRefusedFailsAndALaterOneIsTriedAgain() {
    assertThat(after(Ending.REFUSED)).isEqualTo(Next.FAIL);
    restarts.served();
    assertThat(after(Ending.REFUSED)).isEqualTo(Next.START);
  }

  @Test
  void itGivesUpWhereThreeInARowCannotRunAndNoneHasServed() {
    assertThat(after(Ending.NOT_RUN)).isEqualTo(Next.START);
    assertThat(after(Ending.NOT_SERVED)).isEqualTo(Next.START);
    assertThat(after(Ending.NOT_RUN)).isEqualTo(Next.START);
    assertThat(after(Ending.NOT_RUN)).isEqualTo(Next.START);
    assertThat(after(Ending.NOT_RUN)).isEqualTo(Next.GIVE_UP);
    assertThat(restarts.notRun()).isEqualTo(3);
  }

  @Test
  void onceOneHasServedItNeverGivesUp() {
    restarts.served();
    for (int i = 0; i < 100; i++) {
      assertThat(after(Ending.NOT_RUN)).isEqualTo(Next.START);
    }
    assertThat(restarts.pause()).isPositive();
  }

  @Test
  void oneThatIsAskedToEndStartsNoMore() {
    restarts.served();
    for (Ending ending : Ending.values()) {
      assertThat(restarts.after(ending, Duration.ZERO, true)).isEqualTo(Next.END);
    }
  }

  @Test
  void aKillFromOutsideIsNoCrashLoop() {
    restarts.served();
    after(Ending.DIED);
    after(Ending.DIED);
    assertThat(restarts.pause()).isPositive();
    after(Ending.KILLED);
    assertThat(restarts.pause()).isZero();
    assertThat(restarts.failures()).isZero();
  }
}

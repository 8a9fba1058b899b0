package dev.understudy.runtime.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** DESIGN 4: "A joiner that does not gain slows the admission of updates". */
class AdmissionTest {

  private static final int WINDOW = Admission.WINDOW_TICKS;

  private final Admission admission = new Admission();
  private long applied = 100_000;
  private long digested;
  private boolean joining = true;

  /** Ticks; in each, clients bring so many updates, and the joiner digests so many. */
  private void ticks(int count, int brought, int digests) {
    for (int i = 0; i < count; i++) {
      for (int call = 0; call < brought && admission.admits(); call++) {
        applied++;
        admission.applied();
      }
      digested = Math.min(applied, digested + digests);
      admission.tick(joining, applied, digested);
    }
  }

  @Test
  void admitsAllWithoutAJoiner() {
    joining = false;
    ticks(10 * WINDOW, 1000, 0);
    assertThat(admission.isSlowed()).isFalse();
    assertThat(applied).isEqualTo(100_000 + 10_000 * WINDOW);
  }

  @Test
  void admitsAllWhileAJoinerGains() {
    ticks(5 * WINDOW, 100, 1_000);
    assertThat(admission.isSlowed()).isFalse();
  }

  @Test
  void slowsForAJoinerThatDoesNotGainUntilItIsNear() {
    ticks(1 + WINDOW, 1000, 800);
    assertThat(admission.isSlowed()).isTrue();
    int ticks = 0;
    while (applied - digested > 1_000 && ticks < 1_000) {
      ticks(1, 1000, 800);
      ticks++;
    }
    assertThat(applied - digested).isLessThanOrEqualTo(1_000);
    joining = false;
    ticks(1, 0, 0);
    assertThat(admission.isSlowed()).isFalse();
  }

  @Test
  void slowsForOneThatGainsTooLittleEverToBeLevel() {
    ticks(1 + WINDOW, 1000, 1001);
    assertThat(admission.isSlowed()).isTrue();
  }

  @Test
  void admitsSomeEvenWhenAJoinerStandsStill() {
    ticks(1 + 20 * WINDOW, 1000, 0);
    long before = applied;
    ticks(WINDOW, 1000, 0);
    assertThat(applied - before).isEqualTo(WINDOW);
  }

  @Test
  void oneMomentOfStandingStillSlowsABitOnly() {
    ticks(1 + WINDOW, 1000, 0);
    long before = applied;
    ticks(WINDOW, 1000, 0);
    assertThat(applied - before).isBetween(2_000L, 2_600L);
  }
}

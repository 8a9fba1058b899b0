package dev.understudy.runtime.core.primary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.runtime.core.standby.WarmStandby;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.simulation.Ledger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mode WARM: a standby that sleeps, and is woken for a switchover. */
class WarmTest {

  private static final int HANG_TICKS = CoreFixture.LIMITS.hangTicks();

  private CoreFixture pair;

  @BeforeEach
  void begin() {
    pair = new CoreFixture(CoreFixture.LIMITS, Ledger.of(Mode.WARM, StandbyRole.SERVER));
    pair.batch(() -> pair.primary.standbyJoined(0));
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.ASLEEP);
  }

  private void ticks(int count) {
    for (int i = 0; i < count; i++) {
      pair.batch(pair.primary::tick);
    }
  }

  @Test
  void asleepItIsNotNearHoweverLittleThereIs() {
    assertThat(pair.primary.applied()).isZero();
    assertThat(pair.primary.isStandbyNear()).isFalse();
  }

  @Test
  void asleepItNeedsNoJournalAndWokenItDoes() {
    assertThat(pair.primary.standbyNeedsJournalAfter()).isEqualTo(Long.MAX_VALUE);
    pair.primary.wakeStandby();
    assertThat(pair.primary.standbyNeedsJournalAfter()).isZero();
  }

  @Test
  void isWokenOnceAndNearOnceItHasLoaded() {
    pair.primary.wakeStandby();
    pair.primary.wakeStandby();
    assertThat(pair.events).containsOnlyOnce("wake");
    assertThat(pair.primary.isStandbyLoading()).isTrue();
    assertThat(pair.primary.isStandbyNear()).isFalse();
    pair.primary.standbyProgressed(0);
    assertThat(pair.primary.isStandbyLoading()).isFalse();
    assertThat(pair.primary.isStandbyNear()).isTrue();
  }

  @Test
  void mayBeSilentWhileItLoadsAndIsAtWork() {
    pair.primary.wakeStandby();
    pair.atWork = true;
    ticks(3 * HANG_TICKS);
    assertThat(pair.primary.standbyPhase()).isEqualTo(StandbyPhase.ASLEEP);
    pair.atWork = false;
    ticks(HANG_TICKS);
    assertThat(pair.events).contains("kill: it was silent for too long");
  }

  @Test
  void mayNotBeSilentWhenItHasLoadedOrSleeps() {
    pair.atWork = true;
    pair.primary.wakeStandby();
    pair.primary.standbyProgressed(0);
    ticks(HANG_TICKS);
    assertThat(pair.events).contains("kill: it was silent for too long");
  }

  @Test
  void theNextOneSleeps() {
    pair.primary.wakeStandby();
    pair.primary.standbyProgressed(0);
    pair.batch(() -> pair.primary.standbyLinkLost("the link has ended"));
    pair.batch(pair.primary::standbyDied);
    pair.batch(() -> pair.primary.standbyJoined(0));
    assertThat(pair.primary.isStandbyNear()).isFalse();
    pair.primary.wakeStandby();
    assertThat(pair.events.stream().filter("wake"::equals)).hasSize(2);
  }

  @Test
  void aSleeperDigestsNothingUntilItIsWoken() {
    CoreFixture silent = new CoreFixture();
    WarmStandby standby =
        new WarmStandby(new StateMachine(silent.understudy), silent.new ToPrimary());
    assertThat(standby.needsJournal()).isFalse();
    standby.wake();
    assertThat(standby.needsJournal()).isTrue();
    standby.progressed();
    standby.progressed();
    assertThat(silent.toPrimary).hasSize(1);
  }
}

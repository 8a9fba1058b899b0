package dev.understudy.runtime.core.primary;

import static dev.understudy.runtime.core.primary.StandbyPhase.ASLEEP;
import static dev.understudy.runtime.core.primary.StandbyPhase.DROPPED;
import static dev.understudy.runtime.core.primary.StandbyPhase.JOINING;
import static dev.understudy.runtime.core.primary.StandbyPhase.LIVE;
import static dev.understudy.runtime.core.primary.StandbyPhase.NONE;
import static dev.understudy.runtime.core.primary.StandbyPhase.READY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StandbyPhaseTest {

  private static final Map<StandbyPhase, Set<StandbyPhase>> NEXT =
      Map.of(
          NONE, EnumSet.of(JOINING, ASLEEP),
          JOINING, EnumSet.of(LIVE, READY, DROPPED, NONE),
          LIVE, EnumSet.of(READY, DROPPED, NONE),
          READY, EnumSet.of(DROPPED, NONE),
          ASLEEP, EnumSet.of(DROPPED, NONE),
          DROPPED, EnumSet.of(NONE));

  @ParameterizedTest
  @EnumSource(StandbyPhase.class)
  void becomesWhatItsDiagramSaysAndNothingElse(StandbyPhase phase) {
    for (StandbyPhase next : StandbyPhase.values()) {
      assertThat(phase.mayBecome(next))
          .as("%s -> %s", phase, next)
          .isEqualTo(NEXT.get(phase).contains(next));
    }
  }
}

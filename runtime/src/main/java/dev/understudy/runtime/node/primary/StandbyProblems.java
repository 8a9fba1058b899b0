package dev.understudy.runtime.node.primary;

import dev.understudy.runtime.core.primary.StandbyPhase;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.observe.EventLog;
import org.jspecify.annotations.Nullable;

/** What is wrong with the standbys of an epoch, for people. Writer thread only. */
final class StandbyProblems {

  private @Nullable String lost;
  private @Nullable Difference difference;

  /** How a standby differed, or null. */
  @Nullable Difference difference() {
    return difference;
  }

  /** Why the last standby was of no use, as a sentence; null if it was, or there was none. */
  @Nullable String lost() {
    return lost;
  }

  /** The standby has come to another result or state; the core has it killed. */
  void differs(Difference found) {
    difference = found;
    EventLog.event(found.event() + "; the standby is rebuilt. " + found.advice());
  }

  /** A standby is level, or asleep. */
  void isProtected(StandbyPhase phase, long pid, long sequence) {
    lost = null;
    EventLog.event(
        phase == StandbyPhase.ASLEEP
            ? "protected: standby %d is asleep".formatted(pid)
            : "protected: standby %d is ready at update %d".formatted(pid, sequence));
  }

  /**
   * A standby is dead.
   *
   * @param wasOfUse whether it had protected the pair until then
   */
  void isLost(long pid, String why, boolean wasOfUse) {
    if (!wasOfUse) {
      lost = "The last standby, process %d, was of no use: %s.".formatted(pid, why);
    }
    EventLog.event("standby %d lost: %s; another one is started".formatted(pid, why));
  }
}

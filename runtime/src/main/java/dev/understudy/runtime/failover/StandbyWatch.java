package dev.understudy.runtime.failover;

import dev.understudy.runtime.replication.Difference;
import dev.understudy.runtime.replication.UnansweredOutcomes;
import dev.understudy.runtime.spi.ServerClass;
import org.jspecify.annotations.Nullable;

/**
 * The standby as its primary sees it: how far it is, what it has answered, and whether it must go.
 * Decides which update is safe from the death of the primary.
 */
final class StandbyWatch {

  /** No update: while a dropped standby may live, nothing is safe to tell. */
  private static final long NOTHING = -1;

  private final CoreLimits limits;
  private final PrimaryEffects effects;
  private final UnansweredOutcomes unanswered;
  private Silence silence;
  private StandbyPhase phase = StandbyPhase.NONE;
  private long digested;

  StandbyWatch(ServerClass serverClass, CoreLimits limits, PrimaryEffects effects) {
    this.limits = limits;
    this.effects = effects;
    this.unanswered = new UnansweredOutcomes(serverClass);
    this.silence = new Silence(limits.hangTicks());
  }

  StandbyPhase phase() {
    return phase;
  }

  /** The last update that the standby is known to have digested. */
  long digested() {
    return digested;
  }

  private void become(StandbyPhase next) {
    if (!phase.mayBecome(next)) {
      throw new IllegalStateException("a standby that is " + phase + " cannot become " + next);
    }
    phase = next;
    silence.heard();
  }

  void joined(long recoveredUpTo) {
    become(StandbyPhase.JOINING);
    digested = recoveredUpTo;
  }

  void heard() {
    silence.heard();
  }

  void progressed(long upTo) {
    silence.heard();
    digested = Math.max(digested, upTo);
  }

  /** Whether a joiner lacks so little that it can be made live between two batches. */
  boolean isNear(long applied) {
    return phase == StandbyPhase.JOINING && applied - digested <= limits.nearUpdates();
  }

  void live(long journaled) {
    become(StandbyPhase.LIVE);
    unanswered.reset(journaled);
    effects.goLive(journaled);
  }

  boolean isForwardedTo() {
    return phase == StandbyPhase.LIVE || phase == StandbyPhase.READY;
  }

  void forwarded(int operation, byte[] outcome) {
    unanswered.add(operation, outcome);
    if (unanswered.size() > limits.maxUnanswered()) {
      drop("it left " + unanswered.size() + " updates unanswered");
    }
  }

  void answered(byte[] bytes, int offset, int length) {
    if (phase != StandbyPhase.READY) {
      return; // It is being killed: what it still says does not count.
    }
    silence.heard();
    if (unanswered.size() == 0) {
      drop("it answered an update that was not forwarded to it");
      return;
    }
    @Nullable Difference difference = unanswered.answer(bytes, offset, length);
    if (difference != null) {
      effects.resultDiffers(difference);
      drop("its result of update " + difference.sequence() + " differs");
      return;
    }
    digested = unanswered.answered();
  }

  void ready(long upTo) {
    if (phase != StandbyPhase.LIVE) {
      return;
    }
    become(StandbyPhase.READY);
    unanswered.skipTo(upTo);
    digested = Math.max(digested, upTo);
    effects.standbyReady(upTo);
  }

  /** The link to the standby has ended, or speaks nonsense. */
  void linkLost(String why) {
    if (phase != StandbyPhase.NONE && phase != StandbyPhase.DROPPED) {
      drop(why);
    }
  }

  private void drop(String why) {
    become(StandbyPhase.DROPPED);
    effects.killStandby(why);
  }

  /** The kernel says that the standby is dead. */
  void died() {
    if (phase != StandbyPhase.NONE) {
      become(StandbyPhase.NONE); // Else it died before it joined.
    }
    unanswered.reset(0);
    digested = 0;
  }

  void tick() {
    if (phase == StandbyPhase.NONE || phase == StandbyPhase.DROPPED) {
      return;
    }
    effects.heartbeat();
    if (silence.tick()) {
      drop("it was silent for too long");
    }
  }

  /** The last update whose reply may go, given how far the journal is safe. */
  long safe(long journaled) {
    return switch (phase) {
      case NONE, JOINING, LIVE -> journaled;
      case READY -> Math.min(journaled, unanswered.answered());
      case DROPPED -> NOTHING;
    };
  }
}

package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.core.state.UnansweredOutcomes;
import dev.understudy.runtime.spi.ServerClass;
import org.jspecify.annotations.Nullable;

/**
 * Mode HOT, standby role SERVER: the standby is told every update and answers with its result; once
 * it is READY no reply goes before its answer.
 */
final class HotServerWatch extends StandbyWatch {

  private final UnansweredOutcomes unanswered;
  private final boolean compares;

  HotServerWatch(ServerClass serverClass, CoreLimits limits, PrimaryEffects effects) {
    super(limits, effects);
    this.unanswered = new UnansweredOutcomes(serverClass);
    this.compares = serverClass.compareResults();
  }

  @Override
  void batchEnded(long journaled) {
    if (phase() == StandbyPhase.JOINING && isNear(journaled)) {
      become(StandbyPhase.LIVE);
      unanswered.reset(journaled);
      effects.goLive(journaled);
    }
  }

  @Override
  boolean isForwardedTo() {
    return phase() == StandbyPhase.LIVE || phase() == StandbyPhase.READY;
  }

  @Override
  void forwarded(int operation, byte[] outcome) {
    unanswered.add(operation, outcome);
    if (unanswered.size() > limits.maxUnanswered()) {
      drop("it left " + unanswered.size() + " updates unanswered");
    }
  }

  @Override
  void answered(byte[] bytes, int offset, int length) {
    if (phase() != StandbyPhase.READY) {
      return; // It is being killed: what it still says does not count.
    }
    heard();
    if (unanswered.size() == 0) {
      drop("it answered an update that was not forwarded to it");
      return;
    }
    @Nullable Difference difference = unanswered.answer(bytes, offset, length);
    if (difference != null) {
      differs(difference);
      return;
    }
    digestedUpTo(unanswered.answered());
  }

  @Override
  boolean comparesState() {
    return compares && phase() == StandbyPhase.READY;
  }

  /** {@inheritDoc} Results are compared here, and states by the standby. */
  @Override
  void differs(Difference difference) {
    if (phase() == StandbyPhase.READY) {
      effects.standbyDiffers(difference);
      drop(difference.reason());
    }
  }

  @Override
  void ready(long upTo) {
    if (phase() != StandbyPhase.LIVE) {
      return;
    }
    become(StandbyPhase.READY);
    unanswered.skipTo(upTo);
    digestedUpTo(upTo);
    effects.standbyReady(upTo);
  }

  @Override
  void died() {
    super.died();
    unanswered.reset(0);
  }

  @Override
  long safe(long journaled) {
    return switch (phase()) {
      case READY -> Math.min(journaled, unanswered.answered());
      case DROPPED -> NOTHING;
      default -> journaled;
    };
  }
}

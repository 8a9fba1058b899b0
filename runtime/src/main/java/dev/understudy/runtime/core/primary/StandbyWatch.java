package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.TickTimeout;
import dev.understudy.runtime.core.state.Difference;
import dev.understudy.runtime.spi.ServerClass;

/**
 * Watches the standby for its primary: how far it is, and whether it is dropped, for silence, lag
 * or a result that differs. Decides which update is safe from the death of the primary. What is
 * special to a mode and a standby role is decided by a subclass each.
 */
abstract class StandbyWatch {

  /** No update: while a standby that must not succeed may live, nothing is safe to tell. */
  static final long NOTHING = -1;

  final CoreLimits limits;
  final PrimaryEffects effects;
  private final TickTimeout silence;
  private final DroppedStandby dropped;
  private StandbyPhase phase = StandbyPhase.NONE;
  private long digested;
  private int ticksSinceHeartbeat;

  StandbyWatch(CoreLimits limits, PrimaryEffects effects) {
    this.limits = limits;
    this.effects = effects;
    this.silence = new TickTimeout(limits.hangTicks());
    this.dropped = new DroppedStandby(limits, effects);
  }

  /** The watch for the mode and the standby role of a class. */
  static StandbyWatch of(ServerClass serverClass, CoreLimits limits, PrimaryEffects effects) {
    return switch (serverClass.mode()) {
      case HOT ->
          switch (serverClass.standbyRole()) {
            case SERVER -> new HotServerWatch(serverClass, limits, effects);
            case CLIENT -> new HotClientWatch(limits, effects, serverClass.compareResults());
          };
      case WARM, COLD -> new WarmWatch(limits, effects); // In COLD nobody ever joins.
    };
  }

  final StandbyPhase phase() {
    return phase;
  }

  /** The last update that the standby is known to have digested. */
  final long digested() {
    return digested;
  }

  final void digestedUpTo(long upTo) {
    digested = Math.max(digested, upTo);
  }

  final void become(StandbyPhase next) {
    if (!phase.mayBecome(next)) {
      throw new IllegalStateException("a standby that is " + phase + " cannot become " + next);
    }
    phase = next;
    silence.heard();
  }

  /** The standby is linked, and has recovered so far. */
  void joined(long recoveredUpTo) {
    become(StandbyPhase.JOINING);
    digested = recoveredUpTo;
  }

  final void heard() {
    silence.heard();
  }

  /** A joiner, or a sleeper that was woken, has digested so far. */
  void progressed(long upTo) {
    silence.heard();
    digestedUpTo(upTo);
  }

  /** Has a standby that is asleep get ready to serve. */
  void wake() {}

  /** Whether it was woken, and still loads the state. */
  boolean isLoading() {
    return false;
  }

  /** Whether it lacks so little that a joiner takes part from now on, and any other may serve. */
  boolean isNear(long applied) {
    return applied - digested <= limits.nearUpdates();
  }

  /** Whether the updates of this batch go to the standby over the link. */
  boolean isForwardedTo() {
    return false;
  }

  /** Whether the primary's outcomes go into the journal, for a standby that reads them there. */
  boolean comparesByJournal() {
    return false;
  }

  /** Whether it is level, and compares what the state fields hold with what its own do. */
  boolean comparesState() {
    return false;
  }

  /** An update was applied that will be forwarded. */
  void forwarded(int operation, byte[] outcome) {
    throw new IllegalStateException("nothing is forwarded to this standby");
  }

  /** The standby has answered the next update. */
  void answered(byte[] bytes, int offset, int length) {
    drop("it answered an update that was not forwarded to it");
  }

  /** The standby is level, by its own word. */
  void ready(long upTo) {
    drop("it says that it is level, and was not asked to be");
  }

  /** The standby asks for the updates after this one. */
  void asked(long upTo) {
    drop("it asked for an update, and is to be told");
  }

  /** The standby has found that its result, or its state, is not the primary's. */
  void differs(Difference difference) {
    drop("it compared a result, and was not asked to");
  }

  /** A batch has ended. */
  void batchEnded(long journaled) {}

  /** The link to the standby has ended, or speaks nonsense. */
  final void linkLost(String why) {
    if (isJoined()) {
      drop(why);
    }
  }

  // It has joined, and was not dropped.
  private boolean isJoined() {
    return phase != StandbyPhase.NONE && phase != StandbyPhase.DROPPED;
  }

  final void drop(String why) {
    if (phase == StandbyPhase.DROPPED) {
      return; // It is being killed: what it still says does not count.
    }
    become(StandbyPhase.DROPPED);
    dropped.begin(why);
  }

  /** The kernel says that the standby is dead. */
  void died() {
    if (phase != StandbyPhase.NONE) {
      become(StandbyPhase.NONE); // Else it died before it joined.
    }
    digested = 0;
  }

  /** How many ticks lie between two signs of life that the primary gives to this standby. */
  int heartbeatTicks() {
    return limits.heartbeatTicks();
  }

  /**
   * So many ticks have passed for this writer, which makes progress. A turn that takes long counts
   * as one tick of silence, since the judge did not listen; and as many for signs of life.
   */
  final void elapsed(int ticks) {
    if (!isJoined()) {
      return;
    }
    ticksSinceHeartbeat += ticks;
    if (ticksSinceHeartbeat >= heartbeatTicks()) {
      ticksSinceHeartbeat = 0;
      effects.heartbeat();
    }
  }

  /** Whether it was killed, and the kernel has not ended it for a while: it may be frozen. */
  final boolean isDyingForLong() {
    return phase == StandbyPhase.DROPPED && dropped.isForLong();
  }

  final void tick() {
    if (phase == StandbyPhase.DROPPED) {
      dropped.tick();
    }
    if (!isJoined()) {
      return;
    }
    elapsed(1);
    if (!silence.tick()) {
      return;
    }
    if (effects.isStandbyDebugged()) {
      silence.heard(); // It is stopped, and somebody wants to know why.
    } else if (isLoading() && effects.isStandbyAtWork()) {
      silence.heard(); // Its writer loads a large state, and has no time for signs of life.
    } else {
      drop("it was silent for too long");
    }
  }

  /** The journal is to be kept after this update, since this standby will read it. */
  long needsJournalAfter() {
    return digested;
  }

  /** The last update whose reply may go, given how far the journal is safe. */
  abstract long safe(long journaled);
}

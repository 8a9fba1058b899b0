package dev.understudy.runtime.core.primary;

import dev.understudy.runtime.core.state.Difference;
import java.util.List;

/** What a primary has done for it. Each call returns when it is done or handed on. */
public interface PrimaryEffects {

  /**
   * Whether the journal has room for so many more bytes than were written to it; false when the
   * disk is full. Asked before each update is applied, for it and all others of its batch.
   */
  boolean reserve(int bytes);

  /** Forwards records to the standby, saying up to which update the journal is written. */
  void forward(byte[] bytes, int offset, int length, long journaled);

  /**
   * Writes records to the journal. When this returns they are safe from the death of this process,
   * and from the loss of power if that was asked for. A failure never returns.
   */
  void journal(byte[] bytes, int offset, int length, long firstSequence, long lastSequence);

  /** Tells the standby that all updates after this one will be forwarded to it. */
  void goLive(long journaled);

  /** Answers the pending request of a standby that asks: the journal is written up to there. */
  void answerStandby(long journaled);

  /** Tells the standby that this writer makes progress. */
  void heartbeat();

  /** Whether the standby, which is silent, may be stopped by a debugger. */
  boolean isStandbyDebugged();

  /**
   * Whether the standby, which is silent, has done any work since it was last asked so, or woken.
   */
  boolean isStandbyAtWork();

  /** Tells a standby that is asleep to load the state and to keep up with the journal. */
  void wakeStandby();

  /** Kills the standby; {@link PrimaryCore#standbyDied} follows when the kernel says it is dead. */
  void killStandby(String why);

  /**
   * Notes, where the standby looks before it succeeds, that it is not to, since it was killed and
   * does not die. {@link PrimaryCore#standbyDied} follows once that is written.
   */
  void dismissStandby();

  /** The standby is level, or asleep: from now on the pair is protected. */
  void standbyReady(long sequence);

  /** Keeps, for a successor, the calls in which primaries have died: where it outlives this one. */
  void keepSuspects(List<SuspectCall> suspects);

  /** Tells people of an event that nobody else is told of, in one line. */
  void report(String event);

  /** The standby's result or state was not the primary's; the standby is about to be killed. */
  void standbyDiffers(Difference difference);
}

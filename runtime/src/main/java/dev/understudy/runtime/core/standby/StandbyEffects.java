package dev.understudy.runtime.core.standby;

import dev.understudy.runtime.core.state.Difference;

/** What a standby tells its primary. Each call returns when the message is handed on. */
public interface StandbyEffects {

  /** I have recovered up to this update from snapshot and journal. */
  void join(long digested);

  /** I have digested up to this update from the journal. */
  void progress(long digested);

  /** I am level, and answer every update after this one. */
  void ready(long digested);

  /** My outcome of this update; answers go in the order of the updates. */
  void answer(long sequence, byte[] outcome);

  /** Tell me when the journal holds more than I have digested: up to this update. */
  void ask(long digested);

  /** My result, or my state, is not the primary's. */
  void differs(Difference difference);

  /** I am alive, and my writer makes progress. */
  void heartbeat();
}

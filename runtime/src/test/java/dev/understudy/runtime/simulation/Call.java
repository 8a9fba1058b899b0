package dev.understudy.runtime.simulation;

import org.jspecify.annotations.Nullable;

/** One call of a client, as the client lived it. */
final class Call {

  /** How a call ended for its caller. */
  enum End {
    NONE,
    OUTCOME,
    REFUSED,
    UNKNOWN
  }

  /** What an update's token is, and what a query has not. */
  final int token;

  final LedgerCall call;

  /** How many calls had ended when this one began. */
  final int endedBefore;

  /** When it began and ended, by a clock that counts these events. */
  final long begunAt;

  long endedAt;

  End end = End.NONE;

  /** The last update that was safe when the reply was released that its caller heard. */
  long safeAtRelease;

  byte @Nullable [] outcome;

  Call(int token, LedgerCall call, int endedBefore, long begunAt) {
    this.begunAt = begunAt;
    this.token = token;
    this.call = call;
    this.endedBefore = endedBefore;
  }
}

package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.primary.PrimaryCore;
import dev.understudy.runtime.core.state.StateMachine;
import dev.understudy.runtime.wire.LogRecord;
import dev.understudy.runtime.wire.WireInput;
import java.util.ArrayDeque;
import java.util.Deque;

/** A mutation: answers in the place of the standby, from a copy of the state in the primary. */
final class ShadowStandby {

  private final StateMachine copy = new StateMachine(new Ledger());
  private final Deque<byte[]> outcomes = new ArrayDeque<>();

  ShadowStandby(StateMachine original) {
    byte[] saved = Replay.saved(original);
    copy.load(WireInput.ofSnapshot(saved, 0, saved.length));
  }

  void forwarded(byte[] bytes) {
    LogRecord record = new LogRecord();
    record.viewValid(bytes, 0, bytes.length);
    if (record.kind() != LogRecord.Kind.EPOCH && record.sequence() > copy.sequence()) {
      copy.digest(record);
      outcomes.add(copy.outcome());
    }
  }

  void answer(PrimaryCore core) {
    while (!outcomes.isEmpty()) {
      byte[] outcome = outcomes.remove();
      core.standbyAnswered(outcome, 0, outcome.length);
    }
  }
}

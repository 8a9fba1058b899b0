package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.standby.Takeover;
import dev.understudy.runtime.wire.LogRecord;

/** A mutation: what was forwarded and not journaled is not appended to the journal. */
record TailWithoutAppending(Takeover.Tail tail) implements Takeover.Tail {

  @Override
  public boolean next(LogRecord into) {
    return tail.next(into);
  }

  @Override
  public long sequence() {
    return tail.sequence();
  }

  @Override
  public void append(byte[] bytes, int offset, int length, long first, long last) {}
}

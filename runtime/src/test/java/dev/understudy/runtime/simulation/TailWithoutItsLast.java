package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.standby.Takeover;
import dev.understudy.runtime.wire.LogRecord;

/** A mutation: the reading of the journal stops somewhere, though whole records follow. */
record TailWithoutItsLast(Takeover.Tail tail, Chance chance) implements Takeover.Tail {

  @Override
  public boolean next(LogRecord into) {
    return !chance.oneIn(8) && tail.next(into);
  }

  @Override
  public long sequence() {
    return tail.sequence();
  }

  @Override
  public void append(byte[] bytes, int offset, int length, long first, long last) {
    tail.append(bytes, offset, length, first, last);
  }
}

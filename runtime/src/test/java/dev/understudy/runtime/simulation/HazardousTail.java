package dev.understudy.runtime.simulation;

import dev.understudy.runtime.core.standby.Takeover;
import dev.understudy.runtime.wire.LogRecord;

/** The journal as a simulated successor sees it, who can die while it reads or appends. */
record HazardousTail(SimulatedProcess process) implements Takeover.Tail {

  @Override
  public boolean next(LogRecord into) {
    process.hazard();
    return process.standby().reader().next(into);
  }

  @Override
  public long sequence() {
    return process.standby().reader().sequence();
  }

  @Override
  public void append(byte[] bytes, int offset, int length, long first, long last) {
    process.criticalHazard();
    World world = process.world;
    if (world.chance().oneIn(2)) {
      int part = world.chance().below(length);
      JournalBytes.Reader here = process.standby().reader();
      world.disk().journal.cut(here.position());
      world.disk().journal.append(bytes, offset, part);
      process.criticalHazard();
    }
    process.standby().reader().append(bytes, offset, length, first, last);
    process.criticalHazard();
  }
}

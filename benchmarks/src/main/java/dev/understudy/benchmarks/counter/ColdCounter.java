package dev.understudy.benchmarks.counter;

import dev.understudy.HighlyAvailable;
import dev.understudy.Mode;

/** As {@link Counter}, for a guardian and one primary. */
@HighlyAvailable(mode = Mode.COLD)
public class ColdCounter extends Counter {

  /** Made by the generated launcher. */
  public ColdCounter() {}
}

package dev.understudy.benchmarks.counter;

import dev.understudy.HighlyAvailable;
import dev.understudy.Mode;

/** As {@link Counter}, for a pair whose standby sleeps. */
@HighlyAvailable(mode = Mode.WARM)
public class WarmCounter extends Counter {

  /** Made by the generated launcher. */
  public WarmCounter() {}
}

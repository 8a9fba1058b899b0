package dev.understudy.benchmarks.load;

import java.io.IOException;
import java.time.Duration;

/** Callers that call for a while. The rig's thread runs it, and may start others. */
@FunctionalInterface
public interface Load {

  /**
   * Calls for so long.
   *
   * @return the replies per second
   */
  double perSecond(Duration length) throws IOException, InterruptedException;
}

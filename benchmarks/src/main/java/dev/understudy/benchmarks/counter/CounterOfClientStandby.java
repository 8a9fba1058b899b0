package dev.understudy.benchmarks.counter;

import dev.understudy.HighlyAvailable;
import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.State;
import dev.understudy.Update;

/** As {@link Counter}, for a pair whose standby is a client of the primary. */
@HighlyAvailable(mode = Mode.HOT, standbyRole = StandbyRole.CLIENT)
public class CounterOfClientStandby {

  @State private long sum;

  /** Made by the generated launcher. */
  public CounterOfClientStandby() {}

  /**
   * Adds.
   *
   * @param payload as many bytes as an update of the user's would have
   * @return the sum
   */
  @Update
  public long add(long summand, byte[] payload) {
    sum += summand + payload.length;
    return sum;
  }
}

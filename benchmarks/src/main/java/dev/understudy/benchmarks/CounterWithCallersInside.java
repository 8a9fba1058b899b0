package dev.understudy.benchmarks;

import dev.understudy.HighlyAvailable;
import dev.understudy.Mode;
import dev.understudy.OnPrimary;
import dev.understudy.StandbyRole;
import dev.understudy.State;
import dev.understudy.Update;
import dev.understudy.benchmarks.bare.Frames;
import dev.understudy.benchmarks.counter.Counter;

/** As {@link Counter}, with callers in the process of the primary, for a rig that asks for them. */
@HighlyAvailable(mode = Mode.HOT, standbyRole = StandbyRole.SERVER)
public class CounterWithCallersInside {

  @State private long sum;

  /** Made by the generated launcher. */
  public CounterWithCallersInside() {}

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

  @OnPrimary
  void call(CounterWithCallersInsidePrimary primary) {
    byte[] payload = new byte[Frames.PAYLOAD_BYTES];
    CallersInside.serve(() -> primary.add(1, payload));
  }
}

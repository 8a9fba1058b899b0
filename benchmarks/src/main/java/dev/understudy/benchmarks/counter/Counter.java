package dev.understudy.benchmarks.counter;

import dev.understudy.HighlyAvailable;
import dev.understudy.Mode;
import dev.understudy.StandbyRole;
import dev.understudy.State;
import dev.understudy.Update;
import java.util.ArrayList;
import java.util.List;

/** A server class that does nearly nothing, so that what is measured is the pair. */
@HighlyAvailable(mode = Mode.HOT, standbyRole = StandbyRole.SERVER)
public class Counter {

  @State private long sum;
  @State private final List<byte[]> ballast = new ArrayList<>();

  /** Made by the generated launcher. */
  public Counter() {}

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

  /**
   * Makes the state larger.
   *
   * @param bytes what it is to hold in addition
   * @return how many of those it holds
   */
  @Update
  public int load(byte[] bytes) {
    ballast.add(bytes);
    return ballast.size();
  }
}

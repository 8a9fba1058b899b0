package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.State;
import dev.understudy.Update;
import java.util.HashMap;
import java.util.Map;

/**
 * Mode and role HOT, SERVER. One of its updates has no result, and differs on each side all the
 * same.
 */
@HighlyAvailable
public class DifferingState {

  @State private final Map<String, String> holders = new HashMap<>();
  @State private long owner;
  @State private long bookings;

  /** An honest one. */
  @Update
  public void book(String seat, String holder) {
    holders.put(seat, holder);
    bookings++;
  }

  /** Leaves what no two processes have alike, and tells nobody. */
  @Update
  public void own() {
    owner = ProcessHandle.current().pid();
  }
}

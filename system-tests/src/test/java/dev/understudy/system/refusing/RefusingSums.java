package dev.understudy.system.refusing;

import dev.understudy.HighlyAvailable;
import dev.understudy.OnPrimary;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import dev.understudy.WhenUnprotected;
import java.util.TreeMap;

/** Takes nothing that only one process would have. */
@HighlyAvailable(whenUnprotected = WhenUnprotected.REFUSE)
public class RefusingSums {

  @State private final TreeMap<String, Long> sums = new TreeMap<>();

  /** An update from inside, which waits for protection too. */
  @OnPrimary
  void opened(RefusingSumsPrimary self) {
    self.add("epochs", 1);
  }

  /** Adds to a sum, and tells the new one. */
  @Update
  public long add(String key, long amount) {
    return sums.merge(key, amount, Long::sum);
  }

  /** A sum. */
  @Query
  public long sum(String key) {
    return sums.getOrDefault(key, 0L);
  }
}

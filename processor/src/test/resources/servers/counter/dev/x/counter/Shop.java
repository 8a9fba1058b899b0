package dev.x.counter;

import dev.understudy.HighlyAvailable;
import dev.understudy.Query;
import dev.understudy.Restore;
import dev.understudy.Snapshot;
import dev.understudy.StateInput;
import dev.understudy.StateOutput;
import dev.understudy.Update;

class Shop {

  @HighlyAvailable(compareResults = false)
  static final class Counter {
    private final int step;
    private long count;

    Counter(int step) {
      this.step = step;
    }

    static void launch(String[] args) {
      Shop_CounterLauncher.launch(args, () -> new Counter(2));
    }

    @Update
    long next() {
      count += step;
      return count;
    }

    @Query
    long count() {
      return count;
    }

    @Snapshot
    void save(StateOutput out) {
      out.writeLong(count);
    }

    @Restore
    void load(StateInput in) {
      count = in.readLong();
    }
  }
}

package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.OnPrimary;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Slow to digest, and only then: a standby that catches up does not gain on its primary. */
@HighlyAvailable
public class SlowUpdates {

  @State private long count;
  private transient volatile boolean serves;

  /** Counts. */
  @Update
  public long count() {
    if (!serves) {
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(20));
    }
    return ++count;
  }

  /** Whether this side is known. */
  @Query
  public boolean serves() {
    return serves;
  }

  @OnPrimary
  void nowServes() {
    serves = true;
  }
}

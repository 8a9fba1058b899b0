package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.OnPrimary;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;

/** Its sides differ, on purpose, and nobody minds. */
@HighlyAvailable(compareResults = false)
public class UncomparedResults {

  @State private long count;
  private transient volatile boolean serves;

  /** A result that no two processes have alike. */
  @Update
  public long clock() {
    return System.nanoTime();
  }

  /** What this process is. */
  @Update
  public String side() {
    return serves ? "primary" : "standby";
  }

  /** An honest one. */
  @Update
  public long count() {
    return ++count;
  }

  /** Whether the sides are known. */
  @Query
  public boolean serves() {
    return serves;
  }

  /** From now on this side is known. */
  @OnPrimary
  void nowServes() {
    serves = true;
  }
}

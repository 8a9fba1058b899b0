package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.OnPrimary;
import dev.understudy.Query;
import dev.understudy.State;
import dev.understudy.Update;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Its sides differ, on purpose, and are compared. */
@HighlyAvailable
public class DifferingResults {

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

  /** Equal by value; written in another order by each side. */
  @Update
  public UnorderedSets sets() {
    Map<String, Set<String>> roles = new HashMap<>(capacity());
    for (int i = 0; i < 40; i++) {
      roles.put("role " + i, names());
    }
    return new UnorderedSets(names(), roles);
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>(capacity());
    for (int i = 0; i < 40; i++) {
      names.add("name " + i);
    }
    return names;
  }

  private int capacity() {
    return serves ? 1 : 1 << 12;
  }

  /** The order of {@link #sets} on this side, which differs: for the test of the test. */
  @Update
  public List<String> orderOfCast() {
    return List.copyOf(names());
  }

  /** An exception that is not declared: its message does not count. */
  @Update
  public long undeclared() {
    throw new IllegalStateException("on the " + side());
  }

  /** An exception that is declared, with a field that differs. */
  @Update
  public long declared() throws WordException {
    throw new WordException(side());
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

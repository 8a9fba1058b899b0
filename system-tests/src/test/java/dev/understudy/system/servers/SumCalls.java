package dev.understudy.system.servers;

import java.util.List;

/** What can be asked of a {@link Sums}, of its client, and of its primary. */
public interface SumCalls {

  /** Adds to a sum, and tells the new one. */
  long add(String key, long amount);

  /**
   * Takes from a sum.
   *
   * @throws OverdrawnException if it is too small
   */
  long take(String key, long amount) throws OverdrawnException;

  /** A sum. */
  long sum(String key);

  /** Notes that a process serves now. */
  void noteEpoch(long pid, String word);

  /** The words of those that served, the earliest first: pid, blank, word. */
  List<String> epochs();
}

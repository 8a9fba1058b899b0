package dev.understudy.torture.load;

import dev.understudy.torture.attic.Receipt;
import java.util.ArrayList;
import java.util.List;

/** What became of the calls of all clients. For any thread. */
public final class Ledger {

  private static final int MOST_FAULTS = 20;

  private final List<String> faults = new ArrayList<>();
  private long updates;
  private long queries;
  private long lost;
  private long doubled;
  private long wrong;
  private long refused;
  private long poisoned;
  private long unknown;
  private long failed;

  /** An empty one. */
  public Ledger() {}

  synchronized void answered(boolean isUpdate) {
    if (isUpdate) {
      updates++;
    } else {
      queries++;
    }
  }

  /** The pair was being stopped, and says so. */
  synchronized void refused() {
    refused++;
  }

  /** A call was refused, and not applied: three primaries were killed while they were in it. */
  synchronized void poisoned() {
    poisoned++;
  }

  /** Nobody knows what became of a call. Its client looks, and goes on from there. */
  synchronized void unknown(String call) {
    unknown++;
    fault("UNKNOWN " + call);
  }

  /** A call failed that should not have. */
  public synchronized void failed(String what) {
    failed++;
    fault("FAILED  " + what);
  }

  /** An answer is wrong. */
  synchronized void wrong(String what, String told, String expected) {
    wrong++;
    fault("WRONG   " + what + ":\n    " + told + "\n  and not\n    " + expected);
  }

  /** Compares how many updates a box has had with how many it should have had. */
  synchronized void compare(String what, Receipt told, Receipt expected) {
    lost += Math.max(0, expected.updates() - told.updates());
    doubled += Math.max(0, told.updates() - expected.updates());
    if (!told.equals(expected)) {
      fault("DIFFERS " + what + ": " + told + " and not " + expected);
    }
  }

  private void fault(String text) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(text);
    }
  }

  /** How many calls have been answered so far. */
  public synchronized long answers() {
    return updates + queries;
  }

  /** What is written in it now. */
  public synchronized Account account() {
    return new Account(
        updates,
        queries,
        lost,
        doubled,
        wrong,
        refused,
        poisoned,
        unknown,
        failed,
        List.copyOf(faults));
  }

  /**
   * What became of the calls.
   *
   * @param updates that were acknowledged
   * @param queries that were answered
   * @param lost acknowledged updates that are not there
   * @param doubled updates that are there twice
   * @param wrong answers
   * @param refused calls, each of them while the pair was being stopped
   * @param poisoned calls in which three primaries were killed, so that they were refused
   * @param unknown calls of which nobody knew what became of them
   * @param failed calls that should not have
   * @param faults the first of all that is not right, in words
   */
  public record Account(
      long updates,
      long queries,
      long lost,
      long doubled,
      long wrong,
      long refused,
      long poisoned,
      long unknown,
      long failed,
      List<String> faults) {

    /** Whether all is right. */
    public boolean isClean() {
      return lost + doubled + wrong + unknown + failed == 0 && faults.isEmpty();
    }
  }
}

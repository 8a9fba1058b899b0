package dev.understudy.runtime.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** What happens in a simulation, a line each, for who looks for the cause of a failure. */
final class Trace {

  /** Keeps nothing, and costs nothing. */
  static final Trace NONE = new Trace(0);

  private final int length;
  private final Deque<String> lines = new ArrayDeque<>();

  /**
   * @param length how many of the last lines are kept
   */
  Trace(int length) {
    this.length = length;
  }

  /** Whether anything is kept. */
  boolean isKept() {
    return length > 0;
  }

  void note(long micros, Object who, String what) {
    if (isKept()) {
      lines.add("%,12d us  %s: %s".formatted(micros, who, what));
      if (lines.size() > length) {
        lines.remove();
      }
    }
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}

package dev.understudy.runtime.wire;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is read piece by piece, because it is nested too deeply for the stack: see {@link
 * WireInput#goOn}. A piece that meets what is nested in turn is left by {@link Suspended}, and
 * begun again once that was read: then it finds it here, by the place where it began.
 *
 * @param <T> what is read
 */
public abstract class ReadStep<T> {

  /** Leaves a piece whose nested value is to be read first. */
  public static final class Suspended extends RuntimeException {

    private static final long serialVersionUID = 1;

    Suspended() {
      super("never seen", null, false, false);
    }
  }

  private int begin;
  private int[] begins = new int[1];
  private int[] ends = new int[1];
  private @Nullable Object[] values = new @Nullable Object[1];
  private int known;

  /** For those that read a kind of value. */
  protected ReadStep() {}

  /**
   * Reads a step with all that is nested in it.
   *
   * @param running empty; holds the steps that were begun, the innermost first
   */
  static <T> T all(ReadStep<T> first, ArrayDeque<ReadStep<?>> running, WireInput in) {
    running.push(first);
    while (true) {
      ReadStep<?> step = running.element();
      Object value;
      try {
        value = step.next(in);
      } catch (Suspended e) {
        continue; // What it needs is read next.
      }
      if (value == null) {
        continue;
      }
      running.pop();
      if (running.isEmpty()) {
        @SuppressWarnings("unchecked") // The first step is the last to end.
        T whole = (T) value;
        return whole;
      }
      running.element().keep(step.begin, in.position(), value);
    }
  }

  final void beginAt(int position) {
    begin = position;
  }

  /**
   * Reads on, from where the last piece ended.
   *
   * @return what was read, or null if it is not whole yet
   */
  public abstract @Nullable T next(WireInput in);

  /** Keeps what was read from one place to another. */
  final void keep(int from, int to, Object value) {
    if (known == begins.length) {
      begins = Arrays.copyOf(begins, 2 * known);
      ends = Arrays.copyOf(ends, 2 * known);
      values = Arrays.copyOf(values, 2 * known);
    }
    begins[known] = from;
    ends[known] = to;
    values[known] = value;
    known++;
  }

  /** A piece is complete: what was kept for it is not asked for any more. */
  protected final void forget() {
    while (known > 0) {
      known--;
      values[known] = null;
    }
  }

  /** What was read from a place, or null. */
  final @Nullable Object valueFrom(int position) {
    int at = indexOf(position);
    return at < 0 ? null : values[at];
  }

  final int endOfValueFrom(int position) {
    return ends[indexOf(position)];
  }

  private int indexOf(int position) {
    for (int i = 0; i < known; i++) {
      if (begins[i] == position) {
        return i;
      }
    }
    return -1;
  }
}

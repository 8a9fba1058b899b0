package dev.understudy.runtime.codec.kind;

import dev.understudy.runtime.wire.WireOutput;
import java.util.Arrays;

/** Brings what was written side by side into the order of its bytes, so that order is left out. */
public final class SortedParts {

  private final WireOutput out;
  private final int[] bounds;
  private int parts;

  /** Begins where the output ends now. */
  public SortedParts(WireOutput out, int expected) {
    this.out = out;
    this.bounds = new int[expected + 1];
    bounds[0] = out.size();
  }

  /** Says that a part was written. */
  public void end() {
    parts++;
    bounds[parts] = out.size();
  }

  /** Sorts the parts where they stand. */
  public void sort() {
    int start = bounds[0];
    byte[] written = Arrays.copyOfRange(out.array(), start, out.size());
    Integer[] order = new Integer[parts];
    Arrays.setAll(order, i -> i);
    Arrays.sort(
        order,
        (a, b) ->
            Arrays.compareUnsigned(
                written,
                bounds[a] - start,
                bounds[a + 1] - start,
                written,
                bounds[b] - start,
                bounds[b + 1] - start));
    int at = start;
    for (int part : order) {
      int length = bounds[part + 1] - bounds[part];
      System.arraycopy(written, bounds[part] - start, out.array(), at, length);
      at += length;
    }
  }
}

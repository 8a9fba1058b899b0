package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.SortedParts;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireOutput;
import dev.understudy.runtime.wire.WriteStep;
import java.util.ConcurrentModificationException;
import org.jspecify.annotations.Nullable;

/** The elements of one array, collection or map, as they are written. */
abstract class ElementsWriting implements WriteStep {

  /** How many there are. */
  final int count;

  private final @Nullable SortedParts parts;

  /** How many were begun. */
  int written;

  /**
   * @param parts sorts them afterwards; or null
   */
  ElementsWriting(int count, @Nullable SortedParts parts) {
    this.count = count;
    this.parts = parts;
  }

  /** Writes all of them, by recursion. */
  final void all(WireOutput out) {
    try {
      while (next(out)) {}
    } catch (UnsavableException e) {
      e.within(place());
      throw e;
    }
  }

  @Override
  public boolean next(WireOutput out) {
    if (parts != null && written > 0) {
      parts.end();
    }
    if (hasNext()) {
      written++;
      writeNext(out);
      return true;
    }
    if (written != count) {
      throw new ConcurrentModificationException(
          "a collection or map of " + count + " had " + written + " elements when it was written");
    }
    if (parts != null) {
      parts.sort();
    }
    out.leave();
    return false;
  }

  abstract boolean hasNext();

  /** Writes one more, which is counted already. */
  abstract void writeNext(WireOutput out);

  @Override
  public final String place() {
    return "[" + (written - 1) + "]";
  }
}

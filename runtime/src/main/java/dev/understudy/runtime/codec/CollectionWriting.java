package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.SortedParts;
import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireOutput;
import dev.understudy.runtime.wire.WriteStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** The elements of one collection, as they are written. */
@SuppressWarnings("NullAway") // Whether an element may be null is up to the collection.
final class CollectionWriting<E> implements WriteStep {

  private final WireCodec<E> element;

  private final Collection<E> value;
  private final int count;
  private final @Nullable SortedParts parts;
  private final boolean found;
  private final @Nullable List<E> list;
  private final @Nullable Iterator<E> rest;
  private int written;

  /**
   * @param value the collection
   * @param elements its elements, in the order in which they are written
   * @param parts sorts them afterwards; or null
   */
  CollectionWriting(
      WireCodec<E> element,
      Collection<E> value,
      Collection<E> elements,
      @Nullable SortedParts parts) {
    this.element = element;
    this.value = value;
    this.count = elements.size();
    this.parts = parts;
    this.found =
        !Nesting.isPlain(element)
            && value instanceof Set
            && !(value instanceof CopyOnWriteArraySet);
    this.list = elements instanceof ArrayList<E> indexed ? indexed : null;
    this.rest = list == null ? elements.iterator() : null;
  }

  /** Writes all of them, by recursion. */
  void all(WireOutput out) {
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
    if (list != null ? written == count : !rest.hasNext()) {
      end(out);
      return false;
    }
    E each = list != null ? list.get(written) : rest.next();
    written++;
    if (found && out.purpose() == WireOutput.Purpose.SNAPSHOT && !value.contains(each)) {
      throw Unrestorable.lost(value, each);
    }
    element.write(each, out);
    return true;
  }

  private void end(WireOutput out) {
    if (written != count) {
      throw new ConcurrentModificationException(
          "a collection of " + count + " elements had " + written + " when it was written");
    }
    if (parts != null) {
      parts.sort();
    }
    out.leave();
  }

  @Override
  public String place() {
    return "[" + (written - 1) + "]";
  }
}

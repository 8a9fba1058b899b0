package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.CollectionKind;
import dev.understudy.runtime.codec.kind.HashOrder;
import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.ReadStep;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The elements of one collection, as they are read. */
@SuppressWarnings("NullAway") // Whether an element may be null is up to the collection.
final class CollectionReading<E, C extends Collection<E>> extends ReadStep<C> {

  private final WireCodec<E> element;

  private final CollectionKind written;
  private final C value;
  private final Collection<E> target;
  private final int count;
  private final int number;
  private final int reached;
  private final boolean looksAtElements;
  // What is added at the end: at once where each would be a copy, or once the elements are whole.
  private @Nullable List<E> later;
  private final @Nullable Object @Nullable [] order;
  private int start;
  private int added;
  private boolean begun;

  /**
   * @param written the kind that it is read as
   * @param value what is handed out
   * @param target what is filled, which it may be a view of
   * @param count how many elements follow
   * @param number its number among the objects of a state
   */
  CollectionReading(
      WireCodec<E> element,
      boolean plainElements,
      CollectionKind written,
      C value,
      Collection<E> target,
      int count,
      int number,
      WireInput in) {
    this.element = element;
    this.written = written;
    this.value = value;
    this.target = target;
    this.count = count;
    this.number = number;
    this.start = in.position();
    this.looksAtElements = in.isSnapshot() && !plainElements && looksAtElements(target);
    boolean atOnce =
        target instanceof CopyOnWriteArrayList || target instanceof CopyOnWriteArraySet;
    this.later = atOnce ? new ArrayList<>(count) : null;
    boolean hashed = in.keepsOrders() && HashOrder.isIn(target);
    this.order = hashed ? new @Nullable Object[count] : null;
    in.enter();
    this.reached = in.begin(number);
  }

  int count() {
    return count;
  }

  @Override
  public C next(WireInput in) {
    in.seek(start);
    while (added < count) {
      if (!begun) {
        in.nextElement();
        begun = true;
      }
      E each = element.read(in);
      start = in.position();
      begun = false;
      forget();
      if (order != null) {
        order[added] = each;
      }
      add(each, in);
      added++;
    }
    in.leave();
    if (looksAtElements) {
      in.whenWhole(number, () -> fill(in));
    } else {
      fill(in);
    }
    in.end(number, reached);
    return value;
  }

  private void add(E each, WireInput in) {
    if (written == CollectionKind.KEPT) {
      return; // It is held by what is restored elsewhere.
    }
    if (later == null && looksAtElements && !in.isWhole(number)) {
      later = new ArrayList<>();
    }
    if (later != null) {
      later.add(each);
    } else {
      addNow(each);
    }
  }

  private void addNow(E each) {
    try {
      if (target.size() == count && target instanceof List<E> list) {
        list.set(added, each);
      } else {
        target.add(each);
      }
    } catch (RuntimeException e) {
      throw Unrestorable.notHeld(target, e);
    }
  }

  private void fill(WireInput in) {
    if (later != null) {
      try {
        target.addAll(later);
      } catch (RuntimeException e) {
        throw Unrestorable.notHeld(target, e);
      }
    }
    // A kind of the user's own may keep less than it is given.
    boolean counted = written != CollectionKind.OWN && written != CollectionKind.KEPT;
    if (counted && target.size() != count) {
      throw Unrestorable.equalElements(target, count - target.size());
    }
    if (order != null && target.size() == count) {
      in.orderIs(value, order);
    }
  }

  private static boolean looksAtElements(Collection<?> target) {
    return target instanceof Set
        || target instanceof PriorityQueue
        || target instanceof PriorityBlockingQueue;
  }
}

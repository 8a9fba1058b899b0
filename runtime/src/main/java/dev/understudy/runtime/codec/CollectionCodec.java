package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.CollectionKind;
import dev.understudy.runtime.codec.kind.HashOrder;
import dev.understudy.runtime.codec.kind.Ordering;
import dev.understudy.runtime.codec.kind.SortedParts;
import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes a collection: its kind, the number of its elements, and the elements in the order of its
 * iterator.
 */
@SuppressWarnings("NullAway") // Whether an element may be null is up to the collection.
final class CollectionCodec<E, C extends Collection<E>> extends ContainerCodec<C, CollectionKind> {

  // For comparison: whether the order of the elements is part of the value.
  private static final int ORDERED = 3;
  private static final int SET = 4;
  private static final int BAG = 5;

  private final WireCodec<E> element;
  private final boolean plainElements;

  CollectionCodec(Class<?> declared, WireCodec<E> element) {
    super(
        declared,
        CollectionKind.OWN,
        CollectionKind.KEPT,
        Nesting.isPlain(element),
        element instanceof EnumCodec<?> enums ? enums.type() : null);
    this.element = element;
    this.plainElements = Nesting.isPlain(element);
  }

  @Override
  CollectionKind kindOf(int code) {
    return CollectionKind.ofCode(code);
  }

  @Override
  @Nullable CollectionKind kindOf(C value) {
    CollectionKind kind = CollectionKind.of(value);
    return kind == CollectionKind.ENUM_SET && constants == null ? null : kind;
  }

  @Override
  List<CollectionKind> generalKinds(C value) {
    return GeneralKinds.of(value);
  }

  @Override
  ElementsWriting writing(C value, @Nullable CollectionKind kind, WireOutput out) {
    if (kind != null) {
      Collection<E> elements = inOrder(value, kind, out);
      out.writeVarInt(elements.size());
      return new Writing(value, elements, null);
    }
    boolean bag = value instanceof PriorityQueue;
    boolean ordered = !bag && !(value instanceof Set);
    out.writeByte(ordered ? ORDERED : bag ? BAG : SET);
    out.writeVarInt(value.size());
    return new Writing(value, value, ordered ? null : new SortedParts(out, value.size()));
  }

  @Override
  boolean writeInCall(C value, WireOutput out) {
    if (value.getClass() != ArrayList.class) {
      return false;
    }
    ArrayList<E> list = (ArrayList<E>) (Collection<E>) value;
    int count = list.size();
    out.writeByte(CollectionKind.ARRAY_LIST.code());
    out.writeVarInt(count);
    int index = 0;
    try {
      for (; index < count; index++) {
        element.write(list.get(index), out);
      }
    } catch (UnsavableException e) {
      e.within("[" + index + "]");
      throw e;
    }
    return true;
  }

  @Override
  @SuppressWarnings("unchecked") // The declared type was checked.
  @Nullable C readInCall(CollectionKind kind, WireInput in) {
    if (kind != CollectionKind.ARRAY_LIST) {
      return null;
    }
    int count = in.readElementCount();
    in.enter();
    ArrayList<E> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      in.nextElement();
      list.add(element.read(in));
    }
    in.leave();
    return (C) (Collection<E>) list;
  }

  @SuppressWarnings("unchecked") // Its own elements.
  private Collection<E> inOrder(C value, CollectionKind kind, WireOutput out) {
    // A priority queue that becomes a plain one must at least begin in the right order.
    if (kind == CollectionKind.LINKED_LIST && value instanceof PriorityQueue<E> queue) {
      List<E> sorted = new ArrayList<>(queue);
      sorted.sort(queue.comparator());
      return sorted;
    }
    @Nullable Object[] order = out.orderOf(value);
    return order == null ? value : HashOrder.again(value, (E[]) order);
  }

  @Override
  @SuppressWarnings("unchecked") // The declared type was checked.
  Reading readNew(CollectionKind kind, WireInput in) {
    Comparator<? super E> order = kind.isSorted() ? Ordering.read(in).comparator() : null;
    int count = in.readElementCount();
    Collection<E> filled = kind.create(count, order, constants);
    C value = kind.isMadeLast() ? null : (C) kind.view(filled);
    return new Reading(kind, value, filled, count, in.reserve(), in);
  }

  @Override
  void clear(C existing, int count) {
    boolean fixedSize = CollectionKind.of(existing) == CollectionKind.FIXED_SIZE_LIST;
    if (!fixedSize || existing.size() != count) {
      existing.clear();
    }
  }

  @Override
  Reading refilling(CollectionKind written, C existing, int count, int number, WireInput in) {
    return new Reading(written, existing, existing, count, number, in);
  }

  private static boolean looksAtElements(Collection<?> target) {
    return target instanceof Set
        || target instanceof PriorityQueue
        || target instanceof PriorityBlockingQueue;
  }

  /** The elements of one collection, as they are written. */
  private final class Writing extends ElementsWriting {

    private final Collection<E> value;
    private final boolean found;
    private final @Nullable List<E> list;
    private final @Nullable Iterator<E> rest;

    /**
     * @param elements its elements, in the order in which they are written
     */
    private Writing(Collection<E> value, Collection<E> elements, @Nullable SortedParts parts) {
      super(elements.size(), parts);
      this.value = value;
      this.found =
          !plainElements && value instanceof Set && !(value instanceof CopyOnWriteArraySet);
      this.list = elements instanceof ArrayList<E> indexed ? indexed : null;
      this.rest = list == null ? elements.iterator() : null;
    }

    @Override
    boolean hasNext() {
      return list != null ? written != count : rest.hasNext();
    }

    @Override
    void writeNext(WireOutput out) {
      E each = list != null ? list.get(written - 1) : rest.next();
      if (found && out.purpose() == WireOutput.Purpose.SNAPSHOT && !value.contains(each)) {
        throw Unrestorable.lost(value, each);
      }
      element.write(each, out);
    }
  }

  /** The elements of one collection, as they are read. */
  private final class Reading extends ContainerReading<C, Collection<E>> {

    private final CollectionKind written;
    // Elements that are added at the end: each addition would copy all, or they are not whole yet.
    private @Nullable List<E> later;

    private Reading(
        CollectionKind written,
        @Nullable C value,
        Collection<E> target,
        int count,
        int number,
        WireInput in) {
      super(written, value, target, count, number, in);
      this.written = written;
      looksAtElements = in.isSnapshot() && !plainElements && looksAtElements(target);
      order = in.keepsOrders() && HashOrder.isIn(target) ? new @Nullable Object[count] : null;
      boolean atOnce =
          target instanceof CopyOnWriteArrayList || target instanceof CopyOnWriteArraySet;
      later = atOnce ? new ArrayList<>(count) : null;
    }

    @Override
    void readElement(WireInput in) {
      E each = element.read(in);
      if (order != null) {
        order[done] = each;
      }
      if (isKept()) {
        return;
      }
      if (later == null && comesLater(in)) {
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
          list.set(done, each);
        } else {
          target.add(each);
        }
      } catch (RuntimeException e) {
        throw Unrestorable.notHeld(target, e);
      }
    }

    @Override
    Object made() {
      return written.view(target);
    }

    @Override
    void addLater() {
      if (later != null) {
        target.addAll(later);
      }
    }

    @Override
    int size() {
      return target.size();
    }
  }
}

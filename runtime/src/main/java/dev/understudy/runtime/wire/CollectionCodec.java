package dev.understudy.runtime.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a collection: its kind, the number of its elements, and the elements in the order of its
 * iterator.
 */
@SuppressWarnings("NullAway") // Whether an element may be null is up to the collection.
final class CollectionCodec<E, C extends Collection<E>> implements RefillableCodec<C> {

  // For comparison: whether the order of the elements is part of the value.
  private static final int ORDERED = 3;
  private static final int SET = 4;
  private static final int BAG = 5;

  private final Class<?> declared;
  private final WireCodec<E> element;
  // The enum class of an EnumSet, even an empty one: the declared elements'.
  private final @Nullable Class<?> constants;

  CollectionCodec(Class<?> declared, WireCodec<E> element) {
    this.declared = declared;
    this.element = element;
    this.constants = element instanceof EnumCodec<?> enums ? enums.type() : null;
  }

  @Override
  public void write(@Nullable C value, WireOutput out) {
    write(value, false, out);
  }

  @Override
  public void writeField(@Nullable C value, WireOutput out) {
    write(value, true, out);
  }

  private void write(@Nullable C value, boolean field, WireOutput out) {
    WireOutput.Head head = out.writeHead(value);
    if (head == WireOutput.Head.ALL || value == null) {
      return;
    }
    out.enter(value);
    if (out.purpose() == WireOutput.Purpose.COMPARISON) {
      writeComparable(value, out);
    } else {
      boolean refilled = field || head == WireOutput.Head.ANNOUNCEMENT;
      Ordering ordering = Ordering.of(CollectionKind.comparatorOf(value));
      CollectionKind kind = kindOf(value, ordering, refilled, out.purpose());
      out.writeByte(kind.code());
      if (kind.isSorted() && ordering != null) {
        ordering.write(out);
      }
      writeElements(inOrder(value, kind), out);
    }
    out.leave();
  }

  private CollectionKind kindOf(
      C value, @Nullable Ordering ordering, boolean refilled, WireOutput.Purpose purpose) {
    CollectionKind kind = CollectionKind.of(value);
    boolean known = kind != null && (kind != CollectionKind.ENUM_SET || constants != null);
    if (known && (ordering != null || !kind.isSorted())) {
      return kind;
    }
    boolean snapshot = purpose == WireOutput.Purpose.SNAPSHOT;
    if (refilled && (snapshot || ordering == null)) {
      return CollectionKind.OWN;
    }
    CollectionKind general = GeneralKinds.of(value, declared, ordering != null);
    if (snapshot || general == null) {
      throw Unrestorable.at(
          value,
          ordering == null ? "with a comparator" : null,
          purpose,
          instead(ordering, general));
    }
    return general;
  }

  private static String instead(@Nullable Ordering ordering, @Nullable CollectionKind general) {
    return ordering == null || general == null
        ? Unrestorable.KNOWN_ORDERS
        : "a " + general.type().getName();
  }

  // What was a queue by priority, and becomes a plain one, must at least begin in the right order.
  private Collection<E> inOrder(C value, CollectionKind kind) {
    if (kind == CollectionKind.LINKED_LIST && value instanceof PriorityQueue<?>) {
      List<E> sorted = new ArrayList<>(value);
      @SuppressWarnings("unchecked") // Its own elements.
      Comparator<? super E> order = (Comparator<? super E>) CollectionKind.comparatorOf(value);
      sorted.sort(order);
      return sorted;
    }
    return value;
  }

  private void writeElements(Collection<E> value, WireOutput out) {
    int count = value.size();
    out.writeVarInt(count);
    if (value instanceof ArrayList<E> list) {
      for (int i = 0; i < count; i++) {
        element.write(list.get(i), out);
      }
      return;
    }
    int written = 0;
    for (E each : value) {
      element.write(each, out);
      written++;
    }
    if (written != count) {
      throw new ConcurrentModificationException(
          "a collection of " + count + " elements had " + written + " when it was written");
    }
  }

  private void writeComparable(C value, WireOutput out) {
    boolean bag = value instanceof PriorityQueue;
    if (!bag && !(value instanceof Set)) {
      out.writeByte(ORDERED);
      writeElements(value, out);
      return;
    }
    out.writeByte(bag ? BAG : SET);
    out.writeVarInt(value.size());
    SortedParts parts = new SortedParts(out, value.size());
    for (E each : value) {
      element.write(each, out);
      parts.end();
    }
    parts.sort();
  }

  @Override
  public @Nullable C read(WireInput in) {
    return read(in, null);
  }

  @Override
  public @Nullable C readField(@Nullable C existing, WireInput in) {
    return read(in, existing);
  }

  private @Nullable C read(WireInput in, @Nullable C existing) {
    int code = in.readByte();
    switch (code) {
      case WireOutput.NULL:
        return null;
      case WireOutput.REFERENCE:
        return checked(in.recall(null));
      case WireOutput.ANNOUNCED:
        C announced = checked(in.recallAnnounced());
        refillAs(CollectionKind.ofCode(in.readByte()), announced, in);
        return announced;
      default:
        CollectionKind kind = CollectionKind.ofCode(code);
        if (kind == CollectionKind.OWN && existing != null) {
          in.remember(in.reserve(), existing, null);
          refillAs(kind, existing, in);
          return existing;
        }
        return readNew(kind, in);
    }
  }

  @SuppressWarnings("unchecked") // The declared type was checked.
  private C readNew(CollectionKind kind, WireInput in) {
    if (kind != CollectionKind.OWN && !declared.isAssignableFrom(kind.type())) {
      throw new MalformedInputException("a " + kind + " instead of a " + declared.getName());
    }
    Comparator<? super E> order = kind.isSorted() ? Ordering.read(in).comparator() : null;
    int count = in.readElementCount();
    Collection<E> filled = kind.create(count, order, constants);
    C value = (C) kind.view(filled);
    in.remember(in.reserve(), value, null);
    in.enter();
    if (kind == CollectionKind.FIXED_SIZE_LIST) {
      setElements((List<E>) filled, in);
    } else {
      addElements(filled, count, in);
      checkSize(filled, count);
    }
    in.leave();
    return value;
  }

  @Override
  public void refill(C existing, WireInput in) {
    int code = in.readByte();
    switch (code) {
      case WireOutput.NULL:
        throw new MalformedInputException("null for a final field");
      case WireOutput.REFERENCE:
        checkSame(existing, in.recall(null));
        break;
      case WireOutput.ANNOUNCED:
        checkSame(existing, in.recallAnnounced());
        refillAs(CollectionKind.ofCode(in.readByte()), existing, in);
        break;
      default:
        in.remember(in.reserve(), existing, null);
        refillAs(CollectionKind.ofCode(code), existing, in);
    }
  }

  private void refillAs(CollectionKind written, C existing, WireInput in) {
    if (written.isSorted()) {
      Ordering.read(in); // It has an order of its own.
    }
    int count = in.readElementCount();
    try {
      existing.clear();
    } catch (UnsupportedOperationException e) {
      throw Unrestorable.unfillable(existing, e);
    }
    in.enter();
    addElements(existing, count, in);
    in.leave();
    // A kind of the user's own may keep less than it is given.
    if (written != CollectionKind.OWN) {
      checkSize(existing, count);
    }
  }

  private void setElements(List<E> target, WireInput in) {
    for (int i = 0; i < target.size(); i++) {
      in.nextElement();
      target.set(i, element.read(in));
    }
  }

  private void addElements(Collection<E> target, int count, WireInput in) {
    boolean atOnce =
        target instanceof CopyOnWriteArrayList || target instanceof CopyOnWriteArraySet;
    Collection<E> direct = atOnce ? new ArrayList<>(count) : target;
    for (int i = 0; i < count; i++) {
      in.nextElement();
      E each = element.read(in);
      try {
        direct.add(each);
      } catch (RuntimeException e) {
        // Null where none can be, or what cannot be compared.
        throw new MalformedInputException("what a " + target.getClass() + " does not hold", e);
      }
    }
    if (atOnce) {
      target.addAll(direct);
    }
  }

  private static void checkSize(Collection<?> filled, int count) {
    if (filled.size() != count) {
      throw new MalformedInputException(
          (count - filled.size()) + " equal elements in a " + filled.getClass().getName());
    }
  }

  private static void checkSame(Object existing, Object recalled) {
    if (existing != recalled) {
      throw Unrestorable.shared(existing);
    }
  }

  @SuppressWarnings("unchecked") // The declared type is checked.
  private C checked(Object recalled) {
    if (!declared.isInstance(recalled)) {
      throw new MalformedInputException(
          "a reference to a "
              + recalled.getClass().getName()
              + " instead of a "
              + declared.getName());
    }
    return (C) recalled;
  }
}

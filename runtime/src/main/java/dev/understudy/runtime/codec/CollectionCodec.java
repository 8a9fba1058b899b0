package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.CollectionKind;
import dev.understudy.runtime.codec.kind.HashOrder;
import dev.understudy.runtime.codec.kind.Ordering;
import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.codec.kind.SortedParts;
import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
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
  private final boolean plainElements;
  // The enum class of an EnumSet, even an empty one: the declared elements'.
  private final @Nullable Class<?> constants;

  CollectionCodec(Class<?> declared, WireCodec<E> element) {
    this.declared = declared;
    this.element = element;
    this.plainElements = Nesting.isPlain(element);
    this.constants = element instanceof EnumCodec<?> enums ? enums.type() : null;
  }

  @Override
  public Class<?> declared() {
    return declared;
  }

  @Override
  public void write(@Nullable C value, WireOutput out) {
    write(value, false, null, out);
  }

  @Override
  public void writeField(@Nullable C value, @Nullable OwnKind own, WireOutput out) {
    write(value, true, own, out);
  }

  private void write(@Nullable C value, boolean field, @Nullable OwnKind own, WireOutput out) {
    WireOutput.Head head = out.writeHead(value);
    if (head == WireOutput.Head.ALL || value == null) {
      return;
    }
    out.enter(value);
    SortedParts parts = null;
    Collection<E> elements = value;
    if (out.purpose() == WireOutput.Purpose.COMPARISON) {
      boolean bag = value instanceof PriorityQueue;
      boolean ordered = !bag && !(value instanceof Set);
      out.writeByte(ordered ? ORDERED : bag ? BAG : SET);
      out.writeVarInt(value.size());
      parts = ordered ? null : new SortedParts(out, value.size());
    } else {
      boolean announced = head == WireOutput.Head.ANNOUNCEMENT;
      Ordering ordering = Ordering.of(CollectionKind.comparatorOf(value));
      CollectionKind kind =
          kindOf(value, ordering, field, announced ? OwnKind.ANY : own, out.purpose());
      out.writeByte(kind.code());
      if (kind.isSorted() && ordering != null) {
        ordering.write(out);
      }
      elements = inOrder(value, kind, out);
      out.writeVarInt(elements.size());
    }
    CollectionWriting<E> writing = new CollectionWriting<>(element, value, elements, parts);
    if (out.isStepwise() && isNested(elements.size())) {
      out.goOn(writing);
    } else {
      writing.all(out);
    }
  }

  private CollectionKind kindOf(
      C value,
      @Nullable Ordering ordering,
      boolean field,
      @Nullable OwnKind own,
      WireOutput.Purpose purpose) {
    CollectionKind kind = CollectionKind.of(value);
    boolean known = kind != null && (kind != CollectionKind.ENUM_SET || constants != null);
    boolean snapshot = purpose == WireOutput.Purpose.SNAPSHOT;
    if (own != null && Views.is(value) && own.isFor(value)) {
      return CollectionKind.KEPT;
    }
    if (known && (ordering != null || !kind.isSorted())) {
      return kind;
    }
    if (own != null && (snapshot || ordering == null) && own.isFor(value)) {
      return CollectionKind.OWN;
    }
    CollectionKind general = GeneralKinds.of(value, declared, ordering != null);
    if (!snapshot && general != null) {
      return general;
    }
    String trait = ordering == null ? "with a comparator" : null;
    String instead =
        ordering == null || general == null
            ? Unrestorable.KNOWN_ORDERS
            : "a " + general.type().getName();
    throw field && snapshot
        ? Unrestorable.inField(value, trait, instead)
        : Unrestorable.at(value, trait, purpose, instead);
  }

  @Override
  public void check(C value, @Nullable OwnKind own) {
    Ordering ordering = Ordering.of(CollectionKind.comparatorOf(value));
    kindOf(value, ordering, true, own, WireOutput.Purpose.SNAPSHOT);
  }

  @SuppressWarnings("unchecked") // Its own elements.
  private Collection<E> inOrder(C value, CollectionKind kind, WireOutput out) {
    // What was a queue by priority, and becomes a plain one, must at least begin in the right
    // order.
    if (kind == CollectionKind.LINKED_LIST && value instanceof PriorityQueue<?>) {
      List<E> sorted = new ArrayList<>(value);
      sorted.sort((Comparator<? super E>) CollectionKind.comparatorOf(value));
      return sorted;
    }
    @Nullable Object[] order = out.orderOf(value);
    return order == null ? value : HashOrder.again(value, (E[]) order);
  }

  @Override
  public @Nullable C read(WireInput in) {
    return read(in, null);
  }

  @Override
  public @Nullable C readField(@Nullable C existing, WireInput in) {
    return read(in, existing);
  }

  @SuppressWarnings("unchecked") // What is known was read here.
  private @Nullable C read(WireInput in, @Nullable C existing) {
    C known = (C) in.known();
    if (known != null) {
      return known;
    }
    int begin = in.position();
    int code = in.readByte();
    switch (code) {
      case WireOutput.NULL:
        return null;
      case WireOutput.REFERENCE:
        return checked(in.recall(null));
      case WireOutput.ANNOUNCED:
        int number = in.readVarInt();
        C announced = checked(in.recallAnnounced(number));
        return refillAs(CollectionKind.ofCode(in.readByte()), announced, number, in, begin);
      default:
        CollectionKind kind = CollectionKind.ofCode(code);
        if ((kind == CollectionKind.OWN || kind == CollectionKind.KEPT) && existing != null) {
          return refillNumbered(kind, existing, in, begin);
        }
        return readNew(kind, in, begin);
    }
  }

  @SuppressWarnings("unchecked") // The declared type was checked.
  private C readNew(CollectionKind kind, WireInput in, int begin) {
    if (kind != CollectionKind.OWN && !declared.isAssignableFrom(kind.type())) {
      throw new MalformedInputException("a " + kind + " instead of a " + declared.getName());
    }
    Comparator<? super E> order = kind.isSorted() ? Ordering.read(in).comparator() : null;
    int count = in.readElementCount();
    Collection<E> filled = kind.create(count, order, constants);
    C value = (C) kind.view(filled);
    int number = in.reserve();
    in.remember(number, value, null);
    return readElements(reading(kind, value, filled, count, number, in), in, begin);
  }

  @Override
  public void refill(C existing, WireInput in) {
    if (in.known() != null) {
      return;
    }
    int begin = in.position();
    int code = in.readByte();
    switch (code) {
      case WireOutput.NULL:
        throw new MalformedInputException("null for a final field");
      case WireOutput.REFERENCE:
        checkSame(existing, in.recall(null));
        break;
      case WireOutput.ANNOUNCED:
        int number = in.readVarInt();
        checkSame(existing, in.recallAnnounced(number));
        refillAs(CollectionKind.ofCode(in.readByte()), existing, number, in, begin);
        break;
      default:
        refillNumbered(CollectionKind.ofCode(code), existing, in, begin);
    }
  }

  private C refillNumbered(CollectionKind written, C existing, WireInput in, int begin) {
    int number = in.reserve();
    in.remember(number, existing, null);
    return refillAs(written, existing, number, in, begin);
  }

  private C refillAs(CollectionKind written, C existing, int number, WireInput in, int begin) {
    if (written.isSorted()) {
      Ordering.read(in); // It has an order of its own.
    }
    int count = in.readElementCount();
    boolean fixedSize = CollectionKind.of(existing) == CollectionKind.FIXED_SIZE_LIST;
    if (written != CollectionKind.KEPT && !(fixedSize && existing.size() == count)) {
      try {
        existing.clear();
      } catch (UnsupportedOperationException e) {
        throw Unrestorable.unfillable(existing);
      }
    }
    return readElements(reading(written, existing, existing, count, number, in), in, begin);
  }

  // What holds nothing that is nested in turn needs no steps.
  private boolean isNested(int count) {
    return count > 0 && !plainElements;
  }

  private CollectionReading<E, C> reading(
      CollectionKind written, C value, Collection<E> target, int count, int number, WireInput in) {
    return new CollectionReading<>(
        element, plainElements, written, value, target, count, number, in);
  }

  private C readElements(CollectionReading<E, C> reading, WireInput in, int begin) {
    if (in.isStepwise() && isNested(reading.count())) {
      return in.goOn(reading, begin);
    }
    C value = reading.next(in);
    in.keep(begin, value);
    return value;
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

package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.AccessOrder;
import dev.understudy.runtime.codec.kind.ContainerKind;
import dev.understudy.runtime.codec.kind.Ordering;
import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.codec.kind.SortedView;
import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the codecs of collections and of maps have in common: null and references, the kind, and how
 * what a field holds is refilled.
 *
 * @param <T> the collection or map
 * @param <K> its kinds
 */
abstract class ContainerCodec<T, K extends ContainerKind> implements RefillableCodec<T> {

  private final Class<?> declared;
  private final K own;
  private final K kept;
  private final boolean plain;

  /** The enum class of an EnumSet or EnumMap, even an empty one: the declared elements'. */
  final @Nullable Class<?> constants;

  /**
   * @param own the kind that only the constructor of a field's owner can make
   * @param kept the kind of a view that it has made
   * @param plain whether elements, keys and values hold nothing that is nested in turn
   */
  ContainerCodec(Class<?> declared, K own, K kept, boolean plain, @Nullable Class<?> constants) {
    this.declared = declared;
    this.own = own;
    this.kept = kept;
    this.plain = plain;
    this.constants = constants;
  }

  /** The kind that a byte stands for. */
  abstract K kindOf(int code);

  /** The kind by its class alone, or null if it cannot be restored. */
  abstract @Nullable K kindOf(T value);

  /** The kinds that come near to its own, the nearest first. */
  abstract List<K> generalKinds(T value);

  /**
   * Writes the number of the elements.
   *
   * @param kind as which it is written; null for comparison
   * @return what writes them
   */
  abstract ElementsWriting writing(T value, @Nullable K kind, WireOutput out);

  /** Makes a new one, and what reads its elements. */
  abstract ContainerReading<T, ?> readNew(K kind, WireInput in);

  /** Empties what a field holds, where it has to be. */
  abstract void clear(T existing, int count);

  /** What reads the elements of one that a field holds. */
  abstract ContainerReading<T, ?> refilling(
      K written, T existing, int count, int number, WireInput in);

  @Override
  public final Class<?> declared() {
    return declared;
  }

  @Override
  public final void write(@Nullable T value, WireOutput out) {
    write(value, false, null, out);
  }

  @Override
  public final void writeField(@Nullable T value, @Nullable OwnKind mine, WireOutput out) {
    write(value, true, mine, out);
  }

  private void write(@Nullable T value, boolean field, @Nullable OwnKind mine, WireOutput out) {
    WireOutput.Head head = out.writeHead(value);
    if (head == WireOutput.Head.ALL || value == null) {
      return;
    }
    out.enter(value);
    if (out.purpose() == WireOutput.Purpose.CALL && !out.isStepwise() && writeInCall(value, out)) {
      out.leave();
      return;
    }
    K kind = null;
    if (out.purpose() != WireOutput.Purpose.COMPARISON) {
      boolean announced = head == WireOutput.Head.ANNOUNCEMENT;
      Ordering ordering = Ordering.of(ContainerKind.comparatorOf(value));
      kind = kindToWrite(value, ordering, field, announced ? OwnKind.ANY : mine, out.purpose());
      out.writeByte(kind.code());
      if (kind.isSorted() && ordering != null) {
        ordering.write(out);
      }
    }
    ElementsWriting writing = writing(value, kind, out);
    if (out.isStepwise() && isNested(writing.count)) {
      out.goOn(writing);
    } else {
      writing.all(out);
    }
  }

  /**
   * Writes the commonest kind, where nothing but its elements is to be looked at: the way of most
   * arguments and results, without an object for it.
   *
   * @return whether it was written
   */
  boolean writeInCall(T value, WireOutput out) {
    return false;
  }

  /** The counterpart of {@link #writeInCall}: null if it is not that kind. */
  @Nullable T readInCall(K kind, WireInput in) {
    return null;
  }

  @Override
  public final void check(T value, @Nullable OwnKind mine) {
    Ordering ordering = Ordering.of(ContainerKind.comparatorOf(value));
    kindToWrite(value, ordering, true, mine, WireOutput.Purpose.SNAPSHOT);
  }

  private K kindToWrite(
      T value,
      @Nullable Ordering ordering,
      boolean field,
      @Nullable OwnKind mine,
      WireOutput.Purpose purpose) {
    if (mine != null && Views.is(value) && mine.isFor(value)) {
      return kept;
    }
    boolean snapshot = purpose == WireOutput.Purpose.SNAPSHOT;
    boolean accessOrder = snapshot && value instanceof Map<?, ?> map && AccessOrder.isKeptBy(map);
    boolean view = snapshot && SortedView.is(value);
    K kind = view ? null : kindOf(value);
    if (kind != null && !accessOrder && (ordering != null || !kind.isSorted())) {
      return kind;
    }
    if (mine != null && (snapshot || ordering == null) && mine.isFor(value)) {
      return own;
    }
    K general = generalKind(value, ordering != null);
    if (!snapshot && general != null) {
      return general;
    }
    boolean hides = kind == null && !view && Views.isUnmodifiable(value);
    String trait =
        ordering == null
            ? "with a comparator"
            : accessOrder
                ? "in access order"
                : view
                    ? "that shows part of another"
                    : hides ? "that hides how its elements are found or ordered" : null;
    String instead =
        ordering == null || general == null
            ? Unrestorable.KNOWN_ORDERS
            : hides
                ? "what Collections.unmodifiableNavigableSet or unmodifiableNavigableMap makes, or a copy"
                : view
                    ? "a new " + value.getClass().getName() + " of its elements"
                    : "a " + general.type().getName() + (accessOrder ? " in insertion order" : "");
    throw field && snapshot
        ? Unrestorable.inField(value, trait, instead)
        : Unrestorable.at(value, trait, purpose, instead);
  }

  private @Nullable K generalKind(T value, boolean sortable) {
    for (K kind : generalKinds(value)) {
      if (declared.isAssignableFrom(kind.type()) && (sortable || !kind.isSorted())) {
        return kind;
      }
    }
    return null;
  }

  @Override
  public final @Nullable T read(WireInput in) {
    return readField(null, in);
  }

  @Override
  @SuppressWarnings("unchecked") // What is known was read here.
  public final @Nullable T readField(@Nullable T existing, WireInput in) {
    T known = (T) in.known();
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
        T announced = checked(in.recallAnnounced(number));
        return refillAs(kindOf(in.readByte()), announced, number, in, begin);
      default:
        K kind = kindOf(code);
        if ((kind == own || kind == kept) && existing != null) {
          return refillNumbered(kind, existing, in, begin);
        }
        if (kind != own && !declared.isAssignableFrom(kind.type())) {
          throw new MalformedInputException("a " + kind + " instead of a " + declared.getName());
        }
        T read = in.isSnapshot() || in.isStepwise() ? null : readInCall(kind, in);
        return read != null ? read : readElements(readNew(kind, in), in, begin);
    }
  }

  @Override
  public final void refill(T existing, WireInput in) {
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
        refillAs(kindOf(in.readByte()), existing, number, in, begin);
        break;
      default:
        refillNumbered(kindOf(code), existing, in, begin);
    }
  }

  private T refillNumbered(K written, T existing, WireInput in, int begin) {
    return refillAs(written, existing, in.reserve(), in, begin);
  }

  private T refillAs(K written, T existing, int number, WireInput in, int begin) {
    if (written.isSorted()) {
      Ordering.read(in); // It has an order of its own.
    }
    int count = in.readElementCount();
    if (written != kept) {
      try {
        clear(existing, count);
      } catch (UnsupportedOperationException e) {
        throw Unrestorable.unfillable(existing);
      }
    }
    return readElements(refilling(written, existing, count, number, in), in, begin);
  }

  private T readElements(ContainerReading<T, ?> reading, WireInput in, int begin) {
    if (in.isStepwise() && isNested(reading.count)) {
      return in.goOn(reading, begin);
    }
    T value = reading.next(in);
    in.keep(begin, value);
    return value;
  }

  // Plain elements hold nothing that is nested in turn, so they need no steps.
  private boolean isNested(int count) {
    return count > 0 && !plain;
  }

  private static void checkSame(Object existing, Object recalled) {
    if (existing != recalled) {
      throw Unrestorable.shared(existing);
    }
  }

  @SuppressWarnings("unchecked") // The declared type is checked.
  private T checked(Object recalled) {
    if (!declared.isInstance(recalled)) {
      throw new MalformedInputException(
          "a reference to a "
              + recalled.getClass().getName()
              + " instead of a "
              + declared.getName());
    }
    return (T) recalled;
  }
}

package dev.understudy.runtime.codec.kind;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The orders of sorted collections that are known by name, so that they can be restored. */
@SuppressWarnings("ImmutableEnumChecker") // The comparators are.
public enum Ordering {
  /** No comparator: the elements' own order. */
  NONE(0, null),
  /** {@link Comparator#naturalOrder}. */
  NATURAL(1, Comparator.naturalOrder()),
  /** {@link Comparator#reverseOrder}. */
  REVERSED(2, Comparator.reverseOrder()),
  /** {@link String#CASE_INSENSITIVE_ORDER}. */
  CASE_INSENSITIVE(3, String.CASE_INSENSITIVE_ORDER);

  private final int code;
  private final @Nullable Comparator<?> comparator;

  Ordering(int code, @Nullable Comparator<?> comparator) {
    this.code = code;
    this.comparator = comparator;
  }

  /** The order that a comparator makes, or null if it is not known by name. */
  @SuppressWarnings("ReferenceEquality") // Each of them exists once.
  public static @Nullable Ordering of(@Nullable Comparator<?> comparator) {
    for (Ordering ordering : values()) {
      if (ordering.comparator == comparator) {
        return ordering;
      }
    }
    return null;
  }

  public static Ordering read(WireInput in) {
    int code = in.readByte();
    return switch (code) {
      case 0 -> NONE;
      case 1 -> NATURAL;
      case 2 -> REVERSED;
      case 3 -> CASE_INSENSITIVE;
      default -> throw new MalformedInputException("an order of code " + code);
    };
  }

  public void write(WireOutput out) {
    out.writeByte(code);
  }

  /** The comparator; elements that it cannot compare are met when they are added. */
  @SuppressWarnings("unchecked")
  public <E> @Nullable Comparator<? super E> comparator() {
    return (Comparator<? super E>) comparator;
  }
}

package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes which subtype a value is of, as a hash of its name, and then the value. The order of the
 * subtypes does not matter, and new ones may be added.
 */
final class SealedCodec<T> implements WireCodec<T> {

  private static final int NULL_TAG = 0;

  private final Class<T> type;
  private final List<SubtypeCodec<? extends T>> subtypes;
  private final Map<Class<?>, SubtypeCodec<? extends T>> byType = new HashMap<>();

  SealedCodec(Class<T> type, List<SubtypeCodec<? extends T>> subtypes) {
    this.type = type;
    this.subtypes = subtypes;
    Map<Integer, SubtypeCodec<? extends T>> byTag = new HashMap<>();
    for (SubtypeCodec<? extends T> subtype : subtypes) {
      SubtypeCodec<? extends T> other = byTag.put(subtype.tag(), subtype);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s and %s of %s have the same tag: rename one of them"
                .formatted(other.type().getName(), subtype.type().getName(), type.getName()));
      }
      byType.put(subtype.type(), subtype);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // The codec is the one of the value's own class.
  public void write(@Nullable T value, WireOutput out) {
    if (value == null) {
      out.writeInt(NULL_TAG);
      return;
    }
    SubtypeCodec<? extends T> subtype = subtypeOf(value);
    out.writeInt(subtype.tag());
    ((WireCodec<T>) subtype.codec()).write(value, out);
  }

  @Override
  public @Nullable T read(WireInput in) {
    int tag = in.readInt();
    if (tag == NULL_TAG) {
      return null;
    }
    for (SubtypeCodec<? extends T> subtype : subtypes) {
      if (subtype.tag() == tag) {
        return present(subtype.codec().read(in), subtype);
      }
    }
    throw new MalformedInputException(
        "tag " + tag + ", which stands for no subtype of " + type.getName());
  }

  private T present(@Nullable T value, SubtypeCodec<?> subtype) {
    if (value == null) {
      throw new MalformedInputException("a " + subtype.type().getName() + " that is null");
    }
    return value;
  }

  private SubtypeCodec<? extends T> subtypeOf(T value) {
    // A constant with a body is of a class of its own.
    Class<?> actual =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    SubtypeCodec<? extends T> subtype = byType.get(actual);
    return subtype != null ? subtype : nestedSubtypeOf(value);
  }

  private SubtypeCodec<? extends T> nestedSubtypeOf(T value) {
    for (SubtypeCodec<? extends T> subtype : subtypes) {
      if (subtype.type().isInterface() && subtype.type().isInstance(value)) {
        return subtype;
      }
    }
    throw new UnsavableException(
        "a %s cannot be written as a %s: it is none of its known subtypes"
            .formatted(value.getClass().getName(), type.getName()));
  }
}

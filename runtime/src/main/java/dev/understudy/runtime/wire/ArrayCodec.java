package dev.understudy.runtime.wire;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes an array of references. */
final class ArrayCodec<E> implements WireCodec<E[]> {

  private static final int PRESENT = 3;

  private final WireCodec<E> element;
  private final IntFunction<E[]> creation;
  private final Class<?> type;

  ArrayCodec(WireCodec<E> element, IntFunction<E[]> creation) {
    this.element = element;
    this.creation = creation;
    this.type = creation.apply(0).getClass();
  }

  @Override
  public void write(E @Nullable [] value, WireOutput out) {
    if (out.writeHead(value) == WireOutput.Head.ALL || value == null) {
      return;
    }
    if (out.purpose() == WireOutput.Purpose.SNAPSHOT && value.getClass() != type) {
      throw Unrestorable.at(value, null, out.purpose(), "a " + type.getTypeName());
    }
    out.writeByte(PRESENT);
    out.writeVarInt(value.length);
    out.enter(value);
    for (E each : value) {
      element.write(each, out);
    }
    out.leave();
  }

  @Override
  public E @Nullable [] read(WireInput in) {
    int head = in.readByte();
    switch (head) {
      case WireOutput.NULL:
        return null;
      case WireOutput.REFERENCE:
        return checked(in.recall(null));
      case PRESENT:
        return readElements(in);
      default:
        throw new MalformedInputException("an array that begins with " + head);
    }
  }

  @SuppressWarnings("NullAway") // An element may be null.
  private E[] readElements(WireInput in) {
    E[] array = creation.apply(in.readElementCount());
    in.remember(in.reserve(), array, null);
    in.enter();
    for (int i = 0; i < array.length; i++) {
      in.nextElement();
      array[i] = element.read(in);
    }
    in.leave();
    return array;
  }

  @SuppressWarnings("unchecked") // The type is checked.
  private E[] checked(Object recalled) {
    if (!type.isInstance(recalled)) {
      throw new MalformedInputException(
          "a reference to a " + recalled.getClass().getName() + " instead of a " + type.getName());
    }
    return (E[]) recalled;
  }
}

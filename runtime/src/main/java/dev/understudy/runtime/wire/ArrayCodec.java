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
    out.writeByte(PRESENT);
    out.writeVarInt(value.length);
    out.enter(value);
    for (E each : value) {
      element.write(each, out);
    }
    out.leave();
  }

  @Override
  @SuppressWarnings("unchecked") // What is recalled is of this type.
  public E @Nullable [] read(WireInput in) {
    int head = in.readByte();
    switch (head) {
      case WireOutput.NULL:
        return null;
      case WireOutput.REFERENCE:
        return (E[]) in.recall(in.readVarInt(), type);
      case PRESENT:
        return readElements(in);
      default:
        throw new MalformedInputException("an array that begins with " + head);
    }
  }

  @SuppressWarnings("NullAway") // An element may be null.
  private E[] readElements(WireInput in) {
    E[] array = creation.apply(in.readElementCount());
    in.remember(in.reserve(), array, type);
    in.enter();
    for (int i = 0; i < array.length; i++) {
      in.nextElement();
      array[i] = element.read(in);
    }
    in.leave();
    return array;
  }
}

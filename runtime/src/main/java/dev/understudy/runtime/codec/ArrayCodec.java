package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
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
    Writing writing = new Writing(value);
    if (out.isStepwise()) {
      out.goOn(writing);
    } else {
      writing.all(out);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // What is known was read here.
  public E @Nullable [] read(WireInput in) {
    Object known = in.known();
    if (known != null) {
      return (E[]) known;
    }
    int begin = in.position();
    int head = in.readByte();
    switch (head) {
      case WireOutput.NULL:
        return null;
      case WireOutput.REFERENCE:
        return checked(in.recall(null));
      case PRESENT:
        E[] array = creation.apply(in.readElementCount());
        int number = in.reserve();
        in.remember(number, array, null);
        Reading reading = new Reading(array, number, in);
        return in.isStepwise() ? in.goOn(reading, begin) : reading.next(in);
      default:
        throw new MalformedInputException("an array that begins with " + head);
    }
  }

  @SuppressWarnings("unchecked") // The type is checked.
  private E[] checked(Object recalled) {
    if (!type.isInstance(recalled)) {
      throw new MalformedInputException(
          "a reference to a " + recalled.getClass().getName() + " instead of a " + type.getName());
    }
    return (E[]) recalled;
  }

  /** The elements of one array, as they are written. */
  private final class Writing extends ElementsWriting {

    private final E[] array;

    private Writing(E[] array) {
      super(array.length, null);
      this.array = array;
    }

    @Override
    boolean hasNext() {
      return written < count;
    }

    @Override
    void writeNext(WireOutput out) {
      element.write(array[written - 1], out);
    }
  }

  /** The elements of one array, as they are read. */
  private final class Reading extends ElementsReading<E[]> {

    private Reading(E[] array, int number, WireInput in) {
      super(array, array.length, number, in);
    }

    @Override
    @SuppressWarnings("NullAway") // An element may be null.
    void readElement(WireInput in) {
      result[done] = element.read(in);
    }
  }
}

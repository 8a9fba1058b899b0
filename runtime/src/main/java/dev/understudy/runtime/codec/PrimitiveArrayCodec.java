package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Writes an array of primitives: its length, and then its elements side by side. */
final class PrimitiveArrayCodec<A> implements WireCodec<A> {

  /** Writes all elements. */
  interface Writing<A> {
    void write(A array, WireOutput out);
  }

  /** Reads as many elements as the array has. */
  interface Reading<A> {
    void read(A array, WireInput in);
  }

  private static final int PRESENT = 3;

  private final int elementBytes;
  private final IntFunction<A> creation;
  private final ToIntFunction<A> length;
  private final Writing<A> writing;
  private final Reading<A> reading;
  private final Class<?> type;

  PrimitiveArrayCodec(
      int elementBytes,
      IntFunction<A> creation,
      ToIntFunction<A> length,
      Writing<A> writing,
      Reading<A> reading) {
    this.elementBytes = elementBytes;
    this.creation = creation;
    this.length = length;
    this.writing = writing;
    this.reading = reading;
    this.type = creation.apply(0).getClass();
  }

  @Override
  public void write(@Nullable A value, WireOutput out) {
    if (out.writeHead(value) == WireOutput.Head.ALL || value == null) {
      return;
    }
    out.writeByte(PRESENT);
    out.writeVarInt(length.applyAsInt(value));
    writing.write(value, out);
  }

  @Override
  @SuppressWarnings("unchecked") // What is recalled is of this type.
  public @Nullable A read(WireInput in) {
    A known = (A) in.known();
    if (known != null) {
      return known;
    }
    int begin = in.position();
    int head = in.readByte();
    switch (head) {
      case WireOutput.NULL:
        return null;
      case WireOutput.REFERENCE:
        return (A) in.recall(type);
      case PRESENT:
        int count = in.readVarInt();
        if (count > in.left() / elementBytes) {
          throw new MalformedInputException(count + " elements in " + in.left() + " bytes");
        }
        A array = creation.apply(count);
        in.remember(in.reserve(), array, type);
        reading.read(array, in);
        in.keep(begin, array);
        return array;
      default:
        throw new MalformedInputException("an array that begins with " + head);
    }
  }
}

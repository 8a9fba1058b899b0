package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.ReadStep;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import dev.understudy.runtime.wire.WriteStep;
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
        Reading reading = new Reading(in);
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
  private final class Writing implements WriteStep {

    private final E[] array;
    private int written;

    private Writing(E[] array) {
      this.array = array;
    }

    private void all(WireOutput out) {
      try {
        while (next(out)) {}
      } catch (UnsavableException e) {
        e.within(place());
        throw e;
      }
    }

    @Override
    public boolean next(WireOutput out) {
      if (written == array.length) {
        out.leave();
        return false;
      }
      written++;
      element.write(array[written - 1], out);
      return true;
    }

    @Override
    public String place() {
      return "[" + (written - 1) + "]";
    }
  }

  /** The elements of one array, as they are read. */
  private final class Reading extends ReadStep<E[]> {

    private final E[] array;
    private final int number;
    private final int reached;
    private int start;
    private int filled;
    private boolean begun;

    private Reading(WireInput in) {
      this.array = creation.apply(in.readElementCount());
      this.number = in.reserve();
      in.remember(number, array, null);
      this.start = in.position();
      in.enter();
      this.reached = in.begin(number);
    }

    @Override
    @SuppressWarnings("NullAway") // An element may be null.
    public E[] next(WireInput in) {
      in.seek(start);
      while (filled < array.length) {
        if (!begun) {
          in.nextElement();
          begun = true;
        }
        array[filled] = element.read(in);
        filled++;
        begun = false;
        start = in.position();
        forget();
      }
      in.leave();
      in.end(number, reached);
      return array;
    }
  }
}

package dev.understudy.runtime.wire;

import org.jspecify.annotations.Nullable;

/**
 * What the generated codecs of {@code @Replicated} classes have in common. Unlike a record, the
 * object is there before its fields are read, so that it may be part of a cycle.
 *
 * @param <T> the class
 */
public abstract class ReplicatedCodec<T> implements WireCodec<T> {

  /** Makes an object whose fields are about to be read. */
  protected abstract T create();

  /** Writes the state fields, in order. */
  protected abstract void writeFields(T value, WireOutput out);

  /** Reads the state fields; one that an older build did not have is absent and left alone. */
  protected abstract void readFields(T value, WireInput in);

  @Override
  public final void write(@Nullable T value, WireOutput out) {
    int mark = out.startObject(value);
    if (mark >= 0 && value != null) {
      writeFields(value, out);
      out.endObject(mark);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // What was remembered under this number was read by this codec.
  public final @Nullable T read(WireInput in) {
    int length = in.readInt();
    if (length < 0) {
      return length == -1 ? null : (T) in.recall(-2 - length);
    }
    T value = create();
    in.remember(in.reserve(), value);
    int outer = in.enterObject(length);
    readFields(value, in);
    in.leaveObject(outer);
    return value;
  }
}

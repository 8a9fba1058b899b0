package dev.understudy.runtime.wire;

import org.jspecify.annotations.Nullable;

/**
 * What the generated codecs of records, and of exceptions, have in common: null, the length that
 * stands before the fields, and, in a snapshot, objects that are reached twice.
 *
 * @param <T> the record
 */
public abstract class RecordCodec<T> implements WireCodec<T> {

  /** Writes the components, in order. */
  protected abstract void writeFields(T value, WireOutput out);

  /**
   * Reads the components and makes the record. A component that an older build did not have is
   * absent ({@link WireInput#hasMore} is false) and read as its zero value.
   */
  protected abstract T readFields(WireInput in);

  @Override
  public final void write(@Nullable T value, WireOutput out) {
    int mark = out.startRecord(value);
    if (mark >= 0 && value != null) {
      writeFields(value, out);
      out.endRecord(value, mark);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // What is recalled was read by a codec of this class.
  public final @Nullable T read(WireInput in) {
    int length = in.readInt();
    if (length < 0) {
      return length == -1 ? null : (T) in.recall(-2 - length, getClass());
    }
    int number = in.reserve();
    long outer = in.enterObject(length);
    T value = make(in);
    in.leaveObject(outer);
    in.remember(number, value, getClass());
    return value;
  }

  private T make(WireInput in) {
    try {
      return readFields(in);
    } catch (MalformedInputException e) {
      throw e;
    } catch (RuntimeException e) {
      // The constructor refused them: no such object can have been written.
      throw new MalformedInputException("components that " + getClass().getName() + " refuses", e);
    }
  }
}

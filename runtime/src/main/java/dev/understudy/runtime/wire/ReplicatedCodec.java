package dev.understudy.runtime.wire;

import org.jspecify.annotations.Nullable;

/**
 * What the generated codecs of {@code @Replicated} classes have in common. Unlike a record, the
 * object is there before its fields are read, so that it may be part of a cycle.
 *
 * @param <T> the class
 */
public abstract class ReplicatedCodec<T> implements WireCodec<T> {

  private static final @Nullable Object[] NONE = {};

  // The class of what is made; the same, whoever finds it out first.
  private @Nullable Class<?> type;

  /** Makes an object whose fields are about to be read. */
  protected abstract T create();

  /** Writes the state fields, in order. */
  protected abstract void writeFields(T value, WireOutput out);

  /** Reads the state fields; one that an older build did not have is absent and left alone. */
  protected abstract void readFields(T value, WireInput in);

  /**
   * The collections and maps in the final state fields of an object, in order: they are refilled,
   * where the others are replaced.
   */
  protected @Nullable Object[] refilled(T value) {
    return NONE;
  }

  @Override
  public final void write(@Nullable T value, WireOutput out) {
    checkClass(value);
    int mark = out.startObject(value);
    if (mark >= 0 && value != null) {
      out.announce(refilled(value));
      writeFields(value, out);
      out.endObject(mark);
    }
  }

  /**
   * Writes the object with which a state ends, so that it may be of any size: its length follows
   * it, where that of any other stands before it and must be known before a byte may leave.
   */
  public final void writeLast(T value, WireOutput out) {
    checkClass(value);
    long begin = out.startLast(value);
    out.announce(refilled(value));
    writeFields(value, out);
    out.endLast(begin);
  }

  /** Reads an object, by whichever of the two ways it was written. */
  @Override
  @SuppressWarnings("unchecked") // What is recalled was read by a codec of this class.
  public final @Nullable T read(WireInput in) {
    int length = in.readInt();
    if (length == WireOutput.LAST_OBJECT) {
      return readLast(in);
    }
    if (length < 0) {
      return length == -1 ? null : (T) in.recall(-2 - length, getClass());
    }
    T value = create();
    in.remember(in.reserve(), value, getClass());
    long outer = in.enterObject(length);
    fill(value, in);
    in.leaveObject(outer);
    return value;
  }

  private T readLast(WireInput in) {
    long length = in.enterLast();
    T value = create();
    in.remember(in.reserve(), value, getClass());
    fill(value, in);
    in.leaveLast(length);
    return value;
  }

  private void fill(T value, WireInput in) {
    try {
      in.announce(refilled(value));
      readFields(value, in);
    } catch (MalformedInputException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MalformedInputException("fields that " + getClass().getName() + " refuses", e);
    }
  }

  // An object of a subclass would come back without what the subclass adds.
  private void checkClass(@Nullable T value) {
    if (value == null) {
      return;
    }
    Class<?> known = type;
    if (known == null) {
      known = create().getClass();
      type = known;
    }
    if (value.getClass() != known) {
      throw new IllegalStateException(
          "a %s cannot be written as a %s: use exactly that class"
              .formatted(value.getClass().getName(), known.getName()));
    }
  }
}

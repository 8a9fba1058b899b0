package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.ReadStep;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.UserCode;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import dev.understudy.runtime.wire.WriteStep;
import org.jspecify.annotations.Nullable;

/**
 * What the generated codecs of records, and of exceptions, have in common: null, the length that
 * stands before the fields, and, in a snapshot, objects that are reached twice.
 *
 * @param <T> the record
 */
public abstract class RecordCodec<T> implements WireCodec<T> {

  private final Class<?> type;
  private final String[] fields;

  /**
   * @param type the record, for messages
   * @param fields the names of its components, in order
   */
  protected RecordCodec(Class<?> type, String... fields) {
    this.type = type;
    this.fields = fields;
  }

  /** Writes one component, by its place; what the accessor throws is passed on. */
  protected abstract void writeField(int field, T value, WireOutput out);

  /**
   * Reads the components and makes the record. A component that an older build did not have is
   * absent ({@link WireInput#hasMore} is false) and read as its zero value. Deep down it may be
   * left, and begun again: what it reads then is the same.
   */
  protected abstract T readFields(WireInput in);

  /** What is to be thrown when the constructor has refused the components. */
  protected final RuntimeException refused(Throwable thrown, Object... components) {
    return UserCode.refused(type, thrown, components);
  }

  @Override
  public final void write(@Nullable T value, WireOutput out) {
    int mark = out.startRecord(value);
    if (mark < 0 || value == null) {
      return;
    }
    if (out.isDeep()) {
      out.goOn(new Writing(value, mark));
      return;
    }
    writeFields(value, out);
    out.endRecord(value, mark);
  }

  /**
   * Writes all components, one after the other. What is generated for a record says so in a row of
   * statements, which the JIT compiler makes more of than of a loop over {@link #writeField}.
   */
  protected void writeFields(T value, WireOutput out) {
    for (int i = 0; i < fields.length; i++) {
      writeNamed(i, value, out);
    }
  }

  /** What is to be thrown when a component could not be written: it names the component. */
  protected final RuntimeException failed(int field, Throwable thrown, WireOutput out) {
    if (thrown instanceof UnsavableException unsavable) {
      unsavable.within(fields[field]);
      return unsavable;
    }
    return out.failed(type.getName() + "." + fields[field], thrown);
  }

  private void writeNamed(int field, T value, WireOutput out) {
    try {
      writeField(field, value, out);
    } catch (RuntimeException | Error e) {
      throw failed(field, e, out);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // What is recalled was read by a codec of this class.
  public final @Nullable T read(WireInput in) {
    T known = (T) in.known();
    if (known != null) {
      return known;
    }
    int begin = in.position();
    int length = in.readInt();
    if (length < 0) {
      return length == -1 ? null : (T) in.recall(-2 - length, getClass());
    }
    int number = in.reserve();
    long outer = in.enterObject(length);
    int reached = in.begin(number);
    if (in.isDeep()) {
      return in.goOn(new Reading(number, outer, reached, in.position()), begin);
    }
    return end(make(in), number, outer, reached, in);
  }

  private T end(T value, int number, long outer, int reached, WireInput in) {
    in.leaveObject(outer);
    in.remember(number, value, getClass());
    in.end(number, reached);
    return value;
  }

  private T make(WireInput in) {
    try {
      return readFields(in);
    } catch (MalformedInputException | ReadStep.Suspended e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MalformedInputException("what is no " + type.getName(), e);
    }
  }

  /** A record that is nested too deeply for the stack. */
  private final class Writing implements WriteStep {

    private final T value;
    private final int mark;
    private int field;

    private Writing(T value, int mark) {
      this.value = value;
      this.mark = mark;
    }

    @Override
    public boolean next(WireOutput out) {
      if (field == fields.length) {
        out.endRecord(value, mark);
        return false;
      }
      field++;
      writeNamed(field - 1, value, out);
      return true;
    }

    @Override
    public String place() {
      return fields[field - 1];
    }
  }

  private final class Reading extends ReadStep<T> {

    private final int number;
    private final long outer;
    private final int reached;
    private final int start;

    private Reading(int number, long outer, int reached, int start) {
      this.number = number;
      this.outer = outer;
      this.reached = reached;
      this.start = start;
    }

    @Override
    public T next(WireInput in) {
      in.seek(start);
      return end(make(in), number, outer, reached, in);
    }
  }
}

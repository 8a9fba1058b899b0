package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.OwnKind;
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
 * What the generated codecs of {@code @Replicated} classes have in common. Unlike a record, the
 * object is there before its fields are read, so that it may be part of a cycle.
 *
 * @param <T> the class
 */
public abstract class ReplicatedCodec<T> implements WireCodec<T> {

  private static final @Nullable Object[] NONE = {};

  private final Class<?> type;
  private final String[] fields;
  // The values that the constructor leaves in the fields: the same, whichever thread asks first.
  private volatile @Nullable OwnKind @Nullable [] own;

  /**
   * @param type the class itself: an object of a subclass is refused
   * @param fields the names of the state fields, in order
   */
  protected ReplicatedCodec(Class<?> type, String... fields) {
    this.type = type;
    this.fields = fields;
  }

  /** Makes an object whose fields are about to be read. */
  protected abstract T create();

  /** Writes one state field, by its place. */
  protected abstract void writeField(int field, T value, WireOutput out);

  /** Reads one state field. Deep down it may be left, and begun again. */
  protected abstract void readField(int field, T value, WireInput in);

  /** What a field holds, if it is one for a collection or map and not final; else null. */
  protected @Nullable Object held(int field, T value) {
    return null;
  }

  /**
   * The collections and maps in the final state fields of an object, in order: they are refilled,
   * where the others are replaced.
   */
  protected @Nullable Object[] refilled(T value) {
    return NONE;
  }

  /** What the constructor leaves in a field that is not final. */
  protected @Nullable OwnKind own(int field) {
    @Nullable OwnKind[] known = own;
    if (known == null) {
      T made = made();
      known = new @Nullable OwnKind[fields.length];
      for (int i = 0; i < known.length; i++) {
        known[i] = OwnKind.ofAnyObject(held(i, made));
      }
      own = known;
    }
    return known[field];
  }

  /** The name of a field. */
  final String field(int field) {
    return fields[field];
  }

  /** How many fields there are. */
  final int fieldCount() {
    return fields.length;
  }

  @Override
  public final void write(@Nullable T value, WireOutput out) {
    checkClass(value);
    int mark = out.startObject(value);
    if (mark < 0 || value == null) {
      return;
    }
    out.announce(refilled(value));
    if (out.isDeep()) {
      out.goOn(new Writing(value, mark));
      return;
    }
    writeFields(value, out);
    out.endObject(mark);
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

  private void writeFields(T value, WireOutput out) {
    for (int i = 0; i < fields.length; i++) {
      writeNamed(i, value, out);
    }
  }

  private void writeNamed(int field, T value, WireOutput out) {
    try {
      writeField(field, value, out);
    } catch (UnsavableException e) {
      e.within(fields[field]);
      throw e;
    } catch (RuntimeException | Error e) {
      throw out.failed(value.getClass().getName() + "." + fields[field], e);
    }
  }

  /** Reads an object, by whichever of the two ways it was written. */
  @Override
  @SuppressWarnings("unchecked") // What is recalled was read by a codec of this class.
  public final @Nullable T read(WireInput in) {
    T known = (T) in.known();
    if (known != null) {
      return known;
    }
    int begin = in.position();
    int length = in.readInt();
    if (length == WireOutput.LAST_OBJECT) {
      return readLast(in);
    }
    if (length < 0) {
      return length == -1 ? null : (T) in.recall(-2 - length, getClass());
    }
    T value = made();
    int number = in.reserve();
    in.remember(number, value, getClass());
    long outer = in.enterObject(length);
    int reached = in.begin(number);
    in.announce(refilled(value));
    if (in.isDeep()) {
      return in.goOn(new Reading(value, number, outer, reached, in.position()), begin);
    }
    readFields(value, in);
    in.leaveObject(outer);
    in.end(number, reached);
    return value;
  }

  private T readLast(WireInput in) {
    long length = in.enterLast();
    T value = made();
    in.remember(in.reserve(), value, getClass());
    in.announce(refilled(value));
    readFields(value, in);
    in.leaveLast(length);
    return value;
  }

  // Fields that an older build did not have are absent, and are left alone.
  private void readFields(T value, WireInput in) {
    for (int i = 0; i < fields.length && in.hasMore(); i++) {
      readNamed(i, value, in);
    }
  }

  private void readNamed(int field, T value, WireInput in) {
    try {
      readField(field, value, in);
    } catch (MalformedInputException | ReadStep.Suspended e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MalformedInputException(
          "what " + value.getClass().getName() + "." + fields[field] + " does not hold", e);
    }
  }

  private T made() {
    try {
      return create();
    } catch (RuntimeException | Error e) {
      throw UserCode.refused(type, e);
    }
  }

  // An object of a subclass would come back without what the subclass adds.
  private void checkClass(@Nullable T value) {
    if (value != null && value.getClass() != type) {
      throw new UnsavableException(
          "a %s cannot be written as a %s: use exactly that class"
              .formatted(value.getClass().getName(), type.getName()));
    }
  }

  /** An object that is nested too deeply for the stack. */
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
        out.endObject(mark);
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

    private final T value;
    private final int number;
    private final long outer;
    private final int reached;
    private int start;
    private int field;

    private Reading(T value, int number, long outer, int reached, int start) {
      this.value = value;
      this.number = number;
      this.outer = outer;
      this.reached = reached;
      this.start = start;
    }

    @Override
    public T next(WireInput in) {
      in.seek(start);
      while (field < fields.length && in.hasMore()) {
        readNamed(field, value, in);
        field++;
        start = in.position();
        forget();
      }
      in.leaveObject(outer);
      in.end(number, reached);
      return value;
    }
  }
}

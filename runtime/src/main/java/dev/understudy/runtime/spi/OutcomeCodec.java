package dev.understudy.runtime.spi;

import dev.understudy.UpdateFailedException;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads how a call ended: with a value, with an exception that its method declares, or
 * with one that it does not.
 *
 * @param <R> the type of the value, boxed if it is primitive
 */
public final class OutcomeCodec<R> {

  private static final int VALUE = 0;
  private static final int DECLARED = 1;
  private static final int FAILED = 2;

  private final WireCodec<R> result;
  private final List<WireCodec<? extends Exception>> declared;

  private OutcomeCodec(WireCodec<R> result, List<WireCodec<? extends Exception>> declared) {
    this.result = result;
    this.declared = declared;
  }

  /**
   * @param result the codec of the value
   * @param declared the codecs of the declared exceptions, in the order of their numbers
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // List.of copies the array.
  public static <R> OutcomeCodec<R> of(
      WireCodec<R> result, WireCodec<? extends Exception>... declared) {
    return new OutcomeCodec<>(result, List.of(declared));
  }

  /** Writes that the method returned. */
  public void writeValue(@Nullable R value, WireOutput out) {
    out.clear();
    out.writeByte(VALUE);
    result.write(value, out);
  }

  /**
   * Writes that the method threw an exception that it declares.
   *
   * @param number the place of its type among the declared ones
   */
  @SuppressWarnings("unchecked") // The generated catch clause has the type of the codec.
  public void writeException(int number, Exception exception, WireOutput out) {
    out.clear();
    out.writeByte(DECLARED);
    out.writeVarInt(number);
    ((WireCodec<Exception>) declared.get(number)).write(exception, out);
  }

  /** Writes that a method threw an exception that it does not declare. */
  public static void writeFailure(Exception exception, WireOutput out) {
    out.clear();
    out.writeByte(FAILED);
    out.writeString(exception.getClass().getName());
    out.writeString(message(exception));
  }

  // An exception may fail to tell: no reason for a process to die with the update applied.
  private static @Nullable String message(Exception exception) {
    try {
      return exception.getMessage();
    } catch (RuntimeException e) {
      return null;
    }
  }

  /**
   * Reads an outcome: returns the value, or throws the exception.
   *
   * @param operation for the message of an exception that was not declared
   * @throws Exception the declared exception, or {@link UpdateFailedException}
   */
  public @Nullable R read(Operation<R> operation, WireInput in) throws Exception {
    int kind = in.readByte();
    switch (kind) {
      case VALUE:
        return result.read(in);
      case DECLARED:
        Exception exception = declaredCodec(in.readVarInt()).read(in);
        throw exception != null
            ? exception
            : new MalformedInputException("a declared exception that is null");
      case FAILED:
        throw new UpdateFailedException(
            operation.signature(), String.valueOf(in.readString()), in.readString());
      default:
        throw new MalformedInputException("an outcome of kind " + kind);
    }
  }

  /** What an outcome that is no value says, for people. */
  public static <R> String failure(Operation<R> operation, byte[] outcome) {
    try {
      return operation + " returned " + operation.outcome().read(operation, new WireInput(outcome));
    } catch (UpdateFailedException e) {
      return String.valueOf(e.getMessage());
    } catch (Exception e) {
      return operation + " threw " + e;
    }
  }

  /** Whether an outcome is a value, and no exception. */
  public static boolean isValue(byte[] outcome) {
    return outcome.length > 0 && outcome[0] == VALUE;
  }

  /**
   * Whether two outcomes are equal by value: sets and maps without order, and exceptions that are
   * not declared by their type alone, since JVMs drop the messages of implicit ones.
   */
  public boolean same(WireInput one, WireInput other) {
    if (Arrays.equals(
        one.array(),
        one.position(),
        one.position() + one.remaining(),
        other.array(),
        other.position(),
        other.position() + other.remaining())) {
      return true;
    }
    return Arrays.equals(comparable(one), comparable(other));
  }

  private byte[] comparable(WireInput in) {
    WireOutput out = WireOutput.forComparison();
    int kind = in.readByte();
    out.writeByte(kind);
    switch (kind) {
      case VALUE -> result.write(result.read(in), out);
      case DECLARED -> {
        int number = in.readVarInt();
        out.writeVarInt(number);
        rewrite(declaredCodec(number), in, out);
      }
      case FAILED -> out.writeString(in.readString());
      default -> throw new MalformedInputException("an outcome of kind " + kind);
    }
    return out.toByteArray();
  }

  private static <T> void rewrite(WireCodec<T> codec, WireInput in, WireOutput out) {
    codec.write(codec.read(in), out);
  }

  private WireCodec<? extends Exception> declaredCodec(int number) {
    if (number >= declared.size()) {
      throw new MalformedInputException("declared exception " + number + " of " + declared.size());
    }
    return declared.get(number);
  }
}

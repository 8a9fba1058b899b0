package dev.understudy.runtime.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is said when code of the user's throws while state is saved or loaded. */
public final class UserCode {

  private static final int SHOWN_CHARS = 200;

  private UserCode() {}

  /** A record's accessor, or a codec of the user's own, has thrown while a value was written. */
  public static UnsavableException unsavable(String what, Throwable thrown) {
    passOn(thrown);
    return new UnsavableException(what + " throws " + oneLine(thrown) + ": let it return", thrown);
  }

  /** A constructor refuses what was written before. */
  public static RefusedByClassException refused(
      Class<?> type, Throwable thrown, @Nullable Object... components) {
    passOn(thrown);
    return new RefusedByClassException(
        "the constructor of "
            + type.getName()
            + (components.length == 0 ? "" : " refuses " + shown(components) + ", as it")
            + " throws "
            + oneLine(thrown)
            + ": what was accepted once must be accepted again, in every process",
        thrown);
  }

  // A full memory or stack is no refusal of one value.
  private static void passOn(Throwable thrown) {
    if (thrown instanceof VirtualMachineError error) {
      throw error;
    }
  }

  private static String shown(@Nullable Object... components) {
    StringBuilder all = new StringBuilder("(");
    for (Object each : components) {
      all.append(all.length() > 1 ? ", " : "").append(shown(each));
    }
    return all.append(')').toString();
  }

  private static String shown(@Nullable Object value) {
    try {
      String text =
          value instanceof Object[] array ? Arrays.toString(array) : String.valueOf(value);
      return oneLine(text);
    } catch (RuntimeException | Error e) { // The user's, too.
      return value == null ? "null" : "a " + value.getClass().getName();
    }
  }

  private static String oneLine(Throwable thrown) {
    try {
      return oneLine(thrown.toString());
    } catch (RuntimeException | Error e) {
      return thrown.getClass().getName();
    }
  }

  private static String oneLine(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "...";
  }
}

package dev.understudy.runtime.codec.kind;

import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireOutput;
import org.jspecify.annotations.Nullable;

/** What is said of collections and maps that could not be restored as what they are. */
public final class Unrestorable {

  /** What to use instead of a comparator that is not known by name. */
  public static final String KNOWN_ORDERS =
      "the natural order, Comparator.reverseOrder() or String.CASE_INSENSITIVE_ORDER";

  private Unrestorable() {}

  /**
   * @param value the collection or map, as an argument, a result, or below a state field
   * @param trait what is unusual about it besides its class, as {@code with a comparator}, or null
   * @param instead what to use instead
   */
  public static UnsavableException at(
      Object value, @Nullable String trait, WireOutput.Purpose purpose, String instead) {
    String what = what(value, trait);
    if (purpose == WireOutput.Purpose.SNAPSHOT) {
      return new UnsavableException(
          "cannot save a "
              + what
              + " within another value, since it could not be restored as what it is: use "
              + instead
              + " there, or hold it in a @State field of its own");
    }
    return new UnsavableException(
        "a " + what + " cannot be an argument or a result: use " + instead);
  }

  /**
   * @param value what a state field holds, and not as the constructor made it
   * @param trait as above
   * @param instead what to use instead
   */
  public static UnsavableException inField(Object value, @Nullable String trait, String instead) {
    return new UnsavableException(
        "a "
            + what(value, trait)
            + " could not be restored as what it is, since the constructor leaves none like it in"
            + " the field: use "
            + instead
            + ", or let the constructor make it, and keep that one"
            + (instead.equals(KNOWN_ORDERS)
                ? "; a comparator is best held in a static final constant"
                : ""));
  }

  private static String what(Object value, @Nullable String trait) {
    return value.getClass().getName() + (trait == null ? "" : " " + trait);
  }

  /**
   * @param existing what a final field holds
   */
  public static UnsavableException unfillable(Object existing) {
    return new UnsavableException(
        "a "
            + existing.getClass().getName()
            + " in a final @State field cannot be emptied and filled: let the constructor put a"
            + " mutable one there, or make the field non-final");
  }

  /**
   * @param existing what a final field holds
   */
  public static IllegalStateException shared(Object existing) {
    return new IllegalStateException(
        "a "
            + existing.getClass().getName()
            + " in a final @State field was reached before in another way, and cannot be restored as"
            + " one: make the field non-final");
  }

  /** An element or key was changed in a way that its table does not see. */
  public static UnsavableException lost(Object table, Object element) {
    return new UnsavableException(
        "a "
            + table.getClass().getName()
            + " holds a "
            + element.getClass().getName()
            + " that it does not find, since it was changed after it had been added: take it out"
            + " before it is changed, and add it again");
  }

  /** What is not read back as it was written. */
  public static MalformedInputException equalElements(Object filled, int equal) {
    return new MalformedInputException(
        equal
            + " equal elements or keys in a "
            + filled.getClass().getName()
            + ", since they were changed after they had been added: take them out before they are"
            + " changed, and add them again");
  }

  /** Null where none can be, or what cannot be compared. */
  public static MalformedInputException notHeld(Object target, RuntimeException thrown) {
    return new MalformedInputException("what a " + target.getClass() + " does not hold", thrown);
  }
}

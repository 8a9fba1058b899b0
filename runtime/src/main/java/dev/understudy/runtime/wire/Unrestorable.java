package dev.understudy.runtime.wire;

import org.jspecify.annotations.Nullable;

/** What is said of collections and maps that could not be restored as what they are. */
final class Unrestorable {

  /** What to use instead of a comparator that is not known by name. */
  static final String KNOWN_ORDERS =
      "the natural order, Comparator.reverseOrder() or String.CASE_INSENSITIVE_ORDER";

  private Unrestorable() {}

  /**
   * @param value the collection or map
   * @param trait what is unusual about it besides its class, as {@code with a comparator}, or null
   * @param instead what to use instead
   */
  static IllegalStateException at(
      Object value, @Nullable String trait, WireOutput.Purpose purpose, String instead) {
    String what = value.getClass().getName() + (trait == null ? "" : " " + trait);
    if (purpose == WireOutput.Purpose.SNAPSHOT) {
      return new IllegalStateException(
          "cannot save a "
              + what
              + " within another value, since it could not be restored as what it is: use "
              + instead
              + " there, or hold it in a @State field of its own");
    }
    return new IllegalStateException(
        "a " + what + " cannot be an argument or a result: use " + instead);
  }

  /**
   * @param existing what a field holds
   */
  static IllegalStateException unfillable(Object existing, RuntimeException cause) {
    return new IllegalStateException(
        "a "
            + existing.getClass().getName()
            + " in a @State field cannot be emptied and filled: let the constructor put a mutable"
            + " one there, or make the field non-final",
        cause);
  }

  /**
   * @param existing what a final field holds
   */
  static IllegalStateException shared(Object existing) {
    return new IllegalStateException(
        "a "
            + existing.getClass().getName()
            + " in a final @State field was reached before in another way, and cannot be restored as"
            + " one: make the field non-final");
  }
}

package dev.understudy.runtime.codec.kind;

import java.util.List;

/** Tells the JDK's immutable lists that reject null from those that do not: they share classes. */
final class NullHostile {

  private static final Class<?> SUB_LIST = List.of(1).subList(0, 0).getClass();

  private NullHostile() {}

  /** Whether an immutable list shows part of another. */
  static boolean isSubList(List<?> immutable) {
    return immutable.getClass() == SUB_LIST;
  }

  /** Whether an immutable list throws where it is asked for null. */
  @SuppressWarnings("ReferenceEquality") // The very one: it needs no copy to be without null.
  static boolean is(List<?> immutable) {
    try {
      if (isSubList(immutable)) {
        return immutable.subList(0, 0).contains(null); // Nobody has to look at the elements.
      }
      return List.copyOf(immutable) == immutable;
    } catch (NullPointerException e) {
      return isSubList(immutable); // Else it holds null.
    }
  }
}

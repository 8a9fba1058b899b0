package dev.understudy.runtime.codec.kind;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds out how a collection or map that hides what it is looks up an element or a key: it is asked
 * for a probe, which notes what it is asked in turn, and by whom. Only what the JDK's own
 * collections do counts; with a class of anybody else in between, all can be otherwise for the next
 * element. The names of the JDK's inner classes are no contract: an unknown one is an unknown
 * lookup, and refused.
 */
final class LookupProbe {

  /** How an element or a key is found. */
  enum Lookup {
    /** By {@code equals}, as a list or a hash table does. */
    EQUALITY,
    /** By the natural order. */
    NATURAL_ORDER,
    /** In a way that cannot be restored, or cannot be told. */
    OTHER
  }

  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static final Class<?> NATURAL = Comparator.naturalOrder().getClass();

  // Where a comparator is asked, be it one that asks the JDK's collections in turn.
  private static final Set<String> ASKS_COMPARATOR =
      Set.of("java.util.TreeMap.getEntryUsingComparator", "java.util.TreeMap.compare");

  private static final Set<String> COLLECTIONS =
      Set.of(
          SetOf.class.getName(), // As which the JDK's own come back.
          MapOf.class.getName(),
          "java.util.AbstractCollection",
          "java.util.AbstractList",
          "java.util.AbstractMap",
          "java.util.ArrayDeque",
          "java.util.ArrayList",
          "java.util.Arrays",
          "java.util.Collections",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.ImmutableCollections",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.LinkedList",
          "java.util.PriorityQueue",
          "java.util.TreeMap",
          "java.util.TreeSet",
          "java.util.Vector",
          "java.util.concurrent.ArrayBlockingQueue",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentLinkedDeque",
          "java.util.concurrent.ConcurrentLinkedQueue",
          "java.util.concurrent.ConcurrentSkipListMap",
          "java.util.concurrent.ConcurrentSkipListSet",
          "java.util.concurrent.CopyOnWriteArrayList",
          "java.util.concurrent.CopyOnWriteArraySet",
          "java.util.concurrent.LinkedBlockingDeque",
          "java.util.concurrent.LinkedBlockingQueue",
          "java.util.concurrent.PriorityBlockingQueue");

  private LookupProbe() {}

  /**
   * How something finds what it holds.
   *
   * @param contains asks it
   * @param held what it holds: an empty one finds nothing in any case
   */
  static Lookup lookup(Predicate<Object> contains, Iterable<?> held) {
    Probe probe = new Probe();
    try {
      var unused = contains.test(probe);
    } catch (Asked e) {
      if (probe.alien) {
        return Lookup.OTHER;
      }
      return !probe.compared
          ? Lookup.EQUALITY
          : isAscending(held) ? Lookup.NATURAL_ORDER : Lookup.OTHER;
    } catch (RuntimeException | Error e) {
      return Lookup.OTHER; // Whatever a comparator compares, a probe is none.
    }
    return !probe.alien && findsConstants(contains, held) ? Lookup.EQUALITY : Lookup.OTHER;
  }

  // A view that shows a tree from its end finds all by the same order.
  @SuppressWarnings("unchecked") // They are compared with each other already.
  private static boolean isAscending(Iterable<?> held) {
    Object last = null;
    for (Object each : held) {
      if (last != null && ((Comparable<Object>) last).compareTo(each) >= 0) {
        return false;
      }
      last = each;
    }
    return true;
  }

  // By identity, or by a number of its own: to constants of an enum it is all the same, if each is
  // found that is there, and no other.
  private static boolean findsConstants(Predicate<Object> contains, Iterable<?> held) {
    Set<Object> there = new HashSet<>();
    Class<?> type = null;
    for (Object each : held) {
      if (!(each instanceof Enum<?> constant)) {
        return false;
      }
      there.add(constant);
      type = constant.getDeclaringClass();
    }
    return type == null
        || Arrays.stream(type.getEnumConstants())
            .allMatch(constant -> contains.test(constant) == there.contains(constant));
  }

  /** Ends the search once all is known: a list would go on to its last element. */
  private static final class Asked extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Asked() {
      super("asked", null, false, false);
    }
  }

  /** Notes what it is asked first, and is asked no more. */
  @SuppressWarnings({"ComparableType", "EqualsHashCode"}) // With whatever there is.
  private static final class Probe implements Comparable<Object> {

    private boolean compared;
    private boolean alien;

    @Override
    public int compareTo(Object other) {
      compared = true;
      alien |= !isAskedBy(true);
      throw new Asked();
    }

    @Override
    public boolean equals(Object other) {
      alien |= !isAskedBy(false);
      throw new Asked();
    }

    @Override
    public int hashCode() {
      alien |= !isAskedBy(false);
      throw new Asked();
    }

    private static boolean isAskedBy(boolean order) {
      return STACK.walk(
          frames ->
              frames
                  .skip(2) // This method, and the one that was asked.
                  .takeWhile(frame -> !isOurs(frame.getDeclaringClass()))
                  .allMatch(frame -> isOfCollections(frame, order)));
    }

    private static boolean isOurs(Class<?> type) {
      return type == LookupProbe.class || type == Behind.class;
    }

    private static boolean isOfCollections(StackWalker.StackFrame frame, boolean order) {
      Class<?> type = frame.getDeclaringClass();
      if (type == NATURAL) {
        return order;
      }
      String method = type.getName() + "." + frame.getMethodName();
      return COLLECTIONS.contains(type.getNestHost().getName())
          && !Comparator.class.isAssignableFrom(type)
          && (order || !ASKS_COMPARATOR.contains(method));
    }
  }
}

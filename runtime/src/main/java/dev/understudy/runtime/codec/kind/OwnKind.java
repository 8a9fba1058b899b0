package dev.understudy.runtime.codec.kind;

import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the constructor leaves in a state field, by which a value is told that can be restored
 * because it is of the same kind: the constructor runs again in the process that restores it.
 */
public final class OwnKind {

  /** Of a final field: it holds what the constructor has made, whatever that is. */
  public static final OwnKind ANY = new OwnKind(null, Object.class, null, false, 0);

  // What only the constructor can make: no other of its class is known to be the same.
  private final @Nullable Object made;
  private final Class<?> type;
  private final @Nullable Comparator<?> comparator;
  private final boolean accessOrder;
  private final int capacity;

  private OwnKind(
      @Nullable Object made,
      Class<?> type,
      @Nullable Comparator<?> comparator,
      boolean accessOrder,
      int capacity) {
    this.made = made;
    this.type = type;
    this.comparator = comparator;
    this.accessOrder = accessOrder;
    this.capacity = capacity;
  }

  /** Of a field of the one object whose field holds this. */
  public static @Nullable OwnKind of(@Nullable Object made) {
    return made == null ? null : of(made, isAlike(made) ? null : made);
  }

  /** Of a field of any object of a class: in one of them the field holds this. */
  public static @Nullable OwnKind ofAnyObject(@Nullable Object made) {
    return made == null || SortedView.is(made) ? null : of(made, null);
  }

  private static OwnKind of(Object made, @Nullable Object only) {
    return new OwnKind(
        only,
        made.getClass(),
        ContainerKind.comparatorOf(made),
        made instanceof Map<?, ?> map && AccessOrder.isKeptBy(map),
        capacityOf(made));
  }

  /** Whether a value can be restored by filling what the constructor makes. */
  @SuppressWarnings("ReferenceEquality") // The very one.
  public boolean isFor(Object value) {
    if (this == ANY || value == made) {
      return true;
    }
    return made == null
        && value.getClass() == type
        && isAlike(value)
        && Objects.equals(ContainerKind.comparatorOf(value), comparator)
        && capacityOf(value) == capacity
        && (!(value instanceof Map<?, ?> map) || AccessOrder.isKeptBy(map) == accessOrder);
  }

  // Of a class of the JDK of which two are equal when their comparators and capacities are.
  private static boolean isAlike(Object value) {
    Class<?> type = value.getClass();
    return type.getClassLoader() == null
        && Modifier.isPublic(type.getModifiers())
        && !SortedView.is(value);
  }

  private static int capacityOf(Object value) {
    return value instanceof BlockingQueue<?> queue ? queue.remainingCapacity() + queue.size() : 0;
  }
}

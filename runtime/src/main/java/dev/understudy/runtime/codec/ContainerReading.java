package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.CollectionKind;
import dev.understudy.runtime.codec.kind.ContainerKind;
import dev.understudy.runtime.codec.kind.MapKind;
import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.LateObject;
import dev.understudy.runtime.wire.WireInput;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one collection or map, as they are read.
 *
 * @param <T> what is handed out
 * @param <F> what is filled, which it may be a view of
 */
@SuppressWarnings("NullAway") // Whether an element may be null is up to what holds it.
abstract class ContainerReading<T, F> extends ElementsReading<T> {

  final F target;
  private final ContainerKind written;
  private @Nullable LateObject late;

  /** Whether the target hashes or compares elements, which may not be whole yet. */
  boolean looksAtElements;

  /** The order of the elements as they were read; null if nobody asks for it. */
  @Nullable Object @Nullable [] order;

  /**
   * @param written the kind that it is read as
   */
  ContainerReading(
      ContainerKind written, @Nullable T result, F target, int count, int number, WireInput in) {
    super(result, count, number, in);
    this.written = written;
    this.target = target;
    if (result == null) {
      late = new LateObject(written.type());
      in.remember(number, late, null);
    } else {
      in.remember(number, result, null);
    }
  }

  /** Whether it is held by what is restored elsewhere, and only passed over here. */
  final boolean isKept() {
    return written == CollectionKind.KEPT || written == MapKind.KEPT;
  }

  /** Whether what was read is to be added at the end, once it is whole. */
  final boolean comesLater(WireInput in) {
    return looksAtElements && !in.isWhole(number);
  }

  @Override
  final void complete(WireInput in) {
    if (looksAtElements) {
      in.whenWhole(number, () -> fill(in));
    } else {
      fill(in);
    }
  }

  private void fill(WireInput in) {
    try {
      addLater();
      if (late != null) {
        result = made(late);
        in.remember(number, result, null);
      }
    } catch (RuntimeException e) {
      throw Unrestorable.notHeld(target, e);
    }
    // A kind of the user's own may keep less than it is given.
    boolean counted = !isKept() && written != CollectionKind.OWN && written != MapKind.OWN;
    if (counted && size() != count) {
      throw Unrestorable.equalElements(target, count - size());
    }
    if (order != null && size() == count) {
      in.orderIs(result, order);
    }
  }

  @SuppressWarnings("unchecked") // It is known by the same interface.
  private T made(LateObject late) {
    return (T) late.become(made());
  }

  /** Makes of the target what could not be made before. */
  abstract Object made();

  /** Adds what was to come later. */
  abstract void addLater();

  /** How many elements the target has. */
  abstract int size();
}

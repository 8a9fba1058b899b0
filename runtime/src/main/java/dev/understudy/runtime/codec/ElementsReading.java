package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.ReadStep;
import dev.understudy.runtime.wire.WireInput;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one array, collection or map, as they are read.
 *
 * @param <T> what holds them
 */
abstract class ElementsReading<T> extends ReadStep<T> {

  /** What is handed out; null until it is made, if that is at the end. */
  T result;

  /** How many elements follow. */
  final int count;

  /** Its number among the objects of a state. */
  final int number;

  /** How many elements were read. */
  int done;

  private final int reached;
  private int start;
  private boolean begun;

  @SuppressWarnings("NullAway") // What is null is made at the end.
  ElementsReading(@Nullable T result, int count, int number, WireInput in) {
    this.result = result;
    this.count = count;
    this.number = number;
    this.start = in.position();
    in.enter();
    this.reached = in.begin(number);
  }

  @Override
  public final T next(WireInput in) {
    in.seek(start);
    while (done < count) {
      if (!begun) {
        in.nextElement();
        begun = true;
      }
      readElement(in);
      goOnFrom(in);
      begun = false;
      done++;
    }
    in.leave();
    complete(in);
    in.end(number, reached);
    return result;
  }

  /** Should the piece that follows be left and begun again, it begins here. */
  final void goOnFrom(WireInput in) {
    start = in.position();
    forget();
  }

  /** Reads one element, and puts it where it belongs. */
  abstract void readElement(WireInput in);

  /** All elements were read. */
  void complete(WireInput in) {}
}

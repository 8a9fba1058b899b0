package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.WireCodec;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/** A codec with one value of its type. */
record Sample<T>(String type, WireCodec<T> codec, T value) {

  Object copied() {
    return Bytes.copy(codec, value);
  }

  Object restored() {
    return Bytes.restored(codec, value);
  }

  byte[] call() {
    return Bytes.ofCall(codec, value);
  }

  byte[] snapshot() {
    return Bytes.ofSnapshot(codec, value);
  }

  byte[] comparison() {
    return Bytes.forComparison(codec, value);
  }

  /** Whether two values are equal, of the same kind and, where there is one, in the same order. */
  static boolean same(Object a, Object b) {
    if (a == null || b == null) {
      return a == b;
    }
    if (a instanceof Object[] left && b instanceof Object[] right) {
      return a.getClass() == b.getClass() && same(Arrays.asList(left), Arrays.asList(right));
    }
    if (a.getClass().isArray()) {
      return Arrays.deepEquals(new Object[] {a}, new Object[] {b});
    }
    if (a instanceof Optional<?> left && b instanceof Optional<?> right) {
      return same(left.orElse(null), right.orElse(null));
    }
    if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
      return a.getClass() == b.getClass() && sameOrder(left.entrySet(), right.entrySet());
    }
    if (a instanceof Map.Entry<?, ?> left && b instanceof Map.Entry<?, ?> right) {
      return same(left.getKey(), right.getKey()) && same(left.getValue(), right.getValue());
    }
    if (a instanceof Collection<?> left && b instanceof Collection<?> right) {
      return a.getClass() == b.getClass() && sameOrder(left, right);
    }
    return a.equals(b);
  }

  private static boolean sameOrder(Collection<?> left, Collection<?> right) {
    Iterator<?> others = right.iterator();
    for (Object each : left) {
      if (!others.hasNext() || !same(each, others.next())) {
        return false;
      }
    }
    return !others.hasNext();
  }

  @Override
  public String toString() {
    return type + " " + value;
  }
}

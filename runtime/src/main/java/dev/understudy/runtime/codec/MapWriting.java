package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.HashOrder;
import dev.understudy.runtime.codec.kind.SortedParts;
import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.UnsavableException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireOutput;
import dev.understudy.runtime.wire.WriteStep;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of one map, as they are written: a key, and then its value. */
@SuppressWarnings("NullAway") // Whether a key or value may be null is up to the map.
final class MapWriting<K, V> implements WriteStep {

  private final WireCodec<K> key;
  private final WireCodec<V> value;

  private final Map<K, V> map;
  private final int count;
  private final @Nullable SortedParts parts;
  private final boolean found;
  private final Iterator<Map.Entry<K, V>> rest;
  private Map.@Nullable Entry<K, V> entry;
  private int written;

  /**
   * @param parts sorts them afterwards; or null
   */
  MapWriting(
      WireCodec<K> key,
      WireCodec<V> value,
      Map<K, V> map,
      @Nullable SortedParts parts,
      WireOutput out) {
    this.key = key;
    this.value = value;
    this.map = map;
    this.count = map.size();
    this.parts = parts;
    this.found = !Nesting.isPlain(key) && out.purpose() == WireOutput.Purpose.SNAPSHOT;
    this.rest = HashOrder.entries(map, out.orderOf(map));
  }

  /** Writes all of them, by recursion. */
  void all(WireOutput out) {
    try {
      while (next(out)) {}
    } catch (UnsavableException e) {
      e.within(place());
      throw e;
    }
  }

  @Override
  public boolean next(WireOutput out) {
    Map.Entry<K, V> begun = entry;
    if (begun != null) {
      entry = null;
      value.write(begun.getValue(), out);
      return true;
    }
    if (parts != null && written > 0) {
      parts.end();
    }
    if (!rest.hasNext()) {
      end(out);
      return false;
    }
    begun = rest.next();
    entry = begun;
    written++;
    if (found && !map.containsKey(begun.getKey())) {
      throw Unrestorable.lost(map, begun.getKey());
    }
    key.write(begun.getKey(), out);
    return true;
  }

  private void end(WireOutput out) {
    if (written != count) {
      throw new ConcurrentModificationException(
          "a map of " + count + " entries had " + written + " when it was written");
    }
    if (parts != null) {
      parts.sort();
    }
    out.leave();
  }

  @Override
  public String place() {
    return "[" + (written - 1) + "]";
  }
}

package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.HashOrder;
import dev.understudy.runtime.codec.kind.MapKind;
import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.ReadStep;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of one map, as they are read. */
@SuppressWarnings("NullAway") // Whether a key or value may be null is up to the map.
final class MapReading<K, V, M extends Map<K, V>> extends ReadStep<M> {

  private final WireCodec<K> key;
  private final WireCodec<V> value;

  private final MapKind written;
  private final M map;
  private final Map<K, V> target;
  private final int count;
  private final int number;
  private final int reached;
  private final boolean looksAtKeys;
  // Keys, with their values, that are put once they are whole.
  private @Nullable List<K> laterKeys;
  private final List<V> laterValues = new ArrayList<>(0);
  private final @Nullable Object @Nullable [] order;
  private int start;
  private int put;
  private boolean begun;
  private boolean keyRead;
  private @Nullable K eachKey;

  /**
   * @param written the kind that it is read as
   * @param map what is handed out
   * @param target what is filled, which it may be a view of
   * @param count how many entries follow
   * @param number its number among the objects of a state
   */
  MapReading(
      WireCodec<K> key,
      WireCodec<V> value,
      boolean plainKeys,
      MapKind written,
      M map,
      Map<K, V> target,
      int count,
      int number,
      WireInput in) {
    this.key = key;
    this.value = value;
    this.written = written;
    this.map = map;
    this.target = target;
    this.count = count;
    this.number = number;
    this.start = in.position();
    this.looksAtKeys = in.isSnapshot() && !plainKeys;
    boolean hashed = in.keepsOrders() && HashOrder.isIn(target);
    this.order = hashed ? new @Nullable Object[count] : null;
    in.enter();
    this.reached = in.begin(number);
  }

  int count() {
    return count;
  }

  @Override
  public M next(WireInput in) {
    in.seek(start);
    while (put < count) {
      if (!begun) {
        in.nextElement();
        begun = true;
      }
      if (!keyRead) {
        eachKey = key.read(in);
        keyRead = true;
        goOnFrom(in);
      }
      V eachValue = value.read(in);
      goOnFrom(in);
      if (order != null) {
        order[put] = eachKey;
      }
      put(eachKey, eachValue, in);
      put++;
      begun = false;
      keyRead = false;
    }
    in.leave();
    if (looksAtKeys) {
      in.whenWhole(number, () -> fill(in));
    } else {
      fill(in);
    }
    in.end(number, reached);
    return map;
  }

  private void goOnFrom(WireInput in) {
    start = in.position();
    forget();
  }

  private void put(@Nullable K eachKey, V eachValue, WireInput in) {
    if (written == MapKind.KEPT) {
      return; // It is held by what is restored elsewhere.
    }
    if (laterKeys == null && looksAtKeys && !in.isWhole(number)) {
      laterKeys = new ArrayList<>();
    }
    if (laterKeys != null) {
      laterKeys.add(eachKey);
      laterValues.add(eachValue);
    } else {
      putNow(eachKey, eachValue);
    }
  }

  private void putNow(@Nullable K eachKey, V eachValue) {
    try {
      target.put(eachKey, eachValue);
    } catch (RuntimeException e) {
      throw Unrestorable.notHeld(target, e);
    }
  }

  private void fill(WireInput in) {
    if (laterKeys != null) {
      for (int i = 0; i < laterKeys.size(); i++) {
        putNow(laterKeys.get(i), laterValues.get(i));
      }
    }
    // A kind of the user's own may keep less than it is given.
    boolean counted = written != MapKind.OWN && written != MapKind.KEPT;
    if (counted && target.size() != count) {
      throw Unrestorable.equalElements(target, count - target.size());
    }
    if (order != null && target.size() == count) {
      in.orderIs(map, order);
    }
  }
}

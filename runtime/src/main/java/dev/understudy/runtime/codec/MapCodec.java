package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.HashOrder;
import dev.understudy.runtime.codec.kind.MapKind;
import dev.understudy.runtime.codec.kind.Ordering;
import dev.understudy.runtime.codec.kind.SortedParts;
import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a map: its kind, the number of its entries, and keys and values in its iterator's order.
 */
@SuppressWarnings("NullAway") // Whether a key or value may be null is up to the map.
final class MapCodec<K, V, M extends Map<K, V>> extends ContainerCodec<M, MapKind> {

  private static final int PRESENT = 3;

  private final WireCodec<K> key;
  private final WireCodec<V> value;
  private final boolean plainKeys;

  MapCodec(Class<?> declared, WireCodec<K> key, WireCodec<V> value) {
    super(
        declared,
        MapKind.OWN,
        MapKind.KEPT,
        Nesting.isPlain(key) && Nesting.isPlain(value),
        key instanceof EnumCodec<?> enums ? enums.type() : null);
    this.key = key;
    this.value = value;
    this.plainKeys = Nesting.isPlain(key);
  }

  @Override
  MapKind kindOf(int code) {
    return MapKind.ofCode(code);
  }

  @Override
  @Nullable MapKind kindOf(M map) {
    MapKind kind = MapKind.of(map);
    return kind == MapKind.ENUM_MAP && constants == null ? null : kind;
  }

  @Override
  List<MapKind> generalKinds(M map) {
    return GeneralKinds.MAPS;
  }

  @Override
  ElementsWriting writing(M map, @Nullable MapKind kind, WireOutput out) {
    if (kind == null) {
      out.writeByte(PRESENT);
    }
    out.writeVarInt(map.size());
    return new Writing(map, kind == null ? new SortedParts(out, map.size()) : null, out);
  }

  @Override
  @SuppressWarnings("unchecked") // The declared type was checked.
  Reading readNew(MapKind kind, WireInput in) {
    Comparator<? super K> order = kind.isSorted() ? Ordering.read(in).comparator() : null;
    int count = in.readElementCount();
    Map<K, V> filled = kind.create(count, order, constants);
    M map = kind.isMadeLast() ? null : (M) kind.view(filled);
    return new Reading(kind, map, filled, count, in.reserve(), in);
  }

  @Override
  void clear(M existing, int count) {
    existing.clear();
  }

  @Override
  Reading refilling(MapKind written, M existing, int count, int number, WireInput in) {
    return new Reading(written, existing, existing, count, number, in);
  }

  /** The entries of one map, as they are written: a key, and then its value. */
  private final class Writing extends ElementsWriting {

    private final Map<K, V> map;
    private final boolean found;
    private final Iterator<Map.Entry<K, V>> rest;
    private Map.@Nullable Entry<K, V> entry;

    private Writing(Map<K, V> map, @Nullable SortedParts parts, WireOutput out) {
      super(map.size(), parts);
      this.map = map;
      this.found = !plainKeys && out.purpose() == WireOutput.Purpose.SNAPSHOT;
      this.rest = HashOrder.entries(map, out.orderOf(map));
    }

    @Override
    public boolean next(WireOutput out) {
      Map.Entry<K, V> begun = entry;
      if (begun == null) {
        return super.next(out);
      }
      entry = null;
      value.write(begun.getValue(), out);
      return true;
    }

    @Override
    boolean hasNext() {
      return rest.hasNext();
    }

    @Override
    void writeNext(WireOutput out) {
      Map.Entry<K, V> begun = rest.next();
      entry = begun;
      if (found && !map.containsKey(begun.getKey())) {
        throw Unrestorable.lost(map, begun.getKey());
      }
      key.write(begun.getKey(), out);
    }
  }

  /** The entries of one map, as they are read. */
  private final class Reading extends ContainerReading<M, Map<K, V>> {

    private final MapKind written;
    // Keys, with their values, that are put once they are whole.
    private @Nullable List<K> laterKeys;
    private final List<V> laterValues = new ArrayList<>(0);
    private boolean keyRead;
    private @Nullable K eachKey;

    private Reading(
        MapKind written, @Nullable M map, Map<K, V> target, int count, int number, WireInput in) {
      super(written, map, target, count, number, in);
      this.written = written;
      looksAtElements = in.isSnapshot() && !plainKeys && !(target instanceof IdentityHashMap);
      order = in.keepsOrders() && HashOrder.isIn(target) ? new @Nullable Object[count] : null;
    }

    @Override
    void readElement(WireInput in) {
      if (!keyRead) {
        eachKey = key.read(in);
        keyRead = true;
        goOnFrom(in);
      }
      V eachValue = value.read(in);
      keyRead = false;
      if (order != null) {
        order[done] = eachKey;
      }
      if (isKept()) {
        return;
      }
      if (laterKeys == null && comesLater(in)) {
        laterKeys = new ArrayList<>();
      }
      if (laterKeys != null) {
        laterKeys.add(eachKey);
        laterValues.add(eachValue);
      } else {
        putNow(eachValue);
      }
    }

    private void putNow(V eachValue) {
      try {
        target.put(eachKey, eachValue);
      } catch (RuntimeException e) {
        throw Unrestorable.notHeld(target, e);
      }
    }

    @Override
    Object made() {
      return written.view(target);
    }

    @Override
    void addLater() {
      for (int i = 0; laterKeys != null && i < laterKeys.size(); i++) {
        target.put(laterKeys.get(i), laterValues.get(i));
      }
    }

    @Override
    int size() {
      return target.size();
    }
  }
}

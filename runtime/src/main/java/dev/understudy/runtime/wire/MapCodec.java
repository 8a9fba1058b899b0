package dev.understudy.runtime.wire;

import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a map: its kind, the number of its entries, and keys and values in its iterator's order.
 */
@SuppressWarnings("NullAway") // Whether a key or value may be null is up to the map.
final class MapCodec<K, V, M extends Map<K, V>> implements RefillableCodec<M> {

  private static final int PRESENT = 3;

  private final Class<?> declared;
  private final WireCodec<K> key;
  private final WireCodec<V> value;
  // The enum class of an EnumMap, even an empty one: the declared keys'.
  private final @Nullable Class<?> constants;

  MapCodec(Class<?> declared, WireCodec<K> key, WireCodec<V> value) {
    this.declared = declared;
    this.key = key;
    this.value = value;
    this.constants = key instanceof EnumCodec<?> enums ? enums.type() : null;
  }

  @Override
  public void write(@Nullable M map, WireOutput out) {
    write(map, false, out);
  }

  @Override
  public void writeField(@Nullable M map, WireOutput out) {
    write(map, true, out);
  }

  private void write(@Nullable M map, boolean field, WireOutput out) {
    WireOutput.Head head = out.writeHead(map);
    if (head == WireOutput.Head.ALL || map == null) {
      return;
    }
    out.enter(map);
    if (out.purpose() == WireOutput.Purpose.COMPARISON) {
      writeComparable(map, out);
    } else {
      boolean refilled = field || head == WireOutput.Head.ANNOUNCEMENT;
      Ordering ordering = Ordering.of(MapKind.comparatorOf(map));
      MapKind kind = kindOf(map, ordering, refilled, out.purpose());
      out.writeByte(kind.code());
      if (kind.isSorted() && ordering != null) {
        ordering.write(out);
      }
      writeEntries(map, out);
    }
    out.leave();
  }

  private MapKind kindOf(
      M map, @Nullable Ordering ordering, boolean refilled, WireOutput.Purpose purpose) {
    boolean snapshot = purpose == WireOutput.Purpose.SNAPSHOT;
    MapKind kind = MapKind.of(map);
    boolean known = kind != null && (kind != MapKind.ENUM_MAP || constants != null);
    boolean accessOrder = snapshot && AccessOrder.isKeptBy(map);
    if (known && !accessOrder && (ordering != null || !kind.isSorted())) {
      return kind;
    }
    if (refilled && (snapshot || ordering == null)) {
      return MapKind.OWN;
    }
    MapKind general = GeneralKinds.of(declared, ordering != null);
    if (snapshot || general == null) {
      String trait =
          ordering == null ? "with a comparator" : accessOrder ? "in access order" : null;
      throw Unrestorable.at(map, trait, purpose, instead(ordering, accessOrder, general));
    }
    return general;
  }

  private static String instead(
      @Nullable Ordering ordering, boolean accessOrder, @Nullable MapKind general) {
    if (ordering == null || general == null) {
      return Unrestorable.KNOWN_ORDERS;
    }
    return "a " + general.type().getName() + (accessOrder ? " in insertion order" : "");
  }

  private void writeEntries(M map, WireOutput out) {
    int count = map.size();
    out.writeVarInt(count);
    int written = 0;
    for (Map.Entry<K, V> entry : map.entrySet()) {
      key.write(entry.getKey(), out);
      value.write(entry.getValue(), out);
      written++;
    }
    if (written != count) {
      throw new ConcurrentModificationException(
          "a map of " + count + " entries had " + written + " when it was written");
    }
  }

  private void writeComparable(M map, WireOutput out) {
    out.writeByte(PRESENT);
    out.writeVarInt(map.size());
    SortedParts parts = new SortedParts(out, map.size());
    for (Map.Entry<K, V> entry : map.entrySet()) {
      key.write(entry.getKey(), out);
      value.write(entry.getValue(), out);
      parts.end();
    }
    parts.sort();
  }

  @Override
  public @Nullable M read(WireInput in) {
    return read(in, null);
  }

  @Override
  public @Nullable M readField(@Nullable M existing, WireInput in) {
    return read(in, existing);
  }

  private @Nullable M read(WireInput in, @Nullable M existing) {
    int code = in.readByte();
    switch (code) {
      case WireOutput.NULL:
        return null;
      case WireOutput.REFERENCE:
        return checked(in.recall(null));
      case WireOutput.ANNOUNCED:
        M announced = checked(in.recallAnnounced());
        refillAs(MapKind.ofCode(in.readByte()), announced, in);
        return announced;
      default:
        MapKind kind = MapKind.ofCode(code);
        if (kind == MapKind.OWN && existing != null) {
          in.remember(in.reserve(), existing, null);
          refillAs(kind, existing, in);
          return existing;
        }
        return readNew(kind, in);
    }
  }

  @SuppressWarnings("unchecked") // The declared type was checked.
  private M readNew(MapKind kind, WireInput in) {
    if (kind != MapKind.OWN && !declared.isAssignableFrom(kind.type())) {
      throw new MalformedInputException("a " + kind + " instead of a " + declared.getName());
    }
    Comparator<? super K> order = kind.isSorted() ? Ordering.read(in).comparator() : null;
    int count = in.readElementCount();
    Map<K, V> filled = kind.create(count, order, constants);
    M map = (M) kind.view(filled);
    in.remember(in.reserve(), map, null);
    putEntries(filled, count, in);
    checkSize(filled, count);
    return map;
  }

  @Override
  public void refill(M existing, WireInput in) {
    int code = in.readByte();
    switch (code) {
      case WireOutput.NULL:
        throw new MalformedInputException("null for a final field");
      case WireOutput.REFERENCE:
        checkSame(existing, in.recall(null));
        break;
      case WireOutput.ANNOUNCED:
        checkSame(existing, in.recallAnnounced());
        refillAs(MapKind.ofCode(in.readByte()), existing, in);
        break;
      default:
        in.remember(in.reserve(), existing, null);
        refillAs(MapKind.ofCode(code), existing, in);
    }
  }

  private void refillAs(MapKind written, M existing, WireInput in) {
    if (written.isSorted()) {
      Ordering.read(in); // It has an order of its own.
    }
    int count = in.readElementCount();
    try {
      existing.clear();
    } catch (UnsupportedOperationException e) {
      throw Unrestorable.unfillable(existing, e);
    }
    putEntries(existing, count, in);
    // A kind of the user's own may keep less than it is given.
    if (written != MapKind.OWN) {
      checkSize(existing, count);
    }
  }

  private void putEntries(Map<K, V> target, int count, WireInput in) {
    in.enter();
    for (int i = 0; i < count; i++) {
      in.nextElement();
      K eachKey = key.read(in);
      V eachValue = value.read(in);
      try {
        target.put(eachKey, eachValue);
      } catch (RuntimeException e) {
        // Null where none can be, or what cannot be compared.
        throw new MalformedInputException("what a " + target.getClass() + " does not hold", e);
      }
    }
    in.leave();
  }

  private static void checkSize(Map<?, ?> filled, int count) {
    if (filled.size() != count) {
      throw new MalformedInputException(
          (count - filled.size()) + " equal keys in a " + filled.getClass().getName());
    }
  }

  private static void checkSame(Object existing, Object recalled) {
    if (existing != recalled) {
      throw Unrestorable.shared(existing);
    }
  }

  @SuppressWarnings("unchecked") // The declared type is checked.
  private M checked(Object recalled) {
    if (!declared.isInstance(recalled)) {
      throw new MalformedInputException(
          "a reference to a "
              + recalled.getClass().getName()
              + " instead of a "
              + declared.getName());
    }
    return (M) recalled;
  }
}

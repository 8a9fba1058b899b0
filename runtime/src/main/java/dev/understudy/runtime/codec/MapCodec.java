package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.AccessOrder;
import dev.understudy.runtime.codec.kind.MapKind;
import dev.understudy.runtime.codec.kind.Ordering;
import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.codec.kind.SortedParts;
import dev.understudy.runtime.codec.kind.Unrestorable;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.Comparator;
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
  private final boolean plainKeys;
  private final boolean plainValues;
  // The enum class of an EnumMap, even an empty one: the declared keys'.
  private final @Nullable Class<?> constants;

  MapCodec(Class<?> declared, WireCodec<K> key, WireCodec<V> value) {
    this.declared = declared;
    this.key = key;
    this.value = value;
    this.plainKeys = Nesting.isPlain(key);
    this.plainValues = Nesting.isPlain(value);
    this.constants = key instanceof EnumCodec<?> enums ? enums.type() : null;
  }

  @Override
  public Class<?> declared() {
    return declared;
  }

  @Override
  public void write(@Nullable M map, WireOutput out) {
    write(map, false, null, out);
  }

  @Override
  public void writeField(@Nullable M map, @Nullable OwnKind own, WireOutput out) {
    write(map, true, own, out);
  }

  private void write(@Nullable M map, boolean field, @Nullable OwnKind own, WireOutput out) {
    WireOutput.Head head = out.writeHead(map);
    if (head == WireOutput.Head.ALL || map == null) {
      return;
    }
    out.enter(map);
    SortedParts parts = null;
    if (out.purpose() == WireOutput.Purpose.COMPARISON) {
      out.writeByte(PRESENT);
      parts = new SortedParts(out, map.size());
    } else {
      boolean announced = head == WireOutput.Head.ANNOUNCEMENT;
      Ordering ordering = Ordering.of(MapKind.comparatorOf(map));
      MapKind kind = kindOf(map, ordering, field, announced ? OwnKind.ANY : own, out.purpose());
      out.writeByte(kind.code());
      if (kind.isSorted() && ordering != null) {
        ordering.write(out);
      }
    }
    out.writeVarInt(map.size());
    if (parts != null) {
      parts.begin();
    }
    MapWriting<K, V> writing = new MapWriting<>(key, value, map, parts, out);
    if (out.isStepwise() && isNested(map.size())) {
      out.goOn(writing);
    } else {
      writing.all(out);
    }
  }

  private MapKind kindOf(
      M map,
      @Nullable Ordering ordering,
      boolean field,
      @Nullable OwnKind own,
      WireOutput.Purpose purpose) {
    boolean snapshot = purpose == WireOutput.Purpose.SNAPSHOT;
    MapKind kind = MapKind.of(map);
    boolean known = kind != null && (kind != MapKind.ENUM_MAP || constants != null);
    if (own != null && Views.is(map) && own.isFor(map)) {
      return MapKind.KEPT;
    }
    boolean accessOrder = snapshot && AccessOrder.isKeptBy(map);
    if (known && !accessOrder && (ordering != null || !kind.isSorted())) {
      return kind;
    }
    if (own != null && (snapshot || ordering == null) && own.isFor(map)) {
      return MapKind.OWN;
    }
    MapKind general = GeneralKinds.of(declared, ordering != null);
    if (!snapshot && general != null) {
      return general;
    }
    String trait = ordering == null ? "with a comparator" : accessOrder ? "in access order" : null;
    String instead = instead(ordering, accessOrder, general);
    throw field && snapshot
        ? Unrestorable.inField(map, trait, instead)
        : Unrestorable.at(map, trait, purpose, instead);
  }

  private static String instead(
      @Nullable Ordering ordering, boolean accessOrder, @Nullable MapKind general) {
    if (ordering == null || general == null) {
      return Unrestorable.KNOWN_ORDERS;
    }
    return "a " + general.type().getName() + (accessOrder ? " in insertion order" : "");
  }

  @Override
  public void check(M map, @Nullable OwnKind own) {
    Ordering ordering = Ordering.of(MapKind.comparatorOf(map));
    kindOf(map, ordering, true, own, WireOutput.Purpose.SNAPSHOT);
  }

  @Override
  public @Nullable M read(WireInput in) {
    return read(in, null);
  }

  @Override
  public @Nullable M readField(@Nullable M existing, WireInput in) {
    return read(in, existing);
  }

  @SuppressWarnings("unchecked") // What is known was read here.
  private @Nullable M read(WireInput in, @Nullable M existing) {
    M known = (M) in.known();
    if (known != null) {
      return known;
    }
    int begin = in.position();
    int code = in.readByte();
    switch (code) {
      case WireOutput.NULL:
        return null;
      case WireOutput.REFERENCE:
        return checked(in.recall(null));
      case WireOutput.ANNOUNCED:
        int number = in.readVarInt();
        M announced = checked(in.recallAnnounced(number));
        return refillAs(MapKind.ofCode(in.readByte()), announced, number, in, begin);
      default:
        MapKind kind = MapKind.ofCode(code);
        if ((kind == MapKind.OWN || kind == MapKind.KEPT) && existing != null) {
          return refillNumbered(kind, existing, in, begin);
        }
        return readNew(kind, in, begin);
    }
  }

  @SuppressWarnings("unchecked") // The declared type was checked.
  private M readNew(MapKind kind, WireInput in, int begin) {
    if (kind != MapKind.OWN && !declared.isAssignableFrom(kind.type())) {
      throw new MalformedInputException("a " + kind + " instead of a " + declared.getName());
    }
    Comparator<? super K> order = kind.isSorted() ? Ordering.read(in).comparator() : null;
    int count = in.readElementCount();
    Map<K, V> filled = kind.create(count, order, constants);
    M map = (M) kind.view(filled);
    int number = in.reserve();
    in.remember(number, map, null);
    return readEntries(reading(kind, map, filled, count, number, in), in, begin);
  }

  @Override
  public void refill(M existing, WireInput in) {
    if (in.known() != null) {
      return;
    }
    int begin = in.position();
    int code = in.readByte();
    switch (code) {
      case WireOutput.NULL:
        throw new MalformedInputException("null for a final field");
      case WireOutput.REFERENCE:
        checkSame(existing, in.recall(null));
        break;
      case WireOutput.ANNOUNCED:
        int number = in.readVarInt();
        checkSame(existing, in.recallAnnounced(number));
        refillAs(MapKind.ofCode(in.readByte()), existing, number, in, begin);
        break;
      default:
        refillNumbered(MapKind.ofCode(code), existing, in, begin);
    }
  }

  private M refillNumbered(MapKind written, M existing, WireInput in, int begin) {
    int number = in.reserve();
    in.remember(number, existing, null);
    return refillAs(written, existing, number, in, begin);
  }

  private M refillAs(MapKind written, M existing, int number, WireInput in, int begin) {
    if (written.isSorted()) {
      Ordering.read(in); // It has an order of its own.
    }
    int count = in.readElementCount();
    if (written != MapKind.KEPT) {
      try {
        existing.clear();
      } catch (UnsupportedOperationException e) {
        throw Unrestorable.unfillable(existing);
      }
    }
    return readEntries(reading(written, existing, existing, count, number, in), in, begin);
  }

  // What holds nothing that is nested in turn needs no steps.
  private boolean isNested(int count) {
    return count > 0 && !(plainKeys && plainValues);
  }

  private MapReading<K, V, M> reading(
      MapKind written, M map, Map<K, V> target, int count, int number, WireInput in) {
    return new MapReading<>(key, value, plainKeys, written, map, target, count, number, in);
  }

  private M readEntries(MapReading<K, V, M> reading, WireInput in, int begin) {
    if (in.isStepwise() && isNested(reading.count())) {
      return in.goOn(reading, begin);
    }
    M value = reading.next(in);
    in.keep(begin, value);
    return value;
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

package dev.understudy.torture.load;

import dev.understudy.torture.attic.Gatherings;
import dev.understudy.torture.attic.Mood;
import dev.understudy.torture.attic.Numbered;
import dev.understudy.torture.attic.Parcel;
import dev.understudy.torture.attic.Parcel.Animal;
import dev.understudy.torture.attic.Samples;
import dev.understudy.torture.attic.Temperature;
import dev.understudy.torture.attic.Times;
import java.time.Instant;
import java.time.MonthDay;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Parcels of every kind, drawn from a seed. Confined to a thread. */
@SuppressWarnings("JdkObsolete") // A LinkedList has a codec, too.
final class RandomParcels {

  private static final int KINDS = 8;
  private static final int MOST_ELEMENTS = 4;

  private final RandomValues values;

  RandomParcels(RandomValues values) {
    this.values = values;
  }

  Parcel next() {
    return switch (values.below(KINDS)) {
      case 0 -> scalars();
      case 1 -> jdkValues();
      case 2 -> new Parcel.Note(values.text());
      case 3 -> animal(2);
      case 4 -> nest();
      case 5 -> times();
      case 6 -> samples();
      default -> gatherings();
    };
  }

  private Parcel scalars() {
    return new Parcel.Scalars(
        values.flag(),
        values.tiny(),
        values.small(),
        values.letter(),
        values.number(),
        values.large(),
        values.rough(),
        values.fine(),
        values.orNull(values::flag),
        values.orNull(values::tiny),
        values.orNull(values::small),
        values.orNull(values::letter),
        values.orNull(values::number),
        values.orNull(values::large),
        values.orNull(values::rough),
        values.orNull(values::fine));
  }

  private Parcel jdkValues() {
    return new Parcel.Values(
        values.orNull(values::text),
        values.orNull(values::id),
        values.orNull(values::integer),
        values.orNull(values::decimal),
        values.orNull(values::locale),
        values.orNull(values::address),
        values.orNull(values::mood),
        values.orNull(() -> new Temperature(values.number())));
  }

  private Animal animal(int depth) {
    return depth == 0 || values.flag()
        ? new Animal.Bird(values.text(), Optional.ofNullable(values.orNull(values::text)))
        : new Animal.Fish(values.number(), list(() -> animal(depth - 1)));
  }

  private Parcel nest() {
    return new Parcel.Nest(
        map(
            values::text,
            () -> list(() -> map(values::mood, () -> new HashSet<>(list(values::id))))),
        new Numbered<>(values.large(), Optional.of(list(() -> animal(1)))),
        list(() -> new Numbered<>(values.large(), values.orNull(values::text))),
        values.flag()
            ? Optional.empty()
            : Optional.of(new Numbered<>(1, map(values::large, values::instant))));
  }

  private Parcel times() {
    return new Times(
        values.instant(),
        values.duration(),
        values.date(),
        values.time(),
        values.dateTime(),
        values.dateTime().atZone(values.zone()),
        values.dateTime().atOffset(values.zoneOffset()),
        values.time().atOffset(values.zoneOffset()),
        values.zone(),
        values.zoneOffset(),
        values.period(),
        Year.from(values.date()),
        YearMonth.from(values.date()),
        MonthDay.from(values.date()),
        values.flag() ? OptionalInt.of(values.number()) : OptionalInt.empty(),
        values.flag() ? OptionalLong.of(values.large()) : OptionalLong.empty(),
        values.flag() ? OptionalDouble.of(values.fine()) : OptionalDouble.empty());
  }

  private Parcel samples() {
    int length = values.below(MOST_ELEMENTS);
    boolean[] flags = new boolean[length];
    short[] shorts = new short[length];
    char[] chars = new char[length];
    int[] ints = new int[length];
    long[] longs = new long[length];
    float[] floats = new float[length];
    double[] doubles = new double[length];
    for (int i = 0; i < length; i++) {
      flags[i] = values.flag();
      shorts[i] = values.small();
      chars[i] = values.letter();
      ints[i] = values.number();
      longs[i] = values.large();
      floats[i] = values.rough();
      doubles[i] = values.fine();
    }
    return new Samples(
        flags,
        values.bytes(),
        shorts,
        chars,
        ints,
        longs,
        floats,
        doubles,
        list(values::text).toArray(String[]::new),
        new int[][] {ints, {}, {values.number()}},
        list(values::instant).toArray(Instant[]::new),
        list(values::bytes));
  }

  private Parcel gatherings() {
    return new Gatherings(
        list(values::text),
        list(values::large),
        new HashSet<>(list(values::id)),
        new TreeSet<>(list(values::number)),
        new TreeSet<>(list(values::date)),
        new LinkedList<>(list(values::text)),
        new ArrayDeque<>(list(values::large)),
        new ArrayList<>(list(values::mood)),
        new LinkedList<>(list(values::text)),
        new HashSet<>(list(values::mood)),
        new LinkedHashSet<>(list(values::text)),
        new TreeSet<>(list(values::text)),
        new ArrayDeque<>(list(values::number)),
        new PriorityQueue<>(list(values::large)),
        new ConcurrentSkipListSet<>(list(values::text)),
        new CopyOnWriteArrayList<>(list(values::large)),
        values.flag() ? EnumSet.noneOf(Mood.class) : EnumSet.of(values.mood()),
        map(values::text, values::large),
        new TreeMap<>(map(values::large, values::text)),
        new TreeMap<>(map(values::text, values::mood)),
        new HashMap<>(map(values::mood, values::large)),
        new LinkedHashMap<>(map(values::text, values::integer)),
        new TreeMap<>(map(values::date, values::large)),
        new ConcurrentHashMap<>(map(values::text, values::large)),
        new ConcurrentHashMap<>(map(values::large, values::text)),
        new ConcurrentSkipListMap<>(map(values::text, values::large)),
        enumMap());
  }

  private EnumMap<Mood, String> enumMap() {
    EnumMap<Mood, String> map = new EnumMap<>(Mood.class);
    map.putAll(map(values::mood, values::text));
    return map;
  }

  <T> List<T> list(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int left = values.below(MOST_ELEMENTS); left > 0; left--) {
      list.add(element.get());
    }
    return list;
  }

  <K, V> Map<K, V> map(Supplier<K> key, Supplier<V> value) {
    Map<K, V> map = new LinkedHashMap<>();
    for (K each : list(key)) {
      map.put(each, value.get());
    }
    return map;
  }
}

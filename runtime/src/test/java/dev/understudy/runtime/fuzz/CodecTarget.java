package dev.understudy.runtime.fuzz;

import dev.understudy.runtime.codec.Codecs;
import dev.understudy.runtime.codec.Thing;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * Values, as they stand in arguments and results, and in state. The first byte chooses the codec,
 * the second one what is read: a call, or state; by how large a window.
 *
 * @param name what the codecs are for
 * @param kinds codecs with some values
 */
record CodecTarget(String name, List<Kind<?>> kinds) implements FuzzTarget {

  /** A codec, and values that it writes. */
  record Kind<T>(WireCodec<T> codec, List<T> values) {

    @SafeVarargs
    @SuppressWarnings("varargs") // They are copied.
    static <T> Kind<T> of(WireCodec<T> codec, T... values) {
      return new Kind<>(codec, new ArrayList<>(Arrays.asList(values)));
    }

    private void addSeeds(int index, List<byte[]> seeds) {
      for (T value : values) {
        seeds.add(seed(index, 0, CodecTarget.written(codec, value, WireOutput.forCall())));
        for (int window : new int[] {1, 40}) {
          seeds.add(
              seed(index, window, CodecTarget.written(codec, value, WireOutput.forSnapshot())));
        }
      }
    }

    private static byte[] seed(int index, int how, byte[] bytes) {
      byte[] seed = new byte[2 + bytes.length];
      seed[0] = (byte) index;
      seed[1] = (byte) how;
      System.arraycopy(bytes, 0, seed, 2, bytes.length);
      return seed;
    }

    private boolean read(byte[] bytes, int window) {
      T value;
      try {
        value = codec.read(input(bytes, window));
      } catch (MalformedInputException e) {
        return Refusal.by(e);
      }
      byte[] written = written(value, window);
      WireInput in = input(written, window);
      in.keepOrders();
      WireOutput out = output(window);
      T same = codec.read(in);
      out.inOrderOf(in);
      byte[] again = CodecTarget.written(codec, same, out);
      Same.requireBytes(written, again);
      // Results are compared by value, and what is equal to itself is equal.
      if (window == 0) {
        Same.requireBytes(
            CodecTarget.written(codec, value, WireOutput.forComparison()),
            CodecTarget.written(codec, codec.read(input(again, 0)), WireOutput.forComparison()));
      }
      return true;
    }

    private byte[] written(T value, int window) {
      return CodecTarget.written(codec, value, output(window));
    }

    private static WireOutput output(int window) {
      return window == 0 ? WireOutput.forCall() : WireOutput.forSnapshot();
    }
  }

  /** A type that has constants. */
  enum Suit {
    SPADES,
    HEARTS
  }

  static FuzzTarget simple() {
    return new CodecTarget(
        "values",
        List.of(
            Kind.of(Codecs.STRING, "", "a", "aä€\ud83d\ude00", null, "\ud83d", "x".repeat(40)),
            Kind.of(Codecs.BOXED_BOOLEAN, true, null),
            Kind.of(Codecs.BOXED_CHAR, 'x'),
            Kind.of(Codecs.BOXED_LONG, 1L),
            Kind.of(Codecs.BOXED_FLOAT, Float.NaN),
            Kind.of(Codecs.BOXED_DOUBLE, -0.0),
            Kind.of(Codecs.VOID, (Void) null),
            Kind.of(Codecs.UUID, new UUID(1, 2)),
            Kind.of(Codecs.BIG_INTEGER, BigInteger.TEN.pow(30)),
            Kind.of(Codecs.BIG_DECIMAL, new BigDecimal("-1.50")),
            Kind.of(Codecs.LOCALE, Locale.GERMANY, Locale.forLanguageTag("zh-Hant-TW-u-ca-roc")),
            Kind.of(Codecs.URI, URI.create("tcp://host:70/x?y#z")),
            Kind.of(Codecs.OPTIONAL_INT, OptionalInt.of(3), OptionalInt.empty()),
            Kind.of(Codecs.OPTIONAL_DOUBLE, OptionalDouble.of(3)),
            Kind.of(Codecs.enumeration(Suit.class), Suit.HEARTS),
            Kind.of(Codecs.BYTES, new byte[] {1, 2}),
            Kind.of(Codecs.BOOLEANS, new boolean[] {true}),
            Kind.of(Codecs.CHARS, new char[] {'c'}),
            Kind.of(Codecs.LONGS, new long[] {1, 2}),
            Kind.of(Codecs.DOUBLES, new double[] {1, Double.NaN})));
  }

  static FuzzTarget times() {
    LocalDateTime dateTime = LocalDateTime.of(2026, 11, 29, 23, 1, 2, 3);
    ZoneId vienna = ZoneId.of("Europe/Vienna");
    return new CodecTarget(
        "times",
        List.of(
            Kind.of(Codecs.INSTANT, Instant.ofEpochSecond(1, 2), Instant.MIN),
            Kind.of(Codecs.DURATION, Duration.ofNanos(-1)),
            Kind.of(Codecs.LOCAL_DATE, LocalDate.MAX),
            Kind.of(Codecs.LOCAL_TIME, LocalTime.MAX),
            Kind.of(Codecs.LOCAL_DATE_TIME, dateTime),
            Kind.of(
                Codecs.ZONED_DATE_TIME,
                dateTime.atZone(vienna),
                ZonedDateTime.ofLocal(
                    LocalDateTime.of(2026, 10, 25, 2, 30), vienna, ZoneOffset.ofHours(1))),
            Kind.of(Codecs.OFFSET_DATE_TIME, OffsetDateTime.of(dateTime, ZoneOffset.ofHours(-3))),
            Kind.of(Codecs.OFFSET_TIME, OffsetTime.MAX),
            Kind.of(Codecs.ZONE_ID, vienna, ZoneOffset.UTC, ZoneId.of("GMT+2")),
            Kind.of(Codecs.ZONE_OFFSET, ZoneOffset.ofTotalSeconds(-64_800)),
            Kind.of(Codecs.PERIOD, Period.of(1, -2, 3)),
            Kind.of(Codecs.YEAR, Year.of(Year.MIN_VALUE)),
            Kind.of(Codecs.YEAR_MONTH, YearMonth.of(2026, 11)),
            Kind.of(Codecs.MONTH_DAY, MonthDay.of(2, 29))));
  }

  @SuppressWarnings("JdkObsolete") // A LinkedList is to be written, too.
  static FuzzTarget containers() {
    WireCodec<List<List<String>>> lists =
        Codecs.collection(List.class, Codecs.collection(List.class, Codecs.STRING));
    List<String> shared = new ArrayList<>(List.of("a", "b"));
    WireCodec<Collection<String>> collection = Codecs.collection(Collection.class, Codecs.STRING);
    WireCodec<Map<String, Collection<String>>> map =
        Codecs.map(Map.class, Codecs.STRING, collection);
    return new CodecTarget(
        "containers",
        List.of(
            Kind.of(
                collection,
                new ArrayList<>(List.of("a", "b")),
                new java.util.LinkedList<>(List.of("a")),
                new ArrayDeque<>(List.of("a")),
                new HashSet<>(List.of("a", "b")),
                new TreeSet<>(List.of("a", "B")),
                sorted(new TreeSet<>(String.CASE_INSENSITIVE_ORDER)),
                sorted(new TreeSet<>(Comparator.reverseOrder())),
                new PriorityQueue<>(List.of("b", "a", "c")),
                new CopyOnWriteArraySet<>(List.of("a")),
                Collections.unmodifiableList(shared),
                Arrays.asList("a", null),
                List.of("a", "b", "c"),
                java.util.Set.of("1", "2"),
                Collections.nCopies(3, "x"),
                Collections.emptyList()),
            Kind.of(lists, new ArrayList<>(List.of(shared, shared)), List.of(List.of())),
            Kind.of(
                map,
                new HashMap<>(Map.of("a", List.of("b"))),
                new LinkedHashMap<>(Map.of("a", List.of("b"))),
                new TreeMap<>(Map.of("a", List.of("b"))),
                new ConcurrentHashMap<>(Map.of("a", List.of("b"))),
                Map.of("a", List.of("b"), "c", List.of()),
                Collections.unmodifiableMap(new TreeMap<>(Map.of("a", List.of("b"))))),
            Kind.of(Codecs.enumSet(Suit.class), EnumSet.of(Suit.HEARTS)),
            Kind.of(
                Codecs.enumMap(Suit.class, Codecs.STRING),
                new EnumMap<>(Map.of(Suit.SPADES, "ace"))),
            Kind.of(Codecs.optional(Codecs.STRING), Optional.of("x"), Optional.empty()),
            Kind.of(
                Codecs.array(Codecs.INTS, int[][]::new), new int[][] {{1, 2}, null, {}}, null)));
  }

  private static TreeSet<String> sorted(TreeSet<String> set) {
    set.addAll(List.of("x", "Y"));
    return set;
  }

  static FuzzTarget objects() {
    WireCodec<Object> sealed =
        Codecs.sealed(
            Object.class,
            Codecs.subtype(Suit.class, Codecs.enumeration(Suit.class)),
            Codecs.subtype(Thing.class, Thing.CODEC));
    return new CodecTarget(
        "objects",
        List.of(
            Kind.of(Thing.CODEC, Thing.argument(), null),
            Kind.of(sealed, Suit.SPADES, Thing.argument(), null)));
  }

  private static <T> byte[] written(WireCodec<T> codec, T value, WireOutput out) {
    codec.write(value, out);
    return out.toByteArray();
  }

  /** An input of a call, or, if the window has a size, one of state. */
  static WireInput input(byte[] bytes, int window) {
    if (window == 0) {
      return new WireInput(bytes);
    }
    int[] at = {0};
    return WireInput.ofSnapshot(
        (target, offset, length) -> {
          int read = Math.min(length, bytes.length - at[0]);
          System.arraycopy(bytes, at[0], target, offset, read);
          at[0] += read;
          return read == 0 ? -1 : read;
        },
        bytes.length,
        window);
  }

  @Override
  public List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      kinds.get(i).addSeeds(i, seeds);
    }
    return seeds;
  }

  @Override
  public boolean read(byte[] input) {
    if (input.length < 2) {
      return false;
    }
    Kind<?> kind = kinds.get(Byte.toUnsignedInt(input[0]) % kinds.size());
    byte[] bytes = Arrays.copyOfRange(input, 2, input.length);
    return kind.read(bytes, Byte.toUnsignedInt(input[1]));
  }
}

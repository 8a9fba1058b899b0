package dev.understudy.runtime.codec;

import dev.understudy.ValueCodec;
import dev.understudy.runtime.wire.MalformedInputException;
import dev.understudy.runtime.wire.WireCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * The codecs of all types that may be a parameter, a result or state, besides records and
 * {@code @Replicated} classes, whose codecs are generated.
 *
 * <p>Null is written wherever a reference may be. Bytes that cannot be raise {@link
 * MalformedInputException} and nothing else. What a codec cannot write raises {@link
 * IllegalStateException}. All are stateless, and may be used by many threads at a time.
 */
public final class Codecs {

  /** Never null. */
  public static final WireCodec<Boolean> BOOLEAN = PrimitiveCodecs.BOOLEAN;

  /** Never null. */
  public static final WireCodec<Byte> BYTE = PrimitiveCodecs.BYTE;

  /** Never null. */
  public static final WireCodec<Short> SHORT = PrimitiveCodecs.SHORT;

  /** Never null. */
  public static final WireCodec<Character> CHAR = PrimitiveCodecs.CHAR;

  /** Never null. */
  public static final WireCodec<Integer> INT = PrimitiveCodecs.INT;

  /** Never null. */
  public static final WireCodec<Long> LONG = PrimitiveCodecs.LONG;

  /** Never null. */
  public static final WireCodec<Float> FLOAT = PrimitiveCodecs.FLOAT;

  /** Never null. */
  public static final WireCodec<Double> DOUBLE = PrimitiveCodecs.DOUBLE;

  public static final WireCodec<Boolean> BOXED_BOOLEAN = PrimitiveCodecs.BOXED_BOOLEAN;
  public static final WireCodec<Byte> BOXED_BYTE = PrimitiveCodecs.BOXED_BYTE;
  public static final WireCodec<Short> BOXED_SHORT = PrimitiveCodecs.BOXED_SHORT;
  public static final WireCodec<Character> BOXED_CHAR = PrimitiveCodecs.BOXED_CHAR;
  public static final WireCodec<Integer> BOXED_INT = PrimitiveCodecs.BOXED_INT;
  public static final WireCodec<Long> BOXED_LONG = PrimitiveCodecs.BOXED_LONG;
  public static final WireCodec<Float> BOXED_FLOAT = PrimitiveCodecs.BOXED_FLOAT;
  public static final WireCodec<Double> BOXED_DOUBLE = PrimitiveCodecs.BOXED_DOUBLE;

  /** Any chars, half of a surrogate pair too. */
  public static final WireCodec<String> STRING = TextCodecs.STRING;

  /** Takes no bytes. */
  public static final WireCodec<Void> VOID = PrimitiveCodecs.VOID;

  public static final WireCodec<java.util.UUID> UUID = TextCodecs.UUID;
  public static final WireCodec<BigInteger> BIG_INTEGER = TextCodecs.BIG_INTEGER;

  /** With its scale. */
  public static final WireCodec<BigDecimal> BIG_DECIMAL = TextCodecs.BIG_DECIMAL;

  public static final WireCodec<Locale> LOCALE = TextCodecs.LOCALE;
  public static final WireCodec<java.net.URI> URI = TextCodecs.URI;

  public static final WireCodec<Instant> INSTANT = TimeCodecs.INSTANT;
  public static final WireCodec<Duration> DURATION = TimeCodecs.DURATION;
  public static final WireCodec<LocalDate> LOCAL_DATE = TimeCodecs.LOCAL_DATE;
  public static final WireCodec<LocalTime> LOCAL_TIME = TimeCodecs.LOCAL_TIME;
  public static final WireCodec<LocalDateTime> LOCAL_DATE_TIME = TimeCodecs.LOCAL_DATE_TIME;
  public static final WireCodec<ZonedDateTime> ZONED_DATE_TIME = TimeCodecs.ZONED_DATE_TIME;
  public static final WireCodec<OffsetDateTime> OFFSET_DATE_TIME = TimeCodecs.OFFSET_DATE_TIME;
  public static final WireCodec<OffsetTime> OFFSET_TIME = TimeCodecs.OFFSET_TIME;
  public static final WireCodec<ZoneId> ZONE_ID = TimeCodecs.ZONE_ID;
  public static final WireCodec<ZoneOffset> ZONE_OFFSET = TimeCodecs.ZONE_OFFSET;
  public static final WireCodec<Period> PERIOD = TimeCodecs.PERIOD;
  public static final WireCodec<Year> YEAR = TimeCodecs.YEAR;
  public static final WireCodec<YearMonth> YEAR_MONTH = TimeCodecs.YEAR_MONTH;
  public static final WireCodec<MonthDay> MONTH_DAY = TimeCodecs.MONTH_DAY;

  public static final WireCodec<boolean[]> BOOLEANS = PrimitiveCodecs.BOOLEANS;
  public static final WireCodec<byte[]> BYTES = PrimitiveCodecs.BYTES;
  public static final WireCodec<short[]> SHORTS = PrimitiveCodecs.SHORTS;
  public static final WireCodec<char[]> CHARS = PrimitiveCodecs.CHARS;
  public static final WireCodec<int[]> INTS = PrimitiveCodecs.INTS;
  public static final WireCodec<long[]> LONGS = PrimitiveCodecs.LONGS;
  public static final WireCodec<float[]> FLOATS = PrimitiveCodecs.FLOATS;
  public static final WireCodec<double[]> DOUBLES = PrimitiveCodecs.DOUBLES;

  public static final WireCodec<OptionalInt> OPTIONAL_INT = PrimitiveCodecs.OPTIONAL_INT;
  public static final WireCodec<OptionalLong> OPTIONAL_LONG = PrimitiveCodecs.OPTIONAL_LONG;
  public static final WireCodec<OptionalDouble> OPTIONAL_DOUBLE = PrimitiveCodecs.OPTIONAL_DOUBLE;

  // What VOID is among others, where each must take a byte at least.
  private static final WireCodec<Void> VOID_ELEMENT =
      new NullableCodec<>(
          "Void",
          (value, out) -> {},
          in -> {
            throw new MalformedInputException("a Void that is not null");
          });

  private Codecs() {}

  /**
   * Arrays of references.
   *
   * @param creation makes an array of a length: {@code String[]::new}
   */
  public static <E> WireCodec<E[]> array(WireCodec<E> element, IntFunction<E[]> creation) {
    return new ArrayCodec<>(withBytes(element), creation);
  }

  /** Constants by name: they may change their order, but not their names. */
  public static <E extends Enum<E>> WireCodec<E> enumeration(Class<E> type) {
    return new EnumCodec<>(type);
  }

  /**
   * Collections, each restored as the kind that it is.
   *
   * @param declared the type of the field, parameter and so on: what is read is one
   * @param element the codec of the elements; with one made by {@link #enumeration}, an {@link
   *     EnumSet} is restored as one
   */
  public static <E, C extends Collection<E>> RefillableCodec<C> collection(
      Class<? super C> declared, WireCodec<E> element) {
    return new CollectionCodec<>(declared, withBytes(element));
  }

  /**
   * Maps, each restored as the kind that it is.
   *
   * @param declared the type of the field, parameter and so on: what is read is one
   * @param key the codec of the keys; with one made by {@link #enumeration}, an {@link EnumMap} is
   *     restored as one
   * @param value the codec of the values
   */
  public static <K, V, M extends Map<K, V>> RefillableCodec<M> map(
      Class<? super M> declared, WireCodec<K> key, WireCodec<V> value) {
    return new MapCodec<>(declared, withBytes(key), withBytes(value));
  }

  /** Sets of constants. */
  public static <E extends Enum<E>> RefillableCodec<EnumSet<E>> enumSet(Class<E> type) {
    return new CollectionCodec<>(EnumSet.class, enumeration(type));
  }

  /** Maps by constants. */
  public static <K extends Enum<K>, V> RefillableCodec<EnumMap<K, V>> enumMap(
      Class<K> type, WireCodec<V> value) {
    return new MapCodec<>(EnumMap.class, enumeration(type), withBytes(value));
  }

  /** Optionals, which may be null themselves. */
  public static <E> WireCodec<Optional<E>> optional(WireCodec<E> element) {
    return new NullableCodec<>(
        "Optional",
        true,
        (value, out) -> {
          out.writeBoolean(value.isPresent());
          if (value.isPresent()) {
            element.write(value.get(), out);
          }
        },
        in -> {
          if (!in.readBoolean()) {
            return Optional.empty();
          }
          E value = element.read(in);
          if (value == null) {
            throw new MalformedInputException("null within an Optional");
          }
          return Optional.of(value);
        });
  }

  /**
   * The values of a sealed type.
   *
   * @param subtypes its subtypes, in any order; they are told apart by the names of their classes
   * @throws IllegalArgumentException when two of them cannot be told apart
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // List.of copies the array.
  public static <T> WireCodec<T> sealed(Class<T> type, SubtypeCodec<? extends T>... subtypes) {
    return new SealedCodec<>(type, List.of(subtypes));
  }

  /** One subtype of a {@link #sealed} type, with its codec. */
  public static <S> SubtypeCodec<S> subtype(Class<S> type, WireCodec<S> codec) {
    return new SubtypeCodec<>(type, codec);
  }

  /** What a codec of the user's own writes and reads, and null. */
  public static <T> WireCodec<T> of(ValueCodec<T> codec) {
    String name = codec.getClass().getName();
    return new NullableCodec<>(
        "value of " + name,
        codec::write,
        in -> Objects.requireNonNull(codec.read(in), () -> name + ".read returned null"));
  }

  @SuppressWarnings({"unchecked", "ReferenceEquality"}) // VOID exists once.
  private static <E> WireCodec<E> withBytes(WireCodec<E> element) {
    return element == VOID ? (WireCodec<E>) VOID_ELEMENT : element;
  }
}

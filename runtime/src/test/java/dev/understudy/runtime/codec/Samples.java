package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.WireCodec;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Values of every type that has a codec, and of combinations of them. */
@SuppressWarnings({
  "JdkObsolete",
  "UnicodeInCode"
}) // A LinkedList and such a name are to be written, too.
final class Samples {

  enum Suit {
    SPADES,
    HEARTS {
      @Override
      public String toString() {
        return "love";
      }
    },
    ÄÖ
  }

  /** A type with its codec and its values. */
  record Type<T>(String name, WireCodec<T> codec, Arbitrary<T> values, IntFunction<T[]> arrays) {

    Arbitrary<Sample<?>> samples() {
      return values.injectNull(0.1).map(value -> new Sample<>(name, codec, value));
    }
  }

  /** Strings of any chars. */
  static final Arbitrary<String> STRINGS =
      Arbitraries.oneOf(
          Arbitraries.strings().ascii().ofMaxLength(300),
          Arbitraries.strings().all().ofMaxLength(30),
          Arbitraries.of("", "ä", "€", "😀", "a😀ß", "\uFFFD", "\u0000", "\ud83d", "\ude00a"));

  private static final Arbitrary<Integer> INTS = Arbitraries.integers();
  private static final Arbitrary<Long> LONGS = Arbitraries.longs();
  private static final Arbitrary<Integer> NANOS = Arbitraries.integers().between(0, 999_999_999);
  private static final Arbitrary<LocalDate> DATES =
      Arbitraries.longs()
          .between(LocalDate.MIN.toEpochDay(), LocalDate.MAX.toEpochDay())
          .map(LocalDate::ofEpochDay);
  private static final Arbitrary<LocalTime> TIMES =
      Arbitraries.longs().between(0, LocalTime.MAX.toNanoOfDay()).map(LocalTime::ofNanoOfDay);
  private static final Arbitrary<LocalDateTime> DATE_TIMES =
      Combinators.combine(DATES, TIMES).as(LocalDateTime::of);
  private static final Arbitrary<ZoneOffset> OFFSETS =
      Arbitraries.integers().between(-64_800, 64_800).map(ZoneOffset::ofTotalSeconds);
  private static final Arbitrary<ZoneId> ZONES =
      Arbitraries.of(
          ZoneId.of("Europe/Vienna"), ZoneId.of("UTC"), ZoneOffset.UTC, ZoneId.of("GMT+2"));

  static final List<Type<?>> SIMPLE =
      List.of(
          type("Boolean", Codecs.BOXED_BOOLEAN, Arbitraries.of(true, false), Boolean[]::new),
          type("Byte", Codecs.BOXED_BYTE, Arbitraries.bytes(), Byte[]::new),
          type("Short", Codecs.BOXED_SHORT, Arbitraries.shorts(), Short[]::new),
          type("Character", Codecs.BOXED_CHAR, Arbitraries.chars(), Character[]::new),
          type("Integer", Codecs.BOXED_INT, INTS, Integer[]::new),
          type("Long", Codecs.BOXED_LONG, LONGS, Long[]::new),
          type("Float", Codecs.BOXED_FLOAT, Arbitraries.floats(), Float[]::new),
          type(
              "Double",
              Codecs.BOXED_DOUBLE,
              Arbitraries.oneOf(Arbitraries.doubles(), Arbitraries.of(-0.0, Double.NaN)),
              Double[]::new),
          type("String", Codecs.STRING, STRINGS, String[]::new),
          type("Suit", Codecs.enumeration(Suit.class), Arbitraries.of(Suit.class), Suit[]::new),
          type("UUID", Codecs.UUID, Combinators.combine(LONGS, LONGS).as(UUID::new), UUID[]::new),
          type("BigInteger", Codecs.BIG_INTEGER, Arbitraries.bigIntegers(), BigInteger[]::new),
          type(
              "BigDecimal",
              Codecs.BIG_DECIMAL,
              Combinators.combine(Arbitraries.bigIntegers(), INTS).as(BigDecimal::new),
              BigDecimal[]::new),
          type(
              "URI",
              Codecs.URI,
              Arbitraries.of("", "a", "tcp://host:70/x?y#z", "urn:isbn:1").map(URI::create),
              URI[]::new),
          type("Locale", Codecs.LOCALE, Arbitraries.of(locales()), Locale[]::new),
          type(
              "OptionalInt",
              Codecs.OPTIONAL_INT,
              INTS.map(OptionalInt::of).edgeCases(c -> c.add(OptionalInt.empty())),
              OptionalInt[]::new),
          type(
              "OptionalLong",
              Codecs.OPTIONAL_LONG,
              LONGS.map(OptionalLong::of).edgeCases(c -> c.add(OptionalLong.empty())),
              OptionalLong[]::new),
          type(
              "OptionalDouble",
              Codecs.OPTIONAL_DOUBLE,
              Arbitraries.doubles()
                  .map(OptionalDouble::of)
                  .edgeCases(c -> c.add(OptionalDouble.empty())),
              OptionalDouble[]::new));

  static final List<Type<?>> TIME =
      List.of(
          type(
              "Instant",
              Codecs.INSTANT,
              Combinators.combine(
                      Arbitraries.longs()
                          .between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
                      NANOS)
                  .as(Instant::ofEpochSecond),
              Instant[]::new),
          type(
              "Duration",
              Codecs.DURATION,
              Combinators.combine(LONGS, NANOS).as(Duration::ofSeconds),
              Duration[]::new),
          type("LocalDate", Codecs.LOCAL_DATE, DATES, LocalDate[]::new),
          type("LocalTime", Codecs.LOCAL_TIME, TIMES, LocalTime[]::new),
          type("LocalDateTime", Codecs.LOCAL_DATE_TIME, DATE_TIMES, LocalDateTime[]::new),
          type(
              "ZonedDateTime",
              Codecs.ZONED_DATE_TIME,
              Combinators.combine(Arbitraries.longs().between(-1L << 40, 1L << 40), NANOS, ZONES)
                  .as((s, n, zone) -> Instant.ofEpochSecond(s, n).atZone(zone)),
              ZonedDateTime[]::new),
          type(
              "OffsetDateTime",
              Codecs.OFFSET_DATE_TIME,
              Combinators.combine(DATE_TIMES, OFFSETS).as(OffsetDateTime::of),
              OffsetDateTime[]::new),
          type(
              "OffsetTime",
              Codecs.OFFSET_TIME,
              Combinators.combine(TIMES, OFFSETS).as(OffsetTime::of),
              OffsetTime[]::new),
          type("ZoneId", Codecs.ZONE_ID, ZONES, ZoneId[]::new),
          type("ZoneOffset", Codecs.ZONE_OFFSET, OFFSETS, ZoneOffset[]::new),
          type(
              "Period",
              Codecs.PERIOD,
              Combinators.combine(INTS, INTS, INTS).as(Period::of),
              Period[]::new),
          type(
              "Year",
              Codecs.YEAR,
              Arbitraries.integers().between(Year.MIN_VALUE, Year.MAX_VALUE).map(Year::of),
              Year[]::new),
          type("YearMonth", Codecs.YEAR_MONTH, DATES.map(YearMonth::from), YearMonth[]::new),
          type("MonthDay", Codecs.MONTH_DAY, DATES.map(MonthDay::from), MonthDay[]::new));

  static final List<Type<?>> PRIMITIVE_ARRAYS =
      List.of(
          type(
              "boolean[]",
              Codecs.BOOLEANS,
              Arbitraries.of(true, false).array(boolean[].class),
              boolean[][]::new),
          type("byte[]", Codecs.BYTES, Arbitraries.bytes().array(byte[].class), byte[][]::new),
          type("short[]", Codecs.SHORTS, Arbitraries.shorts().array(short[].class), short[][]::new),
          type("char[]", Codecs.CHARS, Arbitraries.chars().array(char[].class), char[][]::new),
          type("int[]", Codecs.INTS, INTS.array(int[].class), int[][]::new),
          type("long[]", Codecs.LONGS, LONGS.array(long[].class), long[][]::new),
          type("float[]", Codecs.FLOATS, Arbitraries.floats().array(float[].class), float[][]::new),
          type(
              "double[]",
              Codecs.DOUBLES,
              Arbitraries.doubles().array(double[].class),
              double[][]::new));

  private Samples() {}

  static List<Type<?>> all() {
    List<Type<?>> all = new ArrayList<>(SIMPLE);
    all.addAll(TIME);
    all.addAll(PRIMITIVE_ARRAYS);
    return all;
  }

  private static List<Locale> locales() {
    List<Locale> locales = new ArrayList<>(List.of(Locale.getAvailableLocales()));
    locales.add(new Locale("xx", "YY", "odd variant"));
    locales.add(new Locale("no", "NO", "NY"));
    locales.add(Locale.forLanguageTag("zh-Hant-TW-u-ca-roc"));
    locales.add(Locale.ROOT);
    return locales;
  }

  private static <T> Type<T> type(
      String name, WireCodec<T> codec, Arbitrary<T> values, IntFunction<T[]> arrays) {
    return new Type<>(name, codec, values, arrays);
  }
}

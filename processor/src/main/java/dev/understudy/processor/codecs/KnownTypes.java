package dev.understudy.processor.codecs;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The types of the JDK that the runtime has codecs for. */
final class KnownTypes {

  private static final Map<String, String> SIMPLE = new HashMap<>();

  static {
    add("java.lang.Boolean", "BOXED_BOOLEAN");
    add("java.lang.Byte", "BOXED_BYTE");
    add("java.lang.Short", "BOXED_SHORT");
    add("java.lang.Character", "BOXED_CHAR");
    add("java.lang.Integer", "BOXED_INT");
    add("java.lang.Long", "BOXED_LONG");
    add("java.lang.Float", "BOXED_FLOAT");
    add("java.lang.Double", "BOXED_DOUBLE");
    add("java.lang.String", "STRING");
    add("java.lang.Void", "VOID");
    add("java.util.UUID", "UUID");
    add("java.math.BigInteger", "BIG_INTEGER");
    add("java.math.BigDecimal", "BIG_DECIMAL");
    add("java.util.Locale", "LOCALE");
    add("java.net.URI", "URI");
    add("java.time.Instant", "INSTANT");
    add("java.time.Duration", "DURATION");
    add("java.time.LocalDate", "LOCAL_DATE");
    add("java.time.LocalTime", "LOCAL_TIME");
    add("java.time.LocalDateTime", "LOCAL_DATE_TIME");
    add("java.time.ZonedDateTime", "ZONED_DATE_TIME");
    add("java.time.OffsetDateTime", "OFFSET_DATE_TIME");
    add("java.time.OffsetTime", "OFFSET_TIME");
    add("java.time.ZoneId", "ZONE_ID");
    add("java.time.ZoneOffset", "ZONE_OFFSET");
    add("java.time.Period", "PERIOD");
    add("java.time.Year", "YEAR");
    add("java.time.YearMonth", "YEAR_MONTH");
    add("java.time.MonthDay", "MONTH_DAY");
    add("java.util.OptionalInt", "OPTIONAL_INT");
    add("java.util.OptionalLong", "OPTIONAL_LONG");
    add("java.util.OptionalDouble", "OPTIONAL_DOUBLE");
  }

  /** The collections with one type argument. */
  static final Set<String> COLLECTIONS =
      Set.of(
          "java.util.Collection",
          "java.util.List",
          "java.util.Set",
          "java.util.SortedSet",
          "java.util.NavigableSet",
          "java.util.Queue",
          "java.util.Deque",
          "java.util.ArrayList",
          "java.util.LinkedList",
          "java.util.HashSet",
          "java.util.LinkedHashSet",
          "java.util.TreeSet",
          "java.util.ArrayDeque",
          "java.util.PriorityQueue",
          "java.util.concurrent.ConcurrentSkipListSet",
          "java.util.concurrent.CopyOnWriteArrayList");

  /** The maps with two type arguments. */
  static final Set<String> MAPS =
      Set.of(
          "java.util.Map",
          "java.util.SortedMap",
          "java.util.NavigableMap",
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.TreeMap",
          "java.util.concurrent.ConcurrentMap",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentSkipListMap");

  private KnownTypes() {}

  /** The runtime's codecs, by the canonical names of their types. */
  static Map<String, String> simple() {
    return SIMPLE;
  }

  private static void add(String type, String constant) {
    SIMPLE.put(type, constant);
  }
}

package dev.understudy.torture.attic;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values as text that is equal if, and only if, the values are, in every JVM: arrays and queues
 * have no equality of their own, and the order of hashed collections is that of one JVM.
 */
public final class Text {

  private Text() {}

  /** The text of a value. */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value.getClass().isArray()) {
      return list(
          IntStream.range(0, java.lang.reflect.Array.getLength(value))
              .mapToObj(i -> of(java.lang.reflect.Array.get(value, i))));
    }
    if (value instanceof Collection<?> collection) {
      Stream<String> elements = collection.stream().map(Text::of);
      return list(isHashed(collection) ? elements.sorted() : elements);
    }
    if (value instanceof Map<?, ?> map) {
      Stream<String> entries =
          map.entrySet().stream().map(entry -> of(entry.getKey()) + "=" + of(entry.getValue()));
      boolean ordered = map instanceof SortedMap || map instanceof LinkedHashMap;
      return list(ordered ? entries : entries.sorted());
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(inner -> "there is " + of(inner)).orElse("nothing");
    }
    return value.toString();
  }

  /** The texts of several values, in a row. */
  static String ofAll(@Nullable Object... values) {
    StringBuilder text = new StringBuilder();
    for (Object value : values) {
      text.append(of(value)).append("; ");
    }
    return text.toString();
  }

  /** The text of a value, and the kind of collection that it is. */
  static String withKind(Object value) {
    return value.getClass().getSimpleName() + of(value) + "\n";
  }

  private static boolean isHashed(Collection<?> collection) {
    return collection instanceof Set
        && !(collection instanceof SortedSet || collection instanceof LinkedHashSet);
  }

  private static String list(Stream<String> elements) {
    return elements.collect(Collectors.joining(", ", "[", "]"));
  }
}

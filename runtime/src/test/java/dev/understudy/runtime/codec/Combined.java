package dev.understudy.runtime.codec;

import dev.understudy.runtime.wire.WireCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Values within values: in collections, maps, arrays and optionals. */
@SuppressWarnings("JdkObsolete") // A LinkedList is to be written, too.
final class Combined {

  private Combined() {}

  /** Any value: alone, or within collections, maps, arrays and optionals, to any kind of depth. */
  static Arbitrary<Sample<?>> any() {
    return Arbitraries.oneOf(Samples.all().stream().map(Combined::withNesting).toList());
  }

  private static Arbitrary<Sample<?>> withNesting(Samples.Type<?> type) {
    List<Samples.Type<?>> once = around(type);
    List<Samples.Type<?>> types = new ArrayList<>(once);
    types.add(type);
    once.forEach(inner -> types.addAll(around(inner)));
    return Arbitraries.of(types).flatMap(Samples.Type::samples);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <E> List<Samples.Type<?>> around(Samples.Type<E> inner) {
    Arbitrary<List<E>> lists = inner.values().injectNull(0.1).list().ofMaxSize(4);
    Arbitrary<List<E>> present = inner.values().list().ofMaxSize(4);
    boolean hashable = !inner.name().contains("[]");
    List<Samples.Type<?>> types = new ArrayList<>();
    WireCodec<E[]> arrays = Codecs.array(inner.codec(), inner.arrays());
    types.add(
        new Samples.Type(
            inner.name() + "[]",
            arrays,
            lists.map(list -> list.toArray(inner.arrays())),
            i -> java.lang.reflect.Array.newInstance(inner.arrays().apply(0).getClass(), i)));
    types.add(
        new Samples.Type<>(
            "Optional " + inner.name(),
            Codecs.optional(inner.codec()),
            inner.values().map(Optional::of),
            Optional[]::new));
    types.add(
        new Samples.Type<>(
            "List " + inner.name(),
            Codecs.<E, List<E>>collection(List.class, inner.codec()),
            kinds(
                lists,
                ArrayList::new,
                LinkedList::new,
                list -> java.util.Collections.unmodifiableList(list),
                list -> (List<E>) Arrays.asList(list.toArray())),
            List[]::new));
    if (hashable) {
      types.add(
          new Samples.Type<>(
              "Set " + inner.name(),
              Codecs.<E, Set<E>>collection(Set.class, inner.codec()),
              kinds(present, LinkedHashSet::new, HashSet::new),
              Set[]::new));
      types.add(
          new Samples.Type<>(
              "Map " + inner.name(),
              Codecs.<E, String, Map<E, String>>map(Map.class, inner.codec(), Codecs.STRING),
              kinds(present, list -> keyed(list, new LinkedHashMap<>())),
              Map[]::new));
    }
    types.add(
        new Samples.Type<>(
            "Map to " + inner.name(),
            Codecs.<Integer, E, Map<Integer, E>>map(Map.class, Codecs.BOXED_INT, inner.codec()),
            kinds(lists, list -> numbered(list, new HashMap<>())),
            Map[]::new));
    return types;
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static <E, C> Arbitrary<C> kinds(
      Arbitrary<List<E>> elements, Function<List<E>, ? extends C>... kinds) {
    return Combinators.combine(elements, Arbitraries.of(kinds))
        .as((list, kind) -> kind.apply(list));
  }

  private static <E> Map<E, String> keyed(List<E> keys, Map<E, String> map) {
    keys.forEach(key -> map.put(key, map.size() % 2 == 0 ? null : "v" + map.size()));
    return map;
  }

  private static <E> Map<Integer, E> numbered(List<E> values, Map<Integer, E> map) {
    values.forEach(value -> map.put(map.size() * 7919, value));
    return map;
  }
}

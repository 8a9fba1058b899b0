package dev.understudy.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Any graph of objects that refer to each other in every way comes back equal in behaviour: it is
 * saved again as the same bytes, and whatever is done to it then gives the same.
 */
class ObjectGraphTest {

  private static final WireCodec<List<Thing>> ALL = Thing.LIST;

  /** A graph, and what happens to it: the same for the same seed. */
  private static final class Play {

    private final SplittableRandom random;
    private final List<Thing> all;

    private Play(long seed, List<Thing> all) {
      this.random = new SplittableRandom(seed);
      this.all = all;
    }

    private Thing any() {
      return all.get(random.nextInt(all.size()));
    }

    private Thing.Label label() {
      List<Integer> numbers = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        numbers.add(random.nextInt(4));
      }
      double weight = random.nextInt(4) == 0 ? Double.NaN : random.nextInt(2);
      return new Thing.Label(any(), numbers, weight);
    }

    private Collection<Thing> fixed(Thing one, Thing two) {
      return switch (random.nextInt(13)) {
        case 0 -> List.of();
        case 1 -> List.of(one);
        case 2 -> List.of(one, two, one);
        case 3 -> List.of(one, two, one).subList(0, random.nextInt(3));
        case 4 -> Stream.of(one, null, two).toList();
        case 5 -> Stream.of(one, two).toList().subList(0, random.nextInt(2));
        case 6 -> Set.of();
        case 7 -> Set.of(one);
        case 8 -> Set.copyOf(new LinkedHashSet<>(List.of(one, two)));
        case 9 -> random.nextBoolean() ? Collections.emptyList() : Collections.emptySet();
        case 10 -> Collections.singletonList(one);
        case 11 -> Collections.singleton(one);
        default -> Collections.nCopies(random.nextInt(3), one);
      };
    }

    private Map<Thing, Thing> fixedMap(Thing one, Thing two) {
      return switch (random.nextInt(5)) {
        case 0 -> Map.of();
        case 1 -> Map.of(one, two);
        case 2 -> one.equals(two) ? Map.of() : Map.of(one, two, two, one);
        case 3 -> Collections.emptyMap();
        default -> Collections.singletonMap(one, two);
      };
    }

    /** What those that cannot be changed answer, null too. */
    private static String asked(Thing thing) {
      return "" + Behaviour.of(thing.fixed) + Behaviour.of(thing.fixedMap);
    }

    /** One change, and all that can be seen of it. */
    private String step() {
      Thing thing = any();
      Thing other = any();
      return switch (random.nextInt(26)) {
        case 0 -> {
          thing.next = other;
          yield "" + other;
        }
        case 1 -> "" + thing.list.add(other);
        case 2 -> "" + thing.set.add(other);
        case 3 -> "" + thing.linked.add(other);
        case 4 -> "" + thing.labels.add(label());
        case 5 -> "" + thing.map.put(other, any());
        case 6 -> "" + thing.byLabel.put(label(), new ArrayList<>(List.of(other)));
        case 7 -> "" + thing.sorted.add(other);
        case 8 -> "" + thing.backwards.put(other, "v" + random.nextInt(3));
        case 9 -> "" + thing.queue.add(other);
        case 10 -> {
          thing.sets.addLast(random.nextBoolean() ? other.set : other.linked);
          yield "" + thing.sets.size();
        }
        case 11 -> {
          thing.array = new Thing[] {other, any(), null};
          yield Arrays.toString(thing.array);
        }
        case 12 -> {
          thing.maybe = Optional.of(other);
          yield "" + other;
        }
        case 13 -> "" + thing.set.remove(other) + thing.linked.remove(other);
        case 14 -> "" + thing.map.remove(other) + thing.map.containsKey(any());
        case 15 -> "" + thing.labels.contains(label()) + thing.byLabel.get(label());
        case 16 -> "" + thing.queue.poll() + thing.queue.peek();
        case 17 -> "" + thing.sorted.headSet(other) + thing.backwards.tailMap(other);
        case 20, 21 -> {
          List<Integer> numbers = new ArrayList<>(List.of(random.nextInt(9)));
          long[] longs = other.note != null ? other.note.longs() : new long[] {random.nextLong()};
          boolean shared = random.nextBoolean();
          thing.note =
              new Thing.Note(longs, numbers, any(), shared ? numbers : new ArrayList<>(numbers));
          yield Arrays.toString(longs);
        }
        case 22, 23 -> {
          thing.fixed = random.nextInt(4) == 0 ? other.fixed : fixed(other, any());
          thing.fixedMap = random.nextInt(4) == 0 ? other.fixedMap : fixedMap(other, any());
          yield "" + thing.fixed.size() + thing.fixedMap.size();
        }
        case 24, 25 -> asked(thing);
        case 18 -> {
          thing.set = thing.linked; // One object in two fields.
          yield "" + thing.set.contains(other);
        }
        default -> {
          thing.array = other.array;
          thing.linked = new LinkedHashSet<>(other.list);
          yield "" + thing.linked;
        }
      };
    }
  }

  /** All there is to see: whatever is reached, each object by its place, hash tables sorted. */
  private static String seen(List<Thing> all) {
    IdentityHashMap<Object, Integer> places = new IdentityHashMap<>();
    List<Thing> order = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    all.forEach(thing -> place(thing, places, order));
    for (int i = 0; i < order.size(); i++) {
      Thing thing = order.get(i);
      text.append(thing.name)
          .append(" next ")
          .append(place(thing.next, places, order))
          .append(" list ")
          .append(inOrder(thing.list, places, order))
          .append(" set ")
          .append(container(thing.set, places))
          .append(sorted(thing.set))
          .append(" linked ")
          .append(container(thing.linked, places))
          .append(inOrder(thing.linked, places, order))
          .append(" labels ")
          .append(new TreeSet<>(thing.labels.stream().map(Object::toString).toList()))
          .append(" map ")
          .append(sorted(thing.map.keySet()))
          .append(sortedText(thing.map.values()))
          .append(" byLabel ")
          .append(new LinkedHashMap<>(thing.byLabel))
          .append(" sorted ")
          .append(inOrder(thing.sorted, places, order))
          .append(" backwards ")
          .append(thing.backwards)
          .append(" queue ")
          .append(Arrays.asList(thing.queue.toArray()))
          .append(" sets ")
          .append(thing.sets.stream().map(set -> container(set, places)).toList())
          .append(" array ")
          .append(container(thing.array, places))
          .append(Arrays.toString(thing.array))
          .append(" maybe ")
          .append(thing.maybe.map(one -> place(one, places, order)))
          .append(note(thing.note, places))
          .append(" fixed ")
          .append(container(thing.fixed, places))
          .append(inOrder(thing.fixed, places, order))
          .append(container(thing.fixedMap, places))
          .append(sorted(thing.fixedMap.keySet()))
          .append(thing.name.startsWith("above") ? "" : Play.asked(thing)) // There are many.
          .append(thing.set.getClass())
          .append(thing.sorted.getClass())
          .append('\n');
    }
    return text.toString();
  }

  private static int place(
      Thing thing, IdentityHashMap<Object, Integer> places, List<Thing> order) {
    if (thing == null) {
      return -1;
    }
    Integer known = places.putIfAbsent(thing, places.size());
    if (known == null) {
      order.add(thing);
    }
    return places.get(thing);
  }

  private static String note(Thing.Note note, IdentityHashMap<Object, Integer> places) {
    return note == null
        ? ""
        : " note "
            + container(note.longs(), places)
            + Arrays.toString(note.longs())
            + container(note.before(), places)
            + note.before()
            + note.about()
            + container(note.behind(), places)
            + note.behind();
  }

  private static int container(Object container, IdentityHashMap<Object, Integer> places) {
    places.putIfAbsent(container, places.size());
    return places.get(container);
  }

  private static List<Integer> inOrder(
      Collection<Thing> things, IdentityHashMap<Object, Integer> places, List<Thing> order) {
    return things.stream().map(each -> place(each, places, order)).toList();
  }

  private static String sorted(Collection<Thing> things) {
    return things.stream()
        .map(each -> each.name + things.contains(each))
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static List<String> sortedText(Collection<Thing> things) {
    return things.stream().map(String::valueOf).sorted().toList();
  }

  private static List<Thing> made(int things, int names) {
    List<Thing> all = new ArrayList<>();
    for (int i = 0; i < things; i++) {
      all.add(new Thing("t" + i % names));
    }
    return all;
  }

  @Property(tries = 1_000)
  void anyGraphComesBackEqualInBehaviour(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int things,
      @ForAll @IntRange(min = 1, max = 12) int names,
      @ForAll @IntRange(max = 120) int steps,
      @ForAll boolean deep) {
    List<Thing> all = made(things, names);
    Play play = new Play(seed, all);
    for (int i = 0; i < steps; i++) {
      play.step();
    }
    if (deep) { // All of it lies further down than recursion goes.
      for (int i = 0; i <= WireOutput.RECURSION; i++) {
        Thing above = new Thing("above" + i);
        above.next = all.get(0);
        all.add(0, above);
      }
    }
    byte[] saved = Bytes.ofSnapshot(ALL, all);

    WireInput in = WireInput.ofSnapshot(saved, 0, saved.length);
    in.keepOrders();
    List<Thing> restored = ALL.read(in);
    WireOutput again = WireOutput.forSnapshot();
    again.inOrderOf(in);
    ALL.write(restored, again);

    assertThat(again.toByteArray()).isEqualTo(saved);
    assertThat(seen(restored)).isEqualTo(seen(all));
    Play on = new Play(seed + 1, all);
    Play onRestored = new Play(seed + 1, restored);
    for (int i = 0; i < 60; i++) {
      assertThat(onRestored.step()).isEqualTo(on.step());
    }
    assertThat(seen(restored)).isEqualTo(seen(all));
  }
}

package dev.understudy.runtime.codec;

import dev.understudy.runtime.codec.kind.OwnKind;
import dev.understudy.runtime.wire.WireCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A {@code @Replicated} class that holds others of its kind in every way there is. It is equal to
 * those with the same name, which is read last: until then none of them is whole.
 */
public final class Thing implements Comparable<Thing> {

  /** A record that is equal to another by what its owner is equal by. */
  record Label(Thing owner, List<Integer> numbers, double weight) {}

  /** A record that holds arrays and numbers before and behind what may be nested deeply. */
  record Note(long[] longs, List<Integer> before, Thing about, List<Integer> behind) {}

  static final Comparator<Thing> BACKWARDS =
      Comparator.comparing((Thing thing) -> thing.name).reversed();

  Thing next;
  final List<Thing> list = new ArrayList<>();
  Set<Thing> set = new HashSet<>();
  Set<Thing> linked = new LinkedHashSet<>();
  final Set<Label> labels = new HashSet<>();
  Map<Thing, Thing> map = new HashMap<>();
  Map<Label, List<Thing>> byLabel = new LinkedHashMap<>();
  SortedSet<Thing> sorted = new TreeSet<>();
  SortedMap<Thing, String> backwards = new TreeMap<>(BACKWARDS);
  Queue<Thing> queue = new PriorityQueue<>(BACKWARDS);
  Deque<Set<Thing>> sets = new ArrayDeque<>();
  Thing[] array = {};
  Optional<Thing> maybe = Optional.empty();
  Note note;
  Collection<Thing> fixed = List.of();
  Map<Thing, Thing> fixedMap = Map.of();
  String name = "";

  Thing() {}

  Thing(String name) {
    this.name = name;
  }

  /** Some of them that hold each other in every way. */
  public static Thing example() {
    Thing one = new Thing("one");
    Thing two = new Thing("two");
    one.next = two;
    two.next = one;
    one.list.addAll(List.of(two, two));
    one.set.add(two);
    one.linked.add(one);
    one.labels.add(new Label(two, List.of(1, 2), 0.5));
    one.map.put(two, one);
    one.byLabel.put(new Label(null, null, -0.0), new ArrayList<>(List.of(two)));
    one.sorted.add(two);
    one.backwards.put(two, "text");
    one.queue.add(two);
    one.sets.add(new HashSet<>(Set.of(two)));
    one.array = new Thing[] {two, null};
    one.maybe = Optional.of(two);
    one.note = new Note(new long[] {1, 2}, List.of(3), two, null);
    two.fixed = List.of(one);
    two.fixedMap = Map.of(two, one);
    return one;
  }

  /** One that may be an argument: it is no part of a cycle. */
  public static Thing argument() {
    Thing one = new Thing("one");
    one.list.add(new Thing("two"));
    one.set.add(new Thing("three"));
    one.note = new Note(new long[] {1, 2}, List.of(3), new Thing("four"), null);
    one.backwards.put(new Thing("five"), "text");
    return one;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Thing thing && thing.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public int compareTo(Thing other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }

  public static final WireCodec<Thing> CODEC = new ThingCodec();
  static final WireCodec<Label> LABEL = new LabelCodec();
  static final WireCodec<Note> NOTE = new NoteCodec();
  static final RefillableCodec<List<Thing>> LIST = Codecs.collection(List.class, CODEC);
  static final RefillableCodec<List<Integer>> NUMBERS =
      Codecs.collection(List.class, Codecs.BOXED_INT);
  static final RefillableCodec<Set<Thing>> SET = Codecs.collection(Set.class, CODEC);
  static final RefillableCodec<Set<Label>> LABELS = Codecs.collection(Set.class, LABEL);
  static final RefillableCodec<Map<Thing, Thing>> MAP = Codecs.map(Map.class, CODEC, CODEC);
  static final RefillableCodec<Map<Label, List<Thing>>> BY_LABEL =
      Codecs.map(Map.class, LABEL, LIST);
  static final RefillableCodec<SortedSet<Thing>> SORTED = Codecs.collection(SortedSet.class, CODEC);
  static final RefillableCodec<SortedMap<Thing, String>> SORTED_MAP =
      Codecs.map(SortedMap.class, CODEC, Codecs.STRING);
  static final RefillableCodec<Queue<Thing>> QUEUE = Codecs.collection(Queue.class, CODEC);
  static final RefillableCodec<Deque<Set<Thing>>> SETS = Codecs.collection(Deque.class, SET);
  static final RefillableCodec<Collection<Thing>> FIXED =
      Codecs.collection(Collection.class, CODEC);
  static final WireCodec<Thing[]> ARRAY = Codecs.array(CODEC, Thing[]::new);
  static final WireCodec<Optional<Thing>> MAYBE = Codecs.optional(CODEC);

  static final class ThingCodec extends ReplicatedCodec<Thing> {

    ThingCodec() {
      super(
          Thing.class,
          "next",
          "list",
          "set",
          "linked",
          "labels",
          "map",
          "byLabel",
          "sorted",
          "backwards",
          "queue",
          "sets",
          "array",
          "maybe",
          "note",
          "fixed",
          "fixedMap",
          "name");
    }

    @Override
    protected Thing create() {
      return new Thing();
    }

    @Override
    protected Object[] refilled(Thing value) {
      return new Object[] {value.list, value.labels};
    }

    @Override
    protected Object held(int field, Thing value) {
      return switch (field) {
        case 2 -> value.set;
        case 3 -> value.linked;
        case 5 -> value.map;
        case 6 -> value.byLabel;
        case 7 -> value.sorted;
        case 8 -> value.backwards;
        case 9 -> value.queue;
        case 10 -> value.sets;
        case 14 -> value.fixed;
        case 15 -> value.fixedMap;
        default -> null;
      };
    }

    @Override
    protected void writeField(int field, Thing value, WireOutput out) {
      switch (field) {
        case 0 -> CODEC.write(value.next, out);
        case 1 -> LIST.writeField(value.list, OwnKind.ANY, out);
        case 2 -> SET.writeField(value.set, own(2), out);
        case 3 -> SET.writeField(value.linked, own(3), out);
        case 4 -> LABELS.writeField(value.labels, OwnKind.ANY, out);
        case 5 -> MAP.writeField(value.map, own(5), out);
        case 6 -> BY_LABEL.writeField(value.byLabel, own(6), out);
        case 7 -> SORTED.writeField(value.sorted, own(7), out);
        case 8 -> SORTED_MAP.writeField(value.backwards, own(8), out);
        case 9 -> QUEUE.writeField(value.queue, own(9), out);
        case 10 -> SETS.writeField(value.sets, own(10), out);
        case 11 -> ARRAY.write(value.array, out);
        case 12 -> MAYBE.write(value.maybe, out);
        case 13 -> NOTE.write(value.note, out);
        case 14 -> FIXED.writeField(value.fixed, own(14), out);
        case 15 -> MAP.writeField(value.fixedMap, own(15), out);
        default -> out.writeString(value.name);
      }
    }

    @Override
    protected void readField(int field, Thing value, WireInput in) {
      switch (field) {
        case 0 -> value.next = CODEC.read(in);
        case 1 -> LIST.refill(value.list, in);
        case 2 -> value.set = SET.readField(value.set, in);
        case 3 -> value.linked = SET.readField(value.linked, in);
        case 4 -> LABELS.refill(value.labels, in);
        case 5 -> value.map = MAP.readField(value.map, in);
        case 6 -> value.byLabel = BY_LABEL.readField(value.byLabel, in);
        case 7 -> value.sorted = SORTED.readField(value.sorted, in);
        case 8 -> value.backwards = SORTED_MAP.readField(value.backwards, in);
        case 9 -> value.queue = QUEUE.readField(value.queue, in);
        case 10 -> value.sets = SETS.readField(value.sets, in);
        case 11 -> value.array = ARRAY.read(in);
        case 12 -> value.maybe = MAYBE.read(in);
        case 13 -> value.note = NOTE.read(in);
        case 14 -> value.fixed = FIXED.readField(value.fixed, in);
        case 15 -> value.fixedMap = MAP.readField(value.fixedMap, in);
        default -> value.name = in.readString();
      }
    }
  }

  static final class LabelCodec extends RecordCodec<Label> {

    LabelCodec() {
      super(Label.class, "owner", "numbers", "weight");
    }

    @Override
    protected void writeField(int field, Label value, WireOutput out) {
      switch (field) {
        case 0 -> CODEC.write(value.owner(), out);
        case 1 -> NUMBERS.write(value.numbers(), out);
        default -> out.writeDouble(value.weight());
      }
    }

    @Override
    protected Label readFields(WireInput in) {
      Thing owner = CODEC.read(in);
      List<Integer> numbers = NUMBERS.read(in);
      double weight = in.readDouble();
      try {
        return new Label(owner, numbers, weight);
      } catch (RuntimeException e) {
        throw refused(e, owner, numbers, weight);
      }
    }
  }

  static final class NoteCodec extends RecordCodec<Note> {

    NoteCodec() {
      super(Note.class, "longs", "before", "about", "behind");
    }

    @Override
    protected void writeField(int field, Note value, WireOutput out) {
      switch (field) {
        case 0 -> Codecs.LONGS.write(value.longs(), out);
        case 1 -> NUMBERS.write(value.before(), out);
        case 2 -> CODEC.write(value.about(), out);
        default -> NUMBERS.write(value.behind(), out);
      }
    }

    @Override
    protected Note readFields(WireInput in) {
      return new Note(Codecs.LONGS.read(in), NUMBERS.read(in), CODEC.read(in), NUMBERS.read(in));
    }
  }
}

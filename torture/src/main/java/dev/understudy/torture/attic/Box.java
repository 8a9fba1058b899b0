package dev.understudy.torture.attic;

import dev.understudy.Replicated;
import dev.understudy.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The box of one client: a field of every kind of collection, and some of other kinds. */
@SuppressWarnings("JdkObsolete") // A LinkedList has a codec, too.
@Replicated
final class Box {

  private static final int MOST_PARCELS = 6;
  private static final int MOST_ELEMENTS = 8;
  private static final int CHECKSUM_FACTOR = 31;

  @State private final ArrayDeque<Parcel> parcels = new ArrayDeque<>();
  @State private long updates;
  @State private long checksum;
  @State private long coins;
  @State private long readings;
  @State private int[] lengths = new int[0];
  @State private byte @Nullable [] bytes;
  @State private Optional<BigDecimal> price = Optional.empty();
  @State private final ArrayList<Long> arrayList = new ArrayList<>();
  @State private final LinkedList<String> linkedList = new LinkedList<>();
  @State private final HashSet<UUID> hashSet = new HashSet<>();
  @State private final LinkedHashSet<String> linkedHashSet = new LinkedHashSet<>();
  @State private final TreeSet<Long> treeSet = new TreeSet<>(Comparator.reverseOrder());
  @State private final PriorityQueue<Long> priorityQueue = new PriorityQueue<>();
  @State private final ConcurrentSkipListSet<String> skipListSet = new ConcurrentSkipListSet<>();
  @State private final CopyOnWriteArrayList<Mood> copyOnWriteList = new CopyOnWriteArrayList<>();
  @State private final EnumSet<Mood> enumSet = EnumSet.noneOf(Mood.class);
  @State private final EnumMap<Mood, Long> enumMap = new EnumMap<>(Mood.class);
  @State private final HashMap<UUID, Mood> hashMap = new HashMap<>();
  @State private final LinkedHashMap<Long, String> linkedHashMap = new LinkedHashMap<>();

  @State
  private final TreeMap<String, BigDecimal> treeMap = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  @State
  private final ConcurrentHashMap<String, Long> concurrentHashMap = new ConcurrentHashMap<>();

  @State
  private final ConcurrentSkipListMap<Long, Mood> skipListMap = new ConcurrentSkipListMap<>();

  @State private Deque<Long> numbers = new ArrayDeque<>();
  @State private Map<Mood, Set<String>> words = new TreeMap<>();
  @State private Optional<Instant> when = Optional.empty();

  Box() {}

  /** Counts an update, and what it brought. */
  Receipt count(@Nullable Object... brought) {
    updates++;
    checksum = checksum * CHECKSUM_FACTOR + Text.ofAll(brought).hashCode();
    return receipt();
  }

  Receipt receipt() {
    return new Receipt(updates, checksum);
  }

  long countReading() {
    return ++readings;
  }

  void put(Parcel parcel) {
    parcels.add(parcel);
    if (parcels.peek() instanceof Parcel.Note note) {
      note.read();
    }
    trim(parcels, MOST_PARCELS);
  }

  @Nullable Parcel take() {
    return parcels.poll();
  }

  List<Parcel> parcels() {
    return List.copyOf(parcels);
  }

  long coins() {
    return coins;
  }

  long pay(long more) {
    coins += more;
    return coins;
  }

  void measure(byte[] newBytes, @Nullable String[] texts) {
    bytes = newBytes;
    lengths = new int[texts.length];
    for (int i = 0; i < texts.length; i++) {
      lengths[i] = texts[i] == null ? -1 : texts[i].length();
    }
  }

  void sort(long number, String text, UUID id, Mood mood, BigDecimal newPrice) {
    price = price.isPresent() && mood == Mood.GRIM ? Optional.empty() : Optional.of(newPrice);
    arrayList.add(number);
    linkedList.addFirst(text);
    hashSet.add(id);
    linkedHashSet.add(text);
    treeSet.add(number);
    priorityQueue.add(number);
    skipListSet.add(text);
    copyOnWriteList.add(mood);
    enumMap.merge(mood, 1L, Long::sum);
    hashMap.put(id, mood);
    linkedHashMap.put(number, text);
    treeMap.put(text, newPrice);
    concurrentHashMap.merge(text, 1L, Long::sum);
    skipListMap.put(number, mood);
    if (!enumSet.remove(mood)) {
      enumSet.add(mood);
    }
    trim(arrayList, MOST_ELEMENTS);
    while (linkedList.size() > MOST_ELEMENTS) {
      linkedList.removeLast();
    }
    trim(linkedHashSet, MOST_ELEMENTS);
    trim(treeSet, MOST_ELEMENTS);
    while (priorityQueue.size() > MOST_ELEMENTS) {
      priorityQueue.remove();
    }
    trim(skipListSet, MOST_ELEMENTS);
    while (copyOnWriteList.size() > MOST_ELEMENTS) {
      copyOnWriteList.remove(0);
    }
    trim(linkedHashMap.keySet(), MOST_ELEMENTS);
    trim(treeMap.keySet(), MOST_ELEMENTS);
    trim(skipListMap.keySet(), MOST_ELEMENTS);
    trimHashed();
  }

  // Their order is that of one JVM: which element goes must not depend on it.
  private void trimHashed() {
    while (hashSet.size() > MOST_ELEMENTS) {
      hashSet.remove(new TreeSet<>(hashSet).first());
    }
    hashMap.keySet().retainAll(hashSet);
    concurrentHashMap.keySet().retainAll(skipListSet);
  }

  private static void trim(Collection<?> collection, int most) {
    Iterator<?> elements = collection.iterator();
    while (collection.size() > most) {
      elements.next();
      elements.remove();
    }
  }

  void replace(Deque<Long> newNumbers, Map<Mood, Set<String>> newWords, Optional<Instant> newWhen) {
    numbers = newNumbers;
    words = newWords;
    when = newWhen;
  }

  Map<String, List<String>> shelves() {
    Map<String, List<String>> shelves = new TreeMap<>();
    shelves.put("linked", List.copyOf(linkedList));
    shelves.put("ordered", List.copyOf(linkedHashSet));
    shelves.put("sorted", List.copyOf(skipListSet));
    return shelves;
  }

  String describe() {
    return receipt()
        + Text.ofAll(coins, lengths, Arrays.hashCode(bytes), price, parcels, numbers, words, when)
        + Text.withKind(arrayList)
        + Text.withKind(linkedList)
        + Text.withKind(hashSet)
        + Text.withKind(linkedHashSet)
        + Text.withKind(treeSet)
        + Text.withKind(priorityQueue)
        + Text.withKind(skipListSet)
        + Text.withKind(copyOnWriteList)
        + Text.of(enumSet)
        + Text.withKind(enumMap)
        + Text.withKind(hashMap)
        + Text.withKind(linkedHashMap)
        + Text.withKind(treeMap)
        + Text.withKind(concurrentHashMap)
        + Text.withKind(skipListMap);
  }
}

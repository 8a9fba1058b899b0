package dev.understudy.torture.attic;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** All collections and maps that have a codec. */
public record Gatherings(
    Collection<String> collection,
    List<Long> list,
    Set<UUID> set,
    SortedSet<Integer> sortedSet,
    NavigableSet<LocalDate> navigableSet,
    Queue<String> queue,
    Deque<Long> deque,
    ArrayList<Mood> arrayList,
    LinkedList<String> linkedList,
    HashSet<Mood> hashSet,
    LinkedHashSet<String> linkedHashSet,
    TreeSet<String> treeSet,
    ArrayDeque<Integer> arrayDeque,
    PriorityQueue<Long> priorityQueue,
    ConcurrentSkipListSet<String> skipListSet,
    CopyOnWriteArrayList<Long> copyOnWriteList,
    EnumSet<Mood> enumSet,
    Map<String, Long> map,
    SortedMap<Long, String> sortedMap,
    NavigableMap<String, Mood> navigableMap,
    HashMap<Mood, Long> hashMap,
    LinkedHashMap<String, BigInteger> linkedHashMap,
    TreeMap<LocalDate, Long> treeMap,
    ConcurrentMap<String, Long> concurrentMap,
    ConcurrentHashMap<Long, String> concurrentHashMap,
    ConcurrentSkipListMap<String, Long> skipListMap,
    EnumMap<Mood, String> enumMap)
    implements Parcel {

  @Override
  public String toString() {
    return Text.ofAll(
            collection,
            list,
            set,
            sortedSet,
            navigableSet,
            queue,
            deque,
            arrayList,
            linkedList,
            hashSet,
            linkedHashSet,
            treeSet,
            arrayDeque)
        + Text.ofAll(
            priorityQueue,
            skipListSet,
            copyOnWriteList,
            enumSet,
            map,
            sortedMap,
            navigableMap,
            hashMap,
            linkedHashMap,
            treeMap,
            concurrentMap,
            concurrentHashMap,
            skipListMap,
            enumMap);
  }
}

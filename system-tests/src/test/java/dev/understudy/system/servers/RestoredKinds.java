package dev.understudy.system.servers;

import dev.understudy.HighlyAvailable;
import dev.understudy.Query;
import dev.understudy.Replicated;
import dev.understudy.State;
import dev.understudy.Update;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;

/** State of the kinds that once did not come back, or came back as something else. */
@HighlyAvailable
public class RestoredKinds {

  /** What is ranked. */
  public record Score(String who, int points) {}

  /** What may be changed while it is in a set. */
  @Replicated
  public static class Item {
    @State private String name = "";

    Item() {}

    Item(String name) {
      this.name = name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Item item && item.name.equals(name);
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(name);
    }
  }

  private static final Comparator<Score> BY_NAME = Comparator.comparing(Score::who);
  private static final Comparator<Score> BY_SCORE =
      Comparator.comparing(Score::points).thenComparing(Score::who);

  @State private final ArrayList<Score> all = new ArrayList<>();
  @State private List<Score> top = List.of();
  @State private String note = "";
  @State private final TreeMap<String, Integer> keys = new TreeMap<>();
  @State private Map<String, String> cache = new HashMap<>();
  @State private TreeSet<Score> ranking = new TreeSet<>(BY_NAME);
  @State private PriorityQueue<Score> queue = new PriorityQueue<>(BY_NAME);
  @State private final HashSet<Item> items = new HashSet<>();

  private static final class Lru extends LinkedHashMap<String, String> {

    private static final long serialVersionUID = 1;

    Lru() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > 2;
    }
  }

  /** Adds it to all that is sorted. */
  @Update
  public void add(String who, int points) {
    all.add(new Score(who, points));
    all.sort(Comparator.comparingInt(Score::points).reversed());
    ranking.add(new Score(who, points));
    queue.add(new Score(who, points));
  }

  /** Keeps a view of a list. */
  @Update
  public void cut(int length) {
    top = all.subList(0, length);
  }

  /** Keeps a text that ends in the middle of a pair of surrogates. */
  @Update
  public int write(String text, int length) {
    note = text.substring(0, length);
    keys.put(note, length);
    return length;
  }

  /** Keeps a map with a rule of its own. */
  @Update
  public void openCache() {
    cache = new Lru();
  }

  /** The same, with none. */
  @Update
  public void closeCache() {
    cache = new HashMap<>();
  }

  /** How many are kept. */
  @Update
  public int put(String key, String value) {
    cache.put(key, value);
    return cache.size();
  }

  /** Sorts by something else than the constructor did. */
  @Update
  public void byScore() {
    TreeSet<Score> byScore = new TreeSet<>(BY_SCORE);
    byScore.addAll(ranking);
    ranking = byScore;
    PriorityQueue<Score> queueByScore = new PriorityQueue<>(BY_SCORE);
    queueByScore.addAll(queue);
    queue = queueByScore;
  }

  /** Sorts as the constructor did. */
  @Update
  public void byName() {
    TreeSet<Score> byName = new TreeSet<>(BY_NAME);
    byName.addAll(ranking);
    ranking = byName;
    PriorityQueue<Score> queueByName = new PriorityQueue<>(BY_NAME);
    queueByName.addAll(queue);
    queue = queueByName;
  }

  /** Adds an item. */
  @Update
  public void keep(String name) {
    items.add(new Item(name));
  }

  /** Changes an item in its set, perhaps to what another one is. */
  @Update
  public void rename(String from, String to) {
    for (Item item : items) {
      if (item.name.equals(from)) {
        item.name = to;
        return;
      }
    }
  }

  /** All of it, with what is no letter by its number. */
  @Query
  public String show() {
    StringBuilder text = new StringBuilder();
    text.append("all ").append(all).append(" top ").append(top).append(" note ");
    note.chars().forEach(each -> text.append(each).append(' '));
    text.append("keys ").append(keys.values()).append(" has it ").append(keys.get(note));
    text.append(" cache ").append(new TreeMap<>(cache));
    text.append(" ranking ").append(ranking).append(" first ").append(queue.peek());
    text.append(" items ").append(items.stream().map(item -> item.name).sorted().toList());
    return text.toString();
  }
}

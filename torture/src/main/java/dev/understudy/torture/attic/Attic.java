package dev.understudy.torture.attic;

import dev.understudy.ClientObituary;
import dev.understudy.HighlyAvailable;
import dev.understudy.Mode;
import dev.understudy.OnObituary;
import dev.understudy.Query;
import dev.understudy.StandbyRole;
import dev.understudy.State;
import dev.understudy.Update;
import dev.understudy.UpdateContext;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server class that has every type in its calls and in its state. */
@HighlyAvailable(mode = Mode.HOT, standbyRole = StandbyRole.SERVER)
public class Attic implements AtticCalls {

  @State private final TreeMap<Integer, Box> boxes = new TreeMap<>();
  @State private final HashMap<String, Long> registers = new HashMap<>();
  @State private final LinkedHashSet<String> guests = new LinkedHashSet<>();
  @State private final TreeMap<String, Integer> departures = new TreeMap<>();

  /** Made by the generated launcher. */
  public Attic() {}

  private Box box(int number) {
    return boxes.computeIfAbsent(number, key -> new Box());
  }

  // A query changes nothing: not even by a look into a box that is not there yet.
  private Box look(int number) {
    Box box = boxes.get(number);
    return box == null ? new Box() : box;
  }

  @Override
  @Update
  public Receipt put(int box, Parcel parcel) {
    box(box).put(parcel);
    return box(box).count(parcel);
  }

  @Override
  @Update
  public Receipt measure(
      int box,
      boolean flag,
      byte tiny,
      short small,
      char letter,
      long large,
      float rough,
      double fine,
      @Nullable Integer boxed,
      byte[] bytes,
      @Nullable String[] texts) {
    box(box).measure(bytes, texts);
    return box(box)
        .count(flag, tiny, small, letter, large, rough, fine, boxed, Arrays.hashCode(bytes), texts);
  }

  @Override
  @Update
  public Receipt sort(int box, long number, String text, UUID id, Mood mood, BigDecimal price) {
    box(box).sort(number, text, id, mood, price);
    return box(box).count(number, text, id, mood, price);
  }

  @Override
  @Update
  public Receipt replace(
      int box, Deque<Long> numbers, Map<Mood, Set<String>> words, Optional<Instant> when) {
    box(box).replace(numbers, words, when);
    return box(box).count(numbers, words, when);
  }

  @Override
  @Update
  public @Nullable Parcel take(int box) {
    box(box).count("take");
    return box(box).take();
  }

  @Override
  @Update
  public long pay(int box, long coins) {
    box(box).count(coins);
    return box(box).pay(coins);
  }

  @Override
  @Update
  public long spend(int box, long coins) throws ShortOfException {
    box(box).count(-coins);
    long missing = coins - box(box).coins();
    if (missing > 0) {
      throw new ShortOfException(box, missing);
    }
    return box(box).pay(-coins);
  }

  @Override
  @Update
  public void stumble(int box, String why) {
    box(box).count(why);
    throw new IllegalStateException(why);
  }

  /**
   * Reads what an update may know of its surroundings.
   *
   * @return equal in both processes
   */
  @Update
  public Reading observe(int box, UpdateContext context) {
    return new Reading(
        box(box).countReading(),
        context.now(),
        context.random().nextLong(),
        context.newUuid(),
        context.sequence(),
        context.client().session(),
        context.client().name());
  }

  @Override
  @Query
  public List<Parcel> parcels(int box) {
    return look(box).parcels();
  }

  @Override
  @Query
  public Numbered<Map<String, List<String>>> shelves(int box) {
    return new Numbered<>(look(box).coins(), look(box).shelves());
  }

  @Override
  @Query
  public String describe(int box) {
    return look(box).describe();
  }

  @Override
  @Query
  public Receipt receipt(int box) {
    return look(box).receipt();
  }

  @Override
  @Update
  public @Nullable Long write(String register, long value) {
    return registers.put(register, value);
  }

  @Override
  @Update
  public void exchange(String register, long expected, long value) throws StaleException {
    Long held = registers.get(register);
    if (held == null || held != expected) {
      throw new StaleException(register + " holds " + held + ", not " + expected);
    }
    registers.put(register, value);
  }

  @Override
  @Update
  public long increment(String register) {
    return registers.merge(register, 1L, Long::sum);
  }

  @Override
  @Query
  public @Nullable Long read(String register) {
    return registers.get(register);
  }

  @Override
  @Update
  public int arrive(String guest) {
    guests.add(guest);
    return guests.size();
  }

  @OnObituary
  void departed(ClientObituary client) {
    if (guests.contains(client.name())) {
      departures.merge(client.name(), 1, Integer::sum);
    } else {
      departures.merge("uninvited " + client.name(), 1, Integer::sum);
    }
  }

  @Override
  @Query
  public Map<String, Integer> departures() {
    return departures;
  }
}

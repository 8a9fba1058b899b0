package dev.understudy.torture.attic;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be asked of an attic, of a pair that has one, and of one that stands alone. */
public interface AtticCalls {

  /** Puts a parcel into a box, and drops the oldest if there are many. */
  Receipt put(int box, Parcel parcel);

  /** Parameters that are primitives, boxes and arrays themselves. */
  Receipt measure(
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
      @Nullable String[] texts);

  /** Adds to every collection that is a field of a box. */
  Receipt sort(int box, long number, String text, UUID id, Mood mood, BigDecimal price);

  /** Parameters that are collections themselves. */
  Receipt replace(
      int box, Deque<Long> numbers, Map<Mood, Set<String>> words, Optional<Instant> when);

  /** Takes the oldest parcel out; null if the box is empty. */
  @Nullable Parcel take(int box);

  /** Brings coins. */
  long pay(int box, long coins);

  /**
   * Takes coins.
   *
   * @throws ShortOfException if there are not as many; that is counted too
   */
  long spend(int box, long coins) throws ShortOfException;

  /** Counts, and throws what it does not declare. */
  void stumble(int box, String why);

  /** What lies in a box. */
  List<Parcel> parcels(int box);

  /** What the fields of a box hold, but for the parcels. */
  Numbered<Map<String, List<String>>> shelves(int box);

  /** All of a box as text. */
  String describe(int box);

  /** How many updates a box has had. */
  Receipt receipt(int box);

  /** Writes a register; the former value, or null. */
  @Nullable Long write(String register, long value);

  /**
   * Writes a register that holds what is expected.
   *
   * @throws StaleException if it holds something else
   */
  void exchange(String register, long expected, long value) throws StaleException;

  /** Adds 1 to a register, which is 0 at first. */
  long increment(String register);

  /** Reads a register; null if nobody has written it. */
  @Nullable Long read(String register);

  /** A guest comes in, to die. */
  int arrive(String guest);

  /** How often each guest has died. */
  Map<String, Integer> departures();
}

package dev.understudy.example;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One seat of the house. Its name is what people say: {@code A1}, {@code C17}, {@code AB4}.
 *
 * @param row counts from 1; row 1 is called A, row 27 is called AA
 * @param number its place in the row, from 1
 */
public record Seat(int row, int number) implements Comparable<Seat> {

  private static final Pattern NAME = Pattern.compile("([A-Z]{1,3})([1-9][0-9]{0,4})");
  private static final int LETTERS = 26;
  private static final Comparator<Seat> BEST_FIRST =
      Comparator.comparingInt(Seat::row).thenComparingInt(Seat::number);

  /**
   * Understands the name of a seat.
   *
   * @param name for example {@code C17}; small letters will do
   * @throws UnknownSeatException if no house could have a seat of this name
   */
  public static Seat parse(String name) throws UnknownSeatException {
    Matcher matcher = NAME.matcher(name.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new UnknownSeatException("\"" + name + "\" is not the name of a seat, as C17 is.");
    }
    int row = 0;
    for (char letter : matcher.group(1).toCharArray()) {
      row = row * LETTERS + (letter - 'A' + 1);
    }
    return new Seat(row, Integer.parseInt(matcher.group(2)));
  }

  /** What a row is called: A to Z, then AA. */
  public static String rowName(int row) {
    StringBuilder name = new StringBuilder();
    for (int rest = row; rest > 0; rest = (rest - 1) / LETTERS) {
      name.insert(0, (char) ('A' + (rest - 1) % LETTERS));
    }
    return name.toString();
  }

  /** What people call this seat. */
  public String name() {
    return rowName(row) + number;
  }

  @Override
  public int compareTo(Seat other) {
    return BEST_FIRST.compare(this, other);
  }

  @Override
  public String toString() {
    return name();
  }
}

package dev.understudy.example;

import java.util.List;

/**
 * The building: how many rows it has, and which of them are dear.
 *
 * @param rows at least 1
 * @param seatsPerRow at least 1
 */
public record House(int rows, int seatsPerRow) {

  private static final int MAX_ROWS = 10_000;
  private static final int MAX_SEATS_PER_ROW = 1_000;

  /** Checks the size. */
  public House {
    if (rows < 1 || rows > MAX_ROWS) {
      throw new IllegalArgumentException("A house has 1 to " + MAX_ROWS + " rows, not " + rows);
    }
    if (seatsPerRow < 1 || seatsPerRow > MAX_SEATS_PER_ROW) {
      throw new IllegalArgumentException(
          "A row has 1 to " + MAX_SEATS_PER_ROW + " seats, not " + seatsPerRow);
    }
  }

  /**
   * Understands what somebody wrote behind a command.
   *
   * @param size rows and seats per row, for example {@code 9 14}
   */
  public static House parse(List<String> size) {
    if (size.size() != 2 || !size.stream().allMatch(number -> number.matches("[0-9]{1,6}"))) {
      throw new IllegalArgumentException(
          "A house is given by rows and seats per row, for example 9 14, and not by " + size);
    }
    return new House(Integer.parseInt(size.get(0)), Integer.parseInt(size.get(1)));
  }

  /** Whether the house has this seat. */
  public boolean has(Seat seat) {
    return seat.row() >= 1
        && seat.row() <= rows
        && seat.number() >= 1
        && seat.number() <= seatsPerRow;
  }

  /** What a seat belongs to: the front third are stalls, the next one circle, the rest balcony. */
  public PriceCategory categoryOf(Seat seat) {
    return categoryOfRow(seat.row());
  }

  /** What all seats of a row belong to. */
  public PriceCategory categoryOfRow(int row) {
    if (row < firstRowOf(PriceCategory.CIRCLE)) {
      return PriceCategory.STALLS;
    }
    return row < firstRowOf(PriceCategory.BALCONY) ? PriceCategory.CIRCLE : PriceCategory.BALCONY;
  }

  /** The row nearest to the stage in a category; beyond the last row if it has none. */
  public int firstRowOf(PriceCategory category) {
    return switch (category) {
      case STALLS -> 1;
      case CIRCLE -> 1 + thirdsRoundedUp(1);
      case BALCONY -> 1 + thirdsRoundedUp(2);
    };
  }

  /** How many seats it has. */
  public int size() {
    return rows * seatsPerRow;
  }

  private int thirdsRoundedUp(int thirds) {
    return (thirds * rows + 2) / 3;
  }
}

package dev.understudy.benchmarks.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * A record as users have them: numbers, texts, an enum and a list of records.
 *
 * @param number of the order
 * @param customer who
 * @param side which way
 * @param micros when
 * @param lines what
 */
public record Order(long number, String customer, Side side, long micros, List<OrderLine> lines) {

  /** One with so many lines, made anew with all that it holds, its texts included. */
  static Order of(int lineCount) {
    List<OrderLine> lines = new ArrayList<>(lineCount);
    for (int i = 0; i < lineCount; i++) {
      lines.add(new OrderLine(newText("article-", i), i + 1, 1_999L + i));
    }
    return new Order(4_711, newText("customer-", 17), Side.SELL, 1_700_000_000_000_000L, lines);
  }

  private static String newText(String word, int number) {
    return word + number;
  }
}

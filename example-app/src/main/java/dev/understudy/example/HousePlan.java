package dev.understudy.example;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The seat map on the wall of the box office.
 *
 * @param rows from the stage to the back
 * @param prices what a seat of each category costs today
 */
public record HousePlan(List<Row> rows, Map<PriceCategory, BigDecimal> prices) {

  /**
   * One row of the house.
   *
   * @param name A, B and so on
   * @param category of all its seats
   * @param seats from the first to the last: {@code A1}, {@code A2} and so on
   */
  public record Row(String name, PriceCategory category, Map<String, SeatStatus> seats) {}
}

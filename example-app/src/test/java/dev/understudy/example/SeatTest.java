package dev.understudy.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeatTest {

  @ParameterizedTest
  @CsvSource({"1, A", "26, Z", "27, AA", "52, AZ", "53, BA", "702, ZZ", "703, AAA"})
  void namesRowsAsTheatresDo(int row, String name) throws Exception {
    assertThat(Seat.rowName(row)).isEqualTo(name);
    assertThat(Seat.parse(name.toLowerCase(Locale.ROOT) + 7)).isEqualTo(new Seat(row, 7));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 9, 100})
  void findsTheFirstRowOfACategory(int rows) {
    House house = new House(rows, 1);
    for (PriceCategory category : PriceCategory.values()) {
      int first = house.firstRowOf(category);
      if (first <= rows) {
        assertThat(house.categoryOfRow(first)).isEqualTo(category);
      }
      if (first > 1) {
        assertThat(house.categoryOfRow(first - 1)).isLessThan(category);
      }
    }
  }

  @Test
  void ordersSeatsFromTheStage() {
    assertThat(new Seat(1, 20)).isLessThan(new Seat(2, 1));
    assertThat(new Seat(2, 9)).isLessThan(new Seat(2, 10));
  }
}

package dev.understudy.example.web;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import dev.understudy.example.BoxOfficePrimary;
import dev.understudy.example.HousePlan;
import dev.understudy.example.PriceCategory;
import dev.understudy.example.SeatStatus;
import dev.understudy.example.Takings;
import dev.understudy.runtime.api.ThisPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What all visitors see, as one line of JSON: the house, the books and the pair. Made anew when
 * somebody looks and the last one is no longer fresh, so many visitors cost no more than one. For
 * any thread.
 */
final class Board {

  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(90);
  private static final Gson GSON = Answers.GSON;

  private final BoxOfficePrimary office;
  private @Nullable String view;
  private long madeAtNanos;

  Board(BoxOfficePrimary office) {
    this.office = office;
  }

  /**
   * One view of it.
   *
   * @param pair what {@code status --json} prints
   * @param prices by category
   * @param rows from the stage to the back
   * @param taken the seats that are not on sale, by name
   * @param issued how many tickets were ever sold; it never goes back
   * @param returned how many of them came back
   */
  private record View(
      JsonElement pair,
      Map<PriceCategory, String> prices,
      List<Row> rows,
      Map<String, Taken> taken,
      long issued,
      long returned) {}

  private record Row(String name, PriceCategory category, List<String> seats) {}

  /**
   * A seat that is sold or kept.
   *
   * @param by the visitor
   * @param ticket its number, or 0 for a seat that is kept
   * @param untilMillis when that lapses, in milliseconds since 1970, or 0 for a seat that is sold
   */
  private record Taken(String by, long ticket, long untilMillis) {}

  /** Does once, in the wings, what takes long the first time. */
  static void rehearse() {
    JsonElement nobody = GSON.fromJson("{\"pair\":null}", JsonElement.class);
    Row row = new Row("A", PriceCategory.STALLS, List.of("A1"));
    Map<String, Taken> taken = Map.of("A1", new Taken("Ada", 1, 0));
    GSON.toJson(new View(nobody, Map.of(PriceCategory.STALLS, "1.00"), List.of(row), taken, 1, 0));
  }

  /** The view of this moment, or of the one before. */
  synchronized String view() throws InterruptedException {
    long nowNanos = System.nanoTime();
    if (view == null || nowNanos - madeAtNanos > FRESH_NANOS) {
      view = GSON.toJson(look());
      madeAtNanos = nowNanos;
    }
    return view;
  }

  private View look() throws InterruptedException {
    JsonElement pair = GSON.fromJson(ThisPair.status().toJson(), JsonElement.class);
    HousePlan plan = office.housePlan();
    Takings takings = office.takings();
    Map<PriceCategory, String> prices = new TreeMap<>();
    plan.prices().forEach((category, price) -> prices.put(category, price.toPlainString()));
    List<Row> rows = new ArrayList<>();
    Map<String, Taken> taken = new TreeMap<>();
    for (HousePlan.Row row : plan.rows()) {
      rows.add(new Row(row.name(), row.category(), List.copyOf(row.seats().keySet())));
      row.seats().forEach((seat, status) -> note(taken, seat, status));
    }
    return new View(pair, prices, rows, taken, takings.issued(), takings.cancelled());
  }

  private static void note(Map<String, Taken> taken, String seat, SeatStatus status) {
    if (status instanceof SeatStatus.Sold sold) {
      taken.put(seat, new Taken(sold.holder(), sold.ticket(), 0));
    } else if (status instanceof SeatStatus.Held held) {
      taken.put(seat, new Taken(held.visitor(), 0, held.until().toEpochMilli()));
    }
  }
}

package dev.understudy.benchmarks;

import dev.understudy.runtime.text.JsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What was measured again and again. Confined to one thread. */
final class Figures {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MICROS_PER_MILLI = 1e3;

  private final String name;
  private final List<Double> values = new ArrayList<>();

  Figures(String name) {
    this.name = name;
  }

  static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }

  void add(double value) {
    values.add(value);
  }

  private double at(double part) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
  }

  double median() {
    return at(0.5);
  }

  /** A line of the table. */
  String row() {
    return String.format(
        Locale.ROOT,
        "%-44s %9.2f %9.2f %9.2f %9.2f %5d",
        name,
        at(0),
        median(),
        at(0.9),
        at(1),
        values.size());
  }

  static String head() {
    return String.format(
        Locale.ROOT, "%-44s %9s %9s %9s %9s %5s", "ms", "least", "median", "90%", "worst", "n");
  }

  void write(JsonWriter json) {
    json.beginObject().name("name").value(name).name("micros").beginArray();
    values.forEach(millis -> json.value(Math.round(millis * MICROS_PER_MILLI)));
    json.endArray().endObject();
  }
}

package dev.understudy.benchmarks;

import dev.understudy.runtime.text.JsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;

/** What was measured again and again. Confined to one thread. */
final class Figures {

  /** What a figure counts, and how it is written: in a table, and as a whole number in JSON. */
  enum Unit {
    MILLIS("ms", "micros", 1e3, 2),
    MICROS("micros", "nanos", 1e3, 1),
    NANOS("nanos", "picos", 1e3, 0),
    BYTES("bytes", "bytes", 1, 0),
    PER_SECOND("per second", "perSecond", 1, 0),
    PERCENT("% of a core", "thousandthsOfPercent", 1e3, 2),
    MEBIBYTES("MiB", "kibibytes", 1024, 1),
    RATIO("ratio", "thousandths", 1e3, 2);

    private final String heading;
    private final String jsonName;
    private final double jsonFactor;
    private final int decimals;

    Unit(String heading, String jsonName, double jsonFactor, int decimals) {
      this.heading = heading;
      this.jsonName = jsonName;
      this.jsonFactor = jsonFactor;
      this.decimals = decimals;
    }

    String heading() {
      return heading;
    }

    /** A figure as it stands in a table. */
    String text(double value) {
      return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
  }

  private static final double NANOS_PER_MILLI = 1e6;

  private final String name;
  private final Unit unit;
  private final List<Double> values = new ArrayList<>();

  Figures(String name, Unit unit) {
    this.name = name;
    this.unit = unit;
  }

  static double millis(long nanos) {
    return nanos / NANOS_PER_MILLI;
  }

  void add(double value) {
    values.add(value);
  }

  /** Each of them, in the order in which they were measured. */
  void forEach(DoubleConsumer each) {
    values.forEach(each::accept);
  }

  /** These by those of a limit, each by the one that was measured in turn with it. */
  Figures by(Figures limit, String ratioName) {
    Figures ratios = new Figures(ratioName, Unit.RATIO);
    for (int i = 0; i < values.size(); i++) {
      ratios.add(values.get(i) / limit.values.get(i));
    }
    return ratios;
  }

  private double at(double part) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * (sorted.size() - 1))));
  }

  String name() {
    return name;
  }

  Unit unit() {
    return unit;
  }

  double least() {
    return at(0);
  }

  double median() {
    return at(0.5);
  }

  double most() {
    return at(1);
  }

  /** A line of the table. */
  String row() {
    StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-48s", name));
    for (double part : new double[] {0, 0.5, 0.9, 1}) {
      row.append(String.format(Locale.ROOT, " %9s", unit.text(at(part))));
    }
    return row.append(String.format(Locale.ROOT, " %5d", values.size())).toString();
  }

  static String head(Unit unit) {
    return String.format(
        Locale.ROOT,
        "%-48s %9s %9s %9s %9s %5s",
        unit.heading,
        "least",
        "median",
        "90%",
        "most",
        "n");
  }

  void write(JsonWriter json) {
    json.beginObject().name("name").value(name).name(unit.jsonName).beginArray();
    values.forEach(value -> json.value(Math.round(value * unit.jsonFactor)));
    json.endArray().endObject();
  }
}

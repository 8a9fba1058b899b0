package dev.understudy.torture;

import dev.understudy.runtime.text.JsonWriter;
import dev.understudy.torture.fault.FaultKind;
import dev.understudy.torture.fault.Tally;
import dev.understudy.torture.load.Histories;
import dev.understudy.torture.load.Ledger;
import dev.understudy.torture.load.Waits;
import dev.understudy.torture.pair.Member;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came of a run.
 *
 * @param options of the run
 * @param beginNanos when it began
 * @param nanos how long it took
 * @param epochs how many primaries served, one after the other
 * @param tally what was done to the pair
 * @param guests how many clients were killed
 * @param calls what became of the calls
 * @param waits how long clients waited
 * @param histories whether the registers were linearizable
 */
record Account(
    RunOptions options,
    long beginNanos,
    long nanos,
    long epochs,
    Tally tally,
    int guests,
    Ledger.Account calls,
    Waits waits,
    Histories.Judgement histories) {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final double NANOS_PER_SECOND = 1e9;

  /** A row of the table: what, and how often or how long. */
  private record Row(String name, String value) {}

  boolean isClean() {
    return calls.isClean() && histories.faults().isEmpty() && histories.gaveUp() == 0;
  }

  /** Prints the table, and all that is not right. */
  void print(PrintStream out) {
    out.println();
    for (Row row : rows()) {
      out.printf(Locale.ROOT, "| %-38s | %s%n", row.name(), row.value());
    }
    if (options.trace()) {
      for (Tally.Outage outage : tally.outages(waits, false)) {
        out.printf(
            Locale.ROOT,
            "takeover at %.2f s: %.1f ms felt%n",
            (outage.momentNanos() - beginNanos) / NANOS_PER_SECOND,
            outage.nanos() / NANOS_PER_MILLI);
      }
    }
    tally.remarks().forEach(remark -> out.println("REMARK  " + remark));
    calls.faults().forEach(out::println);
    histories.faults().forEach(out::println);
    out.println(
        isClean()
            ? "PASSED: every acknowledged update is there exactly once, and every answer was right."
            : "FAILED: run it again with --seed " + options.seed() + " --keep to look closer.");
    out.println();
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    double seconds = nanos / NANOS_PER_SECOND;
    rows.add(new Row("mode", options.mode().title()));
    rows.add(new Row("seed", Long.toString(options.seed())));
    rows.add(
        new Row(
            "kills, and a second",
            String.format(Locale.ROOT, "%d, %.2f", tally.kills(), tally.kills() / seconds)));
    for (Member.Kind kind : Member.Kind.values()) {
      count(rows, "  killed: " + kind.name().toLowerCase(Locale.ROOT), tally.kills(kind));
    }
    count(rows, "  killed: client", guests);
    for (FaultKind kind : FaultKind.values()) {
      count(rows, "  fault: " + kind.title(), tally.faults(kind));
    }
    rows.add(new Row("epochs", Long.toString(epochs)));
    rows.add(new Row("switchovers begun", Integer.toString(tally.switchovers())));
    rows.add(new Row("pair dead, started again by the rig", Integer.toString(tally.pairsEnded())));
    rows.add(new Row("takeovers, felt, 50/90/99/100 %", felt(false)));
    rows.add(new Row("  several deaths, or unprotected, same", felt(true)));
    rows.add(new Row("updates acknowledged", Long.toString(calls.updates())));
    rows.add(new Row("queries answered", Long.toString(calls.queries())));
    rows.add(new Row("lost", Long.toString(calls.lost())));
    rows.add(new Row("doubled", Long.toString(calls.doubled())));
    rows.add(new Row("wrong answers", Long.toString(calls.wrong())));
    rows.add(new Row("refused while it was stopped", Long.toString(calls.refused())));
    rows.add(new Row("refused as poisoned", Long.toString(calls.poisoned())));
    rows.add(new Row("unknown", Long.toString(calls.unknown())));
    rows.add(new Row("failed", Long.toString(calls.failed())));
    rows.add(
        new Row(
            "registers linearizable, not, given up",
            String.format(
                Locale.ROOT,
                "%d, %d, %d (%d calls)",
                histories.registers() - histories.faults().size() - histories.gaveUp(),
                histories.faults().size(),
                histories.gaveUp(),
                histories.calls())));
    return rows;
  }

  private static void count(List<Row> rows, String name, int count) {
    if (count > 0) {
      rows.add(new Row(name, Integer.toString(count)));
    }
  }

  private String felt(boolean severe) {
    List<Tally.Outage> felt = tally.outages(waits, severe);
    if (felt.isEmpty()) {
      return "none";
    }
    return String.format(
        Locale.ROOT,
        "%.1f / %.1f / %.1f / %.1f ms of %d",
        millis(felt, 0.5),
        millis(felt, 0.9),
        millis(felt, 0.99),
        millis(felt, 1),
        felt.size());
  }

  private static double millis(List<Tally.Outage> sorted, double part) {
    int index = (int) Math.ceil(part * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)).nanos() / NANOS_PER_MILLI;
  }

  void write(JsonWriter json) {
    json.beginObject().name("clean").value(Boolean.toString(isClean()));
    json.name("kills").value(tally.kills());
    json.name("millis").value(nanos / (long) NANOS_PER_MILLI);
    json.name("lost").value(calls.lost());
    json.name("doubled").value(calls.doubled());
    json.name("wrong").value(calls.wrong());
    json.name("unknown").value(calls.unknown());
    json.name("failed").value(calls.failed());
    json.name("notLinearizable").value(histories.faults().size());
    writeFelt(json, "feltMicros", false);
    writeFelt(json, "feltMicrosOfSeveral", true);
    json.name("table").beginObject();
    rows().forEach(row -> json.name(row.name().strip()).value(row.value()));
    json.endObject().name("faults").beginArray();
    calls.faults().forEach(json::value);
    histories.faults().forEach(json::value);
    json.endArray().name("remarks").beginArray();
    tally.remarks().forEach(json::value);
    json.endArray().endObject();
  }

  private void writeFelt(JsonWriter json, String name, boolean severe) {
    json.name(name).beginArray();
    tally.outages(waits, severe).forEach(outage -> json.value(outage.nanos() / NANOS_PER_MICRO));
    json.endArray();
  }
}

package dev.understudy.benchmarks;

import dev.understudy.runtime.text.JsonWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the rigs share: a table for people, and a file for programs. The main thread runs one. */
abstract class Rig implements Callable<Integer> {

  @Option(names = "--json", paramLabel = "FILE", description = "A file for all that was measured.")
  private @Nullable Path json;

  @Option(names = "--charts", paramLabel = "FOLDER", description = "A folder for a chart (SVG).")
  private @Nullable Path charts;

  private final String name;
  private final PrintStream out;

  Rig(String name, PrintStream out) {
    this.name = name;
    this.out = out;
  }

  /** Measures, and prints the table on the way. */
  abstract List<Figures> measure() throws IOException, InterruptedException, TimeoutException;

  @Override
  public final Integer call() throws IOException, InterruptedException, TimeoutException {
    JsonWriter writer = new JsonWriter();
    measure(writer, charts);
    if (json != null) {
      Files.writeString(json, writer + "\n");
    }
    return 0;
  }

  /** Measures, and writes one JSON object; and a chart, if there is a folder for it. */
  final void measure(JsonWriter writer, @Nullable Path charts)
      throws IOException, InterruptedException, TimeoutException {
    List<Figures> all = measure();
    if (charts != null) {
      Chart.write(charts, name, all);
    }
    writer.beginObject().name("rig").value(name).name("figures").beginArray();
    all.forEach(figures -> figures.write(writer));
    writer.endArray().endObject();
  }

  final void print(String line) {
    out.println(line);
  }

  /** Prints rows of the table, and gives them back. */
  final List<Figures> printed(Figures... rows) {
    for (Figures row : rows) {
      out.println(row.row());
    }
    return List.of(rows);
  }
}

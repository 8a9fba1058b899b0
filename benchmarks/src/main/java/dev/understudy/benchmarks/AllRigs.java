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
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Runs all rigs with their default options, one after the other. The main thread runs it. */
@CommandLine.Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description = "Runs all rigs with their default options.")
final class AllRigs implements Callable<Integer> {

  @Option(names = "--json", paramLabel = "FILE", description = "A file for all that was measured.")
  private @Nullable Path json;

  @Option(names = "--charts", paramLabel = "FOLDER", description = "A folder for charts (SVG).")
  private @Nullable Path charts;

  private final List<Rig> rigs;

  AllRigs(PrintStream out) {
    this.rigs =
        List.of(
            new RoundTripRig(out),
            new ThroughputRig(out),
            new FailoverRig(out),
            new WholeAgainRig(out),
            new CodecRig(out),
            new RecoveryRig(out),
            new AtRestRig(out));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    JsonWriter writer = new JsonWriter().beginArray();
    for (Rig rig : rigs) {
      rig.measure(writer, charts);
      rig.print("");
    }
    if (json != null) {
      Files.writeString(json, writer.endArray() + "\n");
    }
    return 0;
  }
}

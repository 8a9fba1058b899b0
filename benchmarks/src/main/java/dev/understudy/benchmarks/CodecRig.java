package dev.understudy.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.understudy.benchmarks.Figures.Unit;
import dev.understudy.benchmarks.codec.CodecBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How long the generated codecs take for a record, and how much they allocate, beside Apache Fory
 * and Kryo. JMH measures, in processes of its own; the main thread waits for it.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar codecs --iterations 5 --lines 1,10
 * </pre>
 */
@CommandLine.Command(
    name = "codecs",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures the generated codecs beside Apache Fory and Kryo, by JMH.")
final class CodecRig extends Rig {

  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String OURS = CodecBenchmark.Library.GENERATED.name();

  @Option(names = "--iterations", description = "How often each is measured, and warmed up.")
  private int iterations = 5;

  @Option(names = "--iteration-millis", description = "How long a measurement is.")
  private long iterationMillis = 1_000;

  @Option(names = "--lines", split = ",", description = "How many records the record holds.")
  private List<Integer> lines = List.of(1, 10);

  /** What was measured of one library, for one kind of call and one size. */
  private record Result(String library, String call, int lines, Figures nanos, Figures bytes) {

    Result(String library, String call, int lines) {
      this(
          library,
          call,
          lines,
          new Figures(nameOf(library, call, lines), Unit.NANOS),
          new Figures(nameOf(library, call, lines) + ", allocated", Unit.BYTES));
    }

    private static String nameOf(String library, String call, int lines) {
      return "%s %s, %d lines".formatted(library.toLowerCase(Locale.ROOT), call, lines);
    }
  }

  CodecRig(PrintStream out) {
    super("codecs", out);
  }

  @Override
  List<Figures> measure() throws IOException {
    List<Result> results = new ArrayList<>();
    for (RunResult run : runs()) {
      results.add(resultOf(run));
    }
    List<Figures> all = new ArrayList<>();
    print(Figures.head(Unit.NANOS));
    results.forEach(result -> all.addAll(printed(result.nanos)));
    for (Result ours : results) {
      for (Result other : results) {
        if (ours.library.equals(OURS)
            && !other.library.equals(OURS)
            && other.call.equals(ours.call)
            && other.lines == ours.lines) {
          String name = "generated / " + Result.nameOf(other.library, other.call, other.lines);
          all.addAll(printed(ours.nanos.by(other.nanos, name)));
        }
      }
    }
    print(Figures.head(Unit.BYTES));
    results.forEach(result -> all.addAll(printed(result.bytes)));
    return all;
  }

  private Collection<RunResult> runs() throws IOException {
    TimeValue time = TimeValue.milliseconds(iterationMillis);
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(CodecBenchmark.class.getName())
                  .param("lines", lines.stream().map(String::valueOf).toArray(String[]::new))
                  .forks(1)
                  .warmupIterations(iterations)
                  .warmupTime(time)
                  .measurementIterations(iterations)
                  .measurementTime(time)
                  .addProfiler(GCProfiler.class)
                  .shouldFailOnError(true)
                  .verbosity(VerboseMode.SILENT)
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new IOException("JMH could not measure the codecs", e);
    }
  }

  private static Result resultOf(RunResult run) {
    String method = run.getParams().getBenchmark();
    Result result =
        new Result(
            run.getParams().getParam("library"),
            method.substring(method.lastIndexOf('.') + 1),
            Integer.parseInt(run.getParams().getParam("lines")));
    for (BenchmarkResult fork : run.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        result.nanos.add(iteration.getPrimaryResult().getScore());
        result.bytes.add(requireNonNull(iteration.getSecondaryResults().get(ALLOCATED)).getScore());
      }
    }
    return result;
  }
}

package dev.understudy.example.show;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * What the mode and the standby role cost for which the box office on the class path was compiled:
 * kills the primary some times under load, then measures whoever waits to succeed it. {@code
 * ./modes} runs it for all of them.
 */
@CommandLine.Command(
    name = "ModeRig",
    mixinStandardHelpOptions = true,
    description = "Measures takeover, CPU and memory of one mode and standby role.")
public final class ModeRig implements Callable<Integer> {

  private static final int BROKEN_OFF = 130;

  // A new standby rehearses for a moment; what it costs from then on is wanted.
  private static final Duration REHEARSAL = Duration.ofSeconds(5);
  private static final Duration MEASURED = Duration.ofSeconds(10);

  @Option(names = "--kills", description = "How many kills (default: ${DEFAULT-VALUE}).")
  private int kills = 5;

  @Option(names = "--threads", description = "How many visitors (default: ${DEFAULT-VALUE}).")
  private int threads = 4;

  private final PrintStream out;

  ModeRig(PrintStream out) {
    this.out = out;
  }

  /** Runs the rig with these options. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ModeRig(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, TimeoutException {
    Performance.Stage stage = new Performance.Stage(200, 100, threads, Duration.ofMillis(1), 2_000);
    try (Performance performance = Performance.of(stage)) {
      List<String> faults = perform(performance);
      faults.forEach(out::println);
      if (faults.isEmpty()) {
        performance.folder().delete();
      }
      return faults.isEmpty() ? 0 : 1;
    } catch (InterruptedException e) {
      return BROKEN_OFF;
    }
  }

  private List<String> perform(Performance performance)
      throws IOException, InterruptedException, TimeoutException {
    Status first = performance.begin();
    performance.admit();
    List<Death> deaths = new ArrayList<>();
    for (int number = 1; number <= kills; number++) {
      deaths.add(performance.kill(Victim.PRIMARY));
    }
    Thread.sleep(REHEARSAL.toMillis());
    Meter meter = performance.meter();
    Thread.sleep(MEASURED.toMillis());
    double cores = meter.cores();
    long mebibytes = meter.residentMebibytes();
    Verdict verdict = performance.settle();
    List<String> faults = new ArrayList<>(verdict.faults());
    performance.end().forEach(each -> faults.add("LEFT     " + each));
    Distribution takeovers = Distribution.of(deaths.stream().map(Death::takeover).toList());
    Distribution felt = Distribution.of(deaths.stream().map(Death::felt).toList());
    out.printf(
        Locale.ROOT,
        "| %s | %s / %s | %s / %s | %.1f %% | %d MiB |%n",
        first.describeMode(),
        Text.time(takeovers.quantile(0.5)).strip(),
        Text.time(takeovers.quantile(1)).strip(),
        Text.time(felt.quantile(0.5)).strip(),
        Text.time(felt.quantile(1)).strip(),
        100 * cores,
        mebibytes);
    return faults;
  }
}

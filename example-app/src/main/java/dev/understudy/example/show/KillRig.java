package dev.understudy.example.show;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The show for as long as one likes: kills one process of the pair again and again under load, and
 * waits until it is protected in between. Reports how long takeovers and the waits of visitors
 * were, and ends with 0 only if nothing was lost or doubled and no call failed.
 *
 * <pre>
 * java -cp example-app/target/box-office.jar dev.understudy.example.show.KillRig \
 *     --kills 100 --threads 8 --victim primary
 * </pre>
 */
@CommandLine.Command(
    name = "KillRig",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Kills a process of a pair again and again while visitors book.")
public final class KillRig implements Callable<Integer> {

  private static final int BROKEN_OFF = 130;

  @Option(names = "--kills", description = "How many kills (default: ${DEFAULT-VALUE}).")
  private int kills = 100;

  @Option(names = "--threads", description = "How many visitors (default: ${DEFAULT-VALUE}).")
  private int threads = 8;

  @Option(names = "--victim", description = "${COMPLETION-CANDIDATES}.")
  private Victim victim = Victim.PRIMARY;

  @Option(
      names = "--pause",
      description = "Milliseconds between an answer and the visitor's next call.")
  private int pauseMillis = 1;

  @Option(names = "--answers", description = "Answers to all visitors between two kills.")
  private int answersBetweenKills = 2_000;

  @Option(
      names = "--lag",
      description =
          "Answers to all visitors while the standby stands still, right before each kill. For a"
              + " pair of the standby role CLIENT: another would not answer.")
  private int lag;

  private final PrintStream out;

  KillRig(PrintStream out) {
    this.out = out;
  }

  /** Runs the rig with these options. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new KillRig(System.out))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, TimeoutException {
    Performance.Stage stage =
        new Performance.Stage(
            200, 100, threads, Duration.ofMillis(pauseMillis), answersBetweenKills, lag);
    try (Performance performance = Performance.of(stage)) {
      out.println("The journal and the logs are in " + performance.folder() + ".");
      List<String> faults = perform(performance);
      if (faults.isEmpty()) {
        performance.folder().delete();
        out.println("PASSED: every acknowledged booking is there exactly once; no call failed.");
        return 0;
      }
      faults.forEach(out::println);
      out.println("FAILED: see " + performance.folder() + ".");
      return 1;
    } catch (InterruptedException e) {
      return BROKEN_OFF;
    }
  }

  private List<String> perform(Performance performance)
      throws IOException, InterruptedException, TimeoutException {
    performance.begin();
    performance.admit();
    List<Death> deaths = new ArrayList<>();
    for (int number = 1; number <= kills; number++) {
      Death death = performance.kill(victim);
      deaths.add(death);
      out.println(describe(number, death));
    }
    Verdict verdict = performance.settle();
    List<String> faults = new ArrayList<>(verdict.faults());
    performance.end().forEach(each -> faults.add("LEFT     " + each));
    report(deaths, performance, verdict);
    return faults;
  }

  private static String describe(int number, Death death) {
    return String.format(
        Locale.ROOT,
        "%4d  %s %-7d seq %-8d noticed %8s  takeover %8s  felt %8s  protected %7s",
        number,
        death.victim() == Victim.PRIMARY ? "primary" : "standby",
        death.pid(),
        death.sequence(),
        Text.time(death.noticed()),
        Text.time(death.takeover()),
        Text.time(death.felt()),
        Text.time(death.unprotected()));
  }

  private void report(List<Death> deaths, Performance performance, Verdict verdict) {
    distribution("From the kill to its notice", deaths, Death::noticed);
    if (victim == Victim.PRIMARY) {
      distribution("From the notice until the successor served", deaths, Death::takeover);
    }
    distribution("Longest wait of a visitor across the kill", deaths, Death::felt);
    distribution("Longest wait of a visitor until protected again", deaths, Death::longestWait);
    distribution("From the kill until protected again", deaths, Death::unprotected);
    out.println("All " + performance.answers() + " answers: " + performance.waits().summary());
    Ledger.Account account = verdict.account();
    out.printf(
        "%d kills; %d bookings and %d returns acknowledged: lost %d, doubled %d, wrong %d;"
            + " calls that failed %d%n",
        deaths.size(),
        account.booked(),
        account.returned(),
        verdict.lost().size(),
        verdict.doubled().size(),
        verdict.wrong().size(),
        account.failedCalls());
  }

  private void distribution(String what, List<Death> deaths, Function<Death, Duration> measure) {
    Distribution distribution = Distribution.of(deaths.stream().map(measure).toList());
    out.println(what + ": " + distribution.summary());
    out.print(distribution.bars());
  }
}

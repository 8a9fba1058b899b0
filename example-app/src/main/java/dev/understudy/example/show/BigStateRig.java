package dev.understudy.example.show;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * What clients feel of a pair with a big state: while nothing happens, while a standby joins, while
 * a snapshot is made, and across a takeover. Ends with 0 only if nothing was lost or doubled, no
 * call failed, and the state is the same after a stop and a start.
 *
 * <pre>
 * java -cp example-app/target/box-office.jar dev.understudy.example.show.BigStateRig \
 *     --megabytes 200 --objects 2000000 --threads 8
 * </pre>
 */
@CommandLine.Command(
    name = "BigStateRig",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures what clients feel of a pair with a big state.")
public final class BigStateRig implements Callable<Integer> {

  private static final int BROKEN_OFF = 130;
  private static final int MOST_SNAPSHOTS = 2;
  private static final Duration A_LITTLE_LONGER = Duration.ofSeconds(1);

  @Option(names = "--megabytes", description = "The text of all documents.")
  private int megabytes = 200;

  @Option(names = "--objects", description = "How many documents.")
  private int objects = 2_000_000;

  @Option(names = "--threads", description = "How many clients.")
  private int threads = 8;

  @Option(
      names = "--pause",
      description = "Milliseconds between an answer and the client's next call.")
  private int pauseMillis = 1;

  @Option(names = "--heap", description = "The heap of each process.")
  private String heap = "2g";

  @Option(names = "--snapshot-every", description = "As for 'start'.")
  private String snapshotEvery = "64MiB";

  @Option(names = "--quiet-seconds", description = "How long nothing happens at first.")
  private int quietSeconds = 10;

  @Option(
      names = "--still-seconds",
      description =
          "How long the standby is stopped (SIGSTOP), which readers do not notice if it is a client"
              + " of the primary. 0: left out.")
  private int stillSeconds = 0;

  private final PrintStream out;

  BigStateRig(PrintStream out) {
    this.out = out;
  }

  /** Runs the rig with these options. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BigStateRig(System.out)).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, TimeoutException {
    BigStateRun.Size size =
        new BigStateRun.Size(
            megabytes, objects, threads, Duration.ofMillis(pauseMillis), heap, snapshotEvery);
    try (BigStateRun run = BigStateRun.of(size)) {
      out.println("The journal and the logs are in " + run.folder() + ".");
      List<String> faults = perform(run);
      if (faults.isEmpty()) {
        run.folder().delete();
        out.println(
            "PASSED: each of "
                + Text.number(run.acknowledged())
                + " acknowledged updates is there once; the state is the same after a restart.");
        return 0;
      }
      faults.forEach(out::println);
      out.println("FAILED: see " + run.folder() + ".");
      return 1;
    } catch (InterruptedException e) {
      return BROKEN_OFF;
    }
  }

  private List<String> perform(BigStateRun run)
      throws IOException, InterruptedException, TimeoutException {
    run.begin();
    long startNanos = System.nanoTime();
    run.fill();
    out.println("Filled in " + since(startNanos) + ".");
    run.rest();
    run.admit();
    Thread.sleep(A_LITTLE_LONGER.toMillis());
    out.println("                    took  longest gap        99%     median     answers");
    tell("quiet", run, () -> Thread.sleep(Duration.ofSeconds(quietSeconds).toMillis()));
    tell("standby joins", run, () -> run.kill(Victim.STANDBY));
    run.rest();
    if (stillSeconds > 0) {
      tell("stands still", run, () -> run.haveStandbyStandStill(Duration.ofSeconds(stillSeconds)));
      run.rest();
    }
    run.callForSnapshot();
    tell("snapshot", run, run::awaitSnapshot);
    List<String> faults = new ArrayList<>(leftovers(run));
    run.rest();
    tell("takeover", run, () -> run.kill(Victim.PRIMARY));
    startNanos = System.nanoTime();
    faults.addAll(run.settle());
    out.println("Stopped, started again and stopped in " + since(startNanos) + ".");
    return faults;
  }

  private static String since(long startNanos) {
    return Text.time(Duration.ofNanos(System.nanoTime() - startNanos));
  }

  private void tell(String what, BigStateRun run, BigStateRun.Happening happening)
      throws IOException, InterruptedException, TimeoutException {
    BigStateRun.Felt felt = run.watch(happening, A_LITTLE_LONGER);
    out.printf(
        Locale.ROOT,
        "%-14s %9s  %11s  %9s  %9s  %10s%n",
        what,
        Text.time(felt.time()),
        Text.time(felt.waits().quantile(1)),
        Text.time(felt.waits().quantile(0.99)),
        Text.time(felt.waits().quantile(0.5)),
        Text.number(felt.waits().count()));
  }

  /** Tells what is on the disk, and what should no longer be there. */
  private List<String> leftovers(BigStateRun run) throws IOException {
    List<Path> snapshots = run.files("snapshots", ".snapshot");
    List<Path> segments = run.files("journal", ".journal");
    long bytes = 0;
    for (Path segment : segments) {
      bytes += Files.size(segment);
    }
    out.printf(
        Locale.ROOT,
        "%d snapshots, the newest of %s bytes; %d journal files of %s bytes.%n",
        snapshots.size(),
        snapshots.isEmpty() ? "no" : Text.number(Files.size(snapshots.get(snapshots.size() - 1))),
        segments.size(),
        Text.number(bytes));
    return snapshots.size() > MOST_SNAPSHOTS
        ? List.of(snapshots.size() + " snapshots, where " + MOST_SNAPSHOTS + " are kept")
        : List.of();
  }
}

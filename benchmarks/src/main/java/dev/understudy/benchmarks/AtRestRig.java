package dev.understudy.benchmarks;

import dev.understudy.benchmarks.Figures.Unit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * What a pair takes of the machine while nobody calls, in each mode: processor time and memory of
 * the primary, and of the process that waits (the standby, or the guardian). The limit is nothing
 * at all, so there is no ratio. The memory is known on Linux only. The main thread waits and looks.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar at-rest --rounds 5 --round-millis 10000
 * </pre>
 */
@CommandLine.Command(
    name = "at-rest",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures the processor time and the memory of a pair that nobody calls.")
final class AtRestRig extends Rig {

  private static final double PERCENT = 100;
  private static final double KIB_PER_MIB = 1024;

  @Option(names = "--rounds", description = "How many rounds for each mode.")
  private int rounds = 5;

  @Option(names = "--round-millis", description = "How long a round is.")
  private long roundMillis = 10_000;

  @Option(names = "--settle-millis", description = "How long a pair settles before its rounds.")
  private long settleMillis = 10_000;

  @Option(names = "--heap-mib", description = "The heap of each process, in MiB.")
  private int heapMib = 64;

  AtRestRig(PrintStream out) {
    super("at-rest", out);
  }

  @Override
  List<Figures> measure() throws IOException, InterruptedException, TimeoutException {
    List<Figures> all = new ArrayList<>();
    print(Figures.head(Unit.PERCENT));
    for (PairKind kind : PairKind.values()) {
      try (RigFolder folder = RigFolder.create("at-rest")) {
        all.addAll(measure(kind, folder.path()));
      }
    }
    return all;
  }

  private List<Figures> measure(PairKind kind, Path folder)
      throws IOException, InterruptedException, TimeoutException {
    try (RigPair pair = RigPair.start(new Jvm(heapMib), folder, kind)) {
      RigPair.Members members = pair.await(all -> true);
      long waiting = members.standby() == 0 ? pair.firstPid() : members.standby();
      String other = members.standby() == 0 ? "guardian" : "standby";
      List<Figures> rows = new ArrayList<>();
      rows.addAll(rows(kind.title() + ", primary"));
      rows.addAll(rows(kind.title() + ", " + other));
      Thread.sleep(settleMillis);
      for (int i = 0; i < rounds; i++) {
        long beginNanos = System.nanoTime();
        double primary = processorNanos(members.primary());
        double standby = processorNanos(waiting);
        Thread.sleep(roundMillis);
        double nanos = System.nanoTime() - beginNanos;
        rows.get(0).add((processorNanos(members.primary()) - primary) / nanos * PERCENT);
        rows.get(1).add(residentMib(members.primary()));
        rows.get(2).add((processorNanos(waiting) - standby) / nanos * PERCENT);
        rows.get(3).add(residentMib(waiting));
      }
      return printed(rows.toArray(Figures[]::new));
    }
  }

  private static List<Figures> rows(String who) {
    return List.of(
        new Figures(who + ", % of a core", Unit.PERCENT),
        new Figures(who + ", MiB", Unit.MEBIBYTES));
  }

  private static double processorNanos(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toNanos)
        .orElse(0L);
  }

  private static double residentMib(long pid) throws IOException {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB;
        }
      }
      return 0;
    } catch (NoSuchFileException e) {
      return 0; // Another system than Linux.
    }
  }
}

package dev.understudy.benchmarks;

import dev.understudy.runtime.text.JsonWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Kills a process of a HOT SERVER pair again and again while one caller calls. Tells how long that
 * caller waited and when the pair was whole again, beside what a bare watcher sees of a bare death
 * with the same heap: the limit, measured in turn with it.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar --kills 30 --heap-mib 64,1024 --victim primary
 * </pre>
 */
@CommandLine.Command(
    name = "FailoverRig",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures how long a caller waits when a process of the pair is killed.")
public final class FailoverRig implements Callable<Integer> {

  /** Which process is killed. */
  enum Victim {
    PRIMARY,
    STANDBY
  }

  @Option(names = "--kills", description = "How many kills for each heap.")
  private int kills = 30;

  @Option(names = "--heap-mib", split = ",", description = "The heaps, in MiB.")
  private List<Integer> heapsMib = List.of(64, 1_024);

  @Option(names = "--victim", description = "${COMPLETION-CANDIDATES}.")
  private Victim victim = Victim.PRIMARY;

  @Option(names = "--json", description = "A file for all that was measured.")
  private @Nullable Path json;

  private final PrintStream out;

  FailoverRig(PrintStream out) {
    this.out = out;
  }

  /** Runs the rig. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new FailoverRig(System.out))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, TimeoutException {
    List<Figures> all = new ArrayList<>();
    out.println(Figures.head());
    for (int heapMib : heapsMib) {
      Path folder = Files.createTempDirectory("failover");
      try {
        all.addAll(measure(new Jvm(heapMib), folder));
      } finally {
        remove(folder);
      }
    }
    if (json != null) {
      JsonWriter writer = new JsonWriter().beginArray();
      all.forEach(figures -> figures.write(writer));
      Files.writeString(json, writer.endArray() + "\n");
    }
    return 0;
  }

  private List<Figures> measure(Jvm jvm, Path folder)
      throws IOException, InterruptedException, TimeoutException {
    String heap = jvm.heapMib() + " MiB: ";
    Figures mutex = new Figures(heap + "bare death, mutex");
    Figures endOfFile = new Figures(heap + "bare death, end of file");
    String who = victim.name().toLowerCase(Locale.ROOT);
    Figures reply = new Figures(heap + who + " killed, next reply");
    Figures whole = new Figures(heap + who + " killed, protected again");
    try (FailoverPair pair = FailoverPair.start(jvm, folder)) {
      for (int i = 0; i < kills; i++) {
        BareDeath bare = BareDeath.measure(jvm, folder);
        mutex.add(bare.mutexMillis());
        endOfFile.add(bare.endOfFileMillis());
        FailoverPair.Kill kill = pair.kill(victim == Victim.STANDBY);
        reply.add(kill.replyMillis());
        whole.add(kill.wholeMillis());
      }
    }
    List<Figures> measured = List.of(mutex, endOfFile, reply, whole);
    measured.forEach(figures -> out.println(figures.row()));
    out.printf(
        Locale.ROOT,
        "%-44s %9s %9.2f%n",
        heap + "next reply / bare end of file",
        "",
        reply.median() / endOfFile.median());
    return measured;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

package dev.understudy.benchmarks;

import dev.understudy.benchmarks.Figures.Unit;
import dev.understudy.benchmarks.bare.Frames;
import dev.understudy.benchmarks.counter.Counter;
import dev.understudy.benchmarks.counter.CounterClient;
import dev.understudy.benchmarks.counter.CounterLauncher;
import dev.understudy.benchmarks.counter.CounterReplica;
import dev.understudy.benchmarks.load.AsyncCaller;
import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How long a start takes that has much to recover: a journal of many small updates without a
 * snapshot, and a snapshot of a large state. From the start of the process until it serves. The
 * limit is to read the same files, and do nothing with them. The main thread starts and looks.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar recovery --updates 10000000 --state-mib 200
 * </pre>
 */
@CommandLine.Command(
    name = "recovery",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures how long a start takes with a long journal, or a large snapshot.")
final class RecoveryRig extends Rig {

  private static final int MIB = 1 << 20;
  private static final int IN_FLIGHT = 512;
  private static final Duration BATCH = Duration.ofMillis(200);
  private static final int HEAP_MIB = 256;
  private static final int HEAP_MIB_FOR_EACH_OF_STATE = 4;

  @Option(names = "--rounds", description = "How many starts for each figure.")
  private int rounds = 3;

  @Option(names = "--updates", description = "How many updates the journal holds, at least.")
  private long updates = 10_000_000;

  @Option(names = "--state-mib", description = "The size of the state in the snapshot, in MiB.")
  private int stateMib = 200;

  RecoveryRig(PrintStream out) {
    super("recovery", out);
  }

  @Override
  List<Figures> measure() throws IOException, InterruptedException, TimeoutException {
    List<Figures> journal;
    try (RigFolder folder = RigFolder.create("recovery")) {
      journal = ofJournal(folder.path());
    }
    try (RigFolder folder = RigFolder.create("recovery")) {
      List<Figures> snapshot = ofSnapshot(folder.path());
      return Stream.concat(journal.stream(), snapshot.stream()).toList();
    }
  }

  private List<Figures> ofJournal(Path folder)
      throws IOException, InterruptedException, TimeoutException {
    try (RigPair pair = start(new Jvm(HEAP_MIB), folder, "--snapshot-every", "1024GiB")) {
      long count = write(pair);
      pair.killAll();
      print(Figures.head(Unit.MILLIS));
      Path files = RunDirectory.of(pair.directory()).journalDirectory();
      String name = "journal of %,d updates".formatted(count);
      List<Figures> rows = measure(pair, name, files);
      Figures perSecond = new Figures(name + ", each second", Unit.PER_SECOND);
      rows.get(0).forEach(millis -> perSecond.add(count / millis * 1e3));
      print(Figures.head(Unit.PER_SECOND));
      return Stream.concat(rows.stream(), printed(perSecond).stream()).toList();
    }
  }

  private List<Figures> ofSnapshot(Path folder)
      throws IOException, InterruptedException, TimeoutException {
    Jvm jvm = new Jvm(HEAP_MIB + HEAP_MIB_FOR_EACH_OF_STATE * stateMib);
    try (RigPair pair = start(jvm, folder)) {
      try (CounterClient client = CounterClient.connect(pair.directory())) {
        for (int i = 0; i < stateMib; i++) {
          client.load(new byte[MIB]);
        }
      }
      pair.stop();
      print(Figures.head(Unit.MILLIS));
      Path files = RunDirectory.of(pair.directory()).snapshotDirectory();
      return measure(pair, "snapshot of " + stateMib + " MiB", files);
    }
  }

  private static RigPair start(Jvm jvm, Path folder, String... options)
      throws IOException, InterruptedException, TimeoutException {
    return RigPair.start(
        jvm,
        folder,
        CounterLauncher.class,
        new CounterReplica(new Counter()).serverClass(),
        options);
  }

  private List<Figures> measure(RigPair pair, String name, Path files)
      throws IOException, InterruptedException, TimeoutException {
    Figures start = new Figures("start with a " + name, Unit.MILLIS);
    Figures bare = new Figures("bare reading of its files", Unit.MILLIS);
    for (int i = 0; i < rounds; i++) {
      start.add(pair.startAlone());
      pair.killAll();
      bare.add(read(files));
    }
    return printed(start, bare, start.by(bare, "start / bare reading"));
  }

  private long write(RigPair pair) throws IOException, InterruptedException {
    byte[] payload = new byte[Frames.PAYLOAD_BYTES];
    try (CounterClient client = CounterClient.connect(pair.directory())) {
      AsyncCaller caller = new AsyncCaller(IN_FLIGHT, () -> client.addAsync(1, payload));
      long sum = client.add(1, payload);
      long first = sum;
      while ((sum - first) / (1 + Frames.PAYLOAD_BYTES) < updates) {
        caller.perSecond(BATCH);
        sum = client.add(1, payload);
      }
      return (sum - first) / (1 + Frames.PAYLOAD_BYTES);
    }
  }

  private static double read(Path folder) throws IOException {
    long beginNanos = System.nanoTime();
    byte[] buffer = new byte[MIB];
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          while (in.read(buffer) >= 0) {
            // Nothing is done with it.
          }
        }
      }
    }
    return Figures.millis(System.nanoTime() - beginNanos);
  }
}

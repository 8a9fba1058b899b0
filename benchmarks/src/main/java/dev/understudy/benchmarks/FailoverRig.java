package dev.understudy.benchmarks;

import dev.understudy.benchmarks.Figures.Unit;
import dev.understudy.benchmarks.rival.ErlangPair;
import dev.understudy.benchmarks.rival.RedisPair;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Kills a process of a pair again and again while one caller calls. Tells how long that caller
 * waited and when the pair was whole again, beside what a bare watcher sees of a bare death with
 * the same heap: the limit, measured in turn with it.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar failover --kills 30 --heap-mib 64,1024 --victim primary
 * </pre>
 */
@CommandLine.Command(
    name = "failover",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures how long a caller waits when a process of the pair is killed.")
final class FailoverRig extends Rig {

  private static final int CALLS_BEFORE = 20_000;
  private static final double MICROS_PER_MILLI = 1e3;

  /** Which process is killed. */
  enum Victim {
    PRIMARY,
    STANDBY
  }

  @Option(names = "--kills", description = "How many kills for each heap.")
  private int kills = 30;

  @Option(names = "--heap-mib", split = ",", description = "The heaps, in MiB.")
  private List<Integer> heapsMib = List.of(64, 1_024, 4_096);

  @Option(names = "--pair", split = ",", description = "${COMPLETION-CANDIDATES}.")
  private List<PairKind> kinds = List.of(PairKind.HOT_SERVER, PairKind.HOT_CLIENT, PairKind.WARM);

  @Option(
      names = "--backlog",
      description = "Updates just before a kill, of a pair whose standby may lag or sleep.")
  private int backlog = 10_000;

  @Option(names = "--victim", description = "${COMPLETION-CANDIDATES}.")
  private Victim victim = Victim.PRIMARY;

  FailoverRig(PrintStream out) {
    super("failover", out);
  }

  @Override
  List<Figures> measure() throws IOException, InterruptedException, TimeoutException {
    List<Figures> all = new ArrayList<>();
    print(Figures.head(Unit.MILLIS));
    all.addAll(measureRivals());
    for (PairKind kind : kinds) {
      for (int heapMib : heapsMib) {
        try (RigFolder folder = RigFolder.create("failover")) {
          all.addAll(measure(kind, new Jvm(heapMib), folder.path()));
        }
      }
    }
    return all;
  }

  // As far as they are installed. Nobody kills their standby: they promise nothing for that.
  private List<Figures> measureRivals() throws IOException, InterruptedException {
    List<Figures> all = new ArrayList<>();
    if (victim == Victim.PRIMARY && RedisPair.isInstalled()) {
      Figures redis = new Figures("Redis: server killed, next reply", Unit.MILLIS);
      try (RigFolder folder = RigFolder.create("redis");
          RedisPair pair = RedisPair.start(folder.path())) {
        for (int i = 0; i < kills; i++) {
          redis.add(Figures.millis(pair.killAndCall(CALLS_BEFORE)));
        }
      }
      all.addAll(printed(redis));
    }
    if (victim == Victim.PRIMARY && ErlangPair.isInstalled()) {
      Figures erlang = new Figures("Erlang: node killed, next reply", Unit.MILLIS);
      for (int i = 0; i < kills; i++) {
        try (RigFolder folder = RigFolder.create("erlang")) {
          erlang.add(ErlangPair.kill(folder.path()) / MICROS_PER_MILLI);
        }
      }
      all.addAll(printed(erlang));
    }
    return all;
  }

  private List<Figures> measure(PairKind kind, Jvm jvm, Path folder)
      throws IOException, InterruptedException, TimeoutException {
    String heap = kind.title() + ", " + jvm.heapMib() + " MiB: ";
    int digested = kind == PairKind.HOT_SERVER ? 0 : backlog;
    Figures mutex = new Figures(heap + "bare death, mutex", Unit.MILLIS);
    Figures endOfFile = new Figures(heap + "bare death, end of file", Unit.MILLIS);
    String who = victim.name().toLowerCase(Locale.ROOT);
    Figures reply = new Figures(heap + who + " killed, next reply", Unit.MILLIS);
    Figures whole = new Figures(heap + who + " killed, protected again", Unit.MILLIS);
    try (FailoverPair pair = FailoverPair.start(jvm, folder, kind)) {
      for (int i = 0; i < kills; i++) {
        BareDeath bare = BareDeath.measure(jvm, folder);
        mutex.add(bare.mutexMillis());
        endOfFile.add(bare.endOfFileMillis());
        FailoverPair.Kill kill = pair.kill(victim == Victim.STANDBY, digested);
        reply.add(kill.replyMillis());
        whole.add(kill.wholeMillis());
      }
    }
    Figures ratio = reply.by(endOfFile, heap + "next reply / bare end of file");
    return printed(mutex, endOfFile, reply, whole, ratio);
  }
}

package dev.understudy.benchmarks;

import dev.understudy.benchmarks.Figures.Unit;
import dev.understudy.benchmarks.counter.CounterClient;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How long a HOT SERVER pair is without protection after the death of its primary, with a small and
 * with a large state, with and without a spare: while nobody calls, and under the load of one
 * caller. For that caller it also tells the longest wait while the next standby came up, and while
 * a snapshot was taken. The main thread kills.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar whole-again --kills 10 --state-mib 0,200
 * </pre>
 */
@CommandLine.Command(
    name = "whole-again",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures how soon a pair is protected again after its primary was killed.")
final class WholeAgainRig extends Rig {

  private static final int MIB = 1 << 20;
  private static final int HEAP_MIB = 64;
  // The object, what it is loaded from, and a second one while it is read back.
  private static final int HEAP_MIB_FOR_EACH_OF_STATE = 4;
  private static final int SNAPSHOT_MIB = 64;

  @Option(names = "--kills", description = "How many kills for each figure.")
  private int kills = 10;

  @Option(names = "--state-mib", split = ",", description = "The sizes of the state, in MiB.")
  private List<Integer> statesMib = List.of(0, 200);

  WholeAgainRig(PrintStream out) {
    super("whole-again", out);
  }

  @Override
  List<Figures> measure() throws IOException, InterruptedException, TimeoutException {
    List<Figures> all = new ArrayList<>();
    print(Figures.head(Unit.MILLIS));
    for (int stateMib : statesMib) {
      for (boolean spare : new boolean[] {false, true}) {
        try (RigFolder folder = RigFolder.create("whole-again")) {
          all.addAll(measure(stateMib, spare, folder.path()));
        }
      }
    }
    return all;
  }

  private List<Figures> measure(int stateMib, boolean spare, Path folder)
      throws IOException, InterruptedException, TimeoutException {
    String name = stateMib + " MiB, " + (spare ? "spare: " : "no spare: ");
    Figures idle = new Figures(name + "protected again, idle", Unit.MILLIS);
    Figures loaded = new Figures(name + "protected again, load", Unit.MILLIS);
    Figures joining = new Figures(name + "longest wait, joining", Unit.MILLIS);
    Jvm jvm = new Jvm(HEAP_MIB + HEAP_MIB_FOR_EACH_OF_STATE * stateMib);
    String[] options =
        spare
            ? new String[] {"--spare", "--snapshot-every", SNAPSHOT_MIB + "MiB"}
            : new String[] {"--snapshot-every", SNAPSHOT_MIB + "MiB"};
    try (FailoverPair pair = FailoverPair.start(jvm, folder, PairKind.HOT_SERVER, options)) {
      load(pair.directory(), stateMib);
      for (int i = 0; i < kills; i++) {
        pair.awaitWhole(spare);
        idle.add(pair.killIdle());
        pair.awaitWhole(spare);
        FailoverPair.Kill kill = pair.kill(false, 0);
        loaded.add(kill.wholeMillis());
        joining.add(kill.joinMillis());
      }
      if (stateMib == 0) {
        return printed(idle, loaded, joining);
      }
      Figures snapshot = new Figures(name + "longest wait, snapshot", Unit.MILLIS);
      for (int i = 0; i < kills; i++) {
        pair.awaitWhole(spare);
        snapshot.add(waitWhileSnapshotIsTaken(pair.directory()));
      }
      return printed(idle, loaded, joining, snapshot);
    }
  }

  private static void load(Path directory, int mib) {
    try (CounterClient client = CounterClient.connect(directory)) {
      for (int i = 0; i < mib; i++) {
        client.load(new byte[MIB]);
      }
    }
  }

  // What makes the journal grow replaces nothing: the state stays as large as it is said to be.
  private static double waitWhileSnapshotIsTaken(Path directory)
      throws InterruptedException, TimeoutException {
    RunDirectory pair = RunDirectory.of(directory);
    long before = Snapshots.newestSequence(pair);
    try (CounterClient client = CounterClient.connect(directory)) {
      for (int i = 0; i <= SNAPSHOT_MIB; i++) {
        client.add(1, new byte[MIB]);
      }
      long beginNanos = System.nanoTime();
      Replies replies = new Replies();
      Thread caller = new Thread(() -> replies.call(() -> client.add(1, new byte[64])), "caller");
      caller.start();
      while (Snapshots.newestSequence(pair) == before) {
        RigPair.pause();
      }
      replies.stop();
      caller.join();
      return replies.longestMillis(beginNanos, System.nanoTime());
    }
  }
}

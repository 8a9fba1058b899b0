package dev.understudy.benchmarks;

import dev.understudy.benchmarks.Figures.Unit;
import dev.understudy.benchmarks.bare.BareConnection;
import dev.understudy.benchmarks.bare.Frames;
import dev.understudy.benchmarks.bare.SharedConnection;
import dev.understudy.benchmarks.counter.Counter;
import dev.understudy.benchmarks.counter.CounterClient;
import dev.understudy.benchmarks.counter.CounterLauncher;
import dev.understudy.benchmarks.counter.CounterReplica;
import dev.understudy.benchmarks.load.AsyncCaller;
import dev.understudy.benchmarks.load.BarePipeline;
import dev.understudy.benchmarks.load.BlockingCallers;
import dev.understudy.benchmarks.load.Call;
import dev.understudy.benchmarks.load.Load;
import dev.understudy.benchmarks.rival.RedisConnection;
import dev.understudy.benchmarks.rival.RedisPair;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How many updates a second a HOT SERVER pair answers: to one asynchronous caller, and to many
 * blocking ones, on a connection each and on one client. The limit is a bare sketch of the path of
 * an update with callers of the same kind. Both are measured in turn. The main thread is the
 * asynchronous caller; each blocking one has a thread of its own.
 *
 * <p>Callers inside the primary's process are compared with the sketch's callers on one connection,
 * since the sketch has none inside.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar throughput --rounds 5 --round-millis 1000
 * </pre>
 */
@CommandLine.Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures how many updates of 64 bytes a HOT SERVER pair answers in a second.")
final class ThroughputRig extends Rig {

  private static final String SKETCH = "bare sketch";

  @Option(names = "--rounds", description = "How many rounds, each of the pair and of its limit.")
  private int rounds = 5;

  @Option(names = "--round-millis", description = "How long a round is.")
  private long roundMillis = 1_000;

  @Option(names = "--warm-up-millis", description = "How long each warms up before its rounds.")
  private long warmUpMillis = 2_000;

  @Option(
      names = "--pair-warm-up-millis",
      description = "How long the pair warms up before all else: there is more of it to compile.")
  private long pairWarmUpMillis = 10_000;

  @Option(names = "--in-flight", description = "How many calls the asynchronous caller makes.")
  private int inFlight = 512;

  @Option(names = "--callers", description = "How many callers block.")
  private int callers = 64;

  @Option(names = "--heap-mib", description = "The heap of each process, in MiB.")
  private int heapMib = 256;

  private final byte[] payload = new byte[Frames.PAYLOAD_BYTES];

  ThroughputRig(PrintStream out) {
    super("throughput", out);
  }

  @Override
  List<Figures> measure() throws IOException, InterruptedException, TimeoutException {
    print(Figures.head(Unit.PER_SECOND));
    List<Figures> all = new ArrayList<>(measureClients());
    all.addAll(measureInside());
    if (RedisPair.isInstalled()) {
      all.addAll(measureRedis());
    }
    return all;
  }

  private List<Figures> measureClients()
      throws IOException, InterruptedException, TimeoutException {
    Jvm jvm = new Jvm(heapMib);
    try (RigFolder folder = RigFolder.create("throughput");
        RigPair pair =
            RigPair.start(
                jvm,
                folder.path(),
                CounterLauncher.class,
                new CounterReplica(new Counter()).serverClass());
        BareProcesses sketch = BareProcesses.sketch(jvm, folder.path())) {
      Path directory = pair.directory();
      List<Figures> all = new ArrayList<>(asynchronous(directory, sketch.socket()));
      List<Figures> connections = onConnections(directory, sketch.socket());
      List<Figures> oneClient = onOneClient(directory, sketch.socket());
      all.addAll(connections);
      all.addAll(oneClient);
      all.addAll(
          printed(oneClient.get(0).by(connections.get(0), "pair: one client / connections")));
      return all;
    }
  }

  @SuppressWarnings("try") // The pair only has to be there.
  private List<Figures> measureInside() throws IOException, InterruptedException, TimeoutException {
    try (RigFolder folder = RigFolder.create("throughput");
        CallersInside.Door door = CallersInside.Door.open(folder.path().resolve("callers.sock"));
        RigPair pair =
            RigPair.start(
                new Jvm(heapMib, door.flags(callers)),
                folder.path(),
                CounterWithCallersInsideLauncher.class,
                new CounterWithCallersInsideReplica(new CounterWithCallersInside()).serverClass());
        CallersInside inside = door.accept();
        BareProcesses sketch = BareProcesses.sketch(new Jvm(heapMib), folder.path());
        SharedConnection connection = SharedConnection.connect(sketch.socket())) {
      return compare(
          callers + " callers inside",
          inside,
          SKETCH + ", one connection",
          new BlockingCallers(Collections.nCopies(callers, connection::call)));
    }
  }

  private List<Figures> measureRedis() throws IOException, InterruptedException {
    try (RigFolder folder = RigFolder.create("redis");
        RedisPair redis = RedisPair.start(folder.path());
        RedisConnection pipelined = redis.connect();
        Closing closing = new Closing()) {
      Figures many = new Figures("Redis: " + inFlight + " in flight", Unit.PER_SECOND);
      List<Call> calls = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        calls.add(closing.add(redis.connect())::call);
      }
      Figures blocking =
          new Figures(
              "Redis: %1$d callers on %1$d connections".formatted(callers), Unit.PER_SECOND);
      Load batches = new BlockingCallers(List.of(() -> pipelined.callMany(inFlight)));
      Load each = new BlockingCallers(calls);
      batches.perSecond(Duration.ofMillis(warmUpMillis));
      each.perSecond(Duration.ofMillis(warmUpMillis));
      for (int i = 0; i < rounds; i++) {
        many.add(inFlight * batches.perSecond(Duration.ofMillis(roundMillis)));
        blocking.add(each.perSecond(Duration.ofMillis(roundMillis)));
      }
      return printed(many, blocking);
    }
  }

  private List<Figures> asynchronous(Path directory, Path socket)
      throws IOException, InterruptedException {
    try (CounterClient client = CounterClient.connect(directory);
        BareConnection bare = BareConnection.connect(socket, inFlight, Frames.REPLY_BYTES);
        SharedConnection connection = SharedConnection.connect(socket)) {
      String name = inFlight + " in flight";
      AsyncCaller caller = new AsyncCaller(inFlight, () -> client.addAsync(1, payload));
      caller.perSecond(Duration.ofMillis(pairWarmUpMillis));
      List<Figures> all = new ArrayList<>();
      all.addAll(compare(name, caller, SKETCH, new AsyncCaller(inFlight, connection::callAsync)));
      all.addAll(
          compare(
              name + " again",
              caller,
              SKETCH + " without futures",
              new BarePipeline(inFlight, bare)));
      return all;
    }
  }

  private List<Figures> onConnections(Path directory, Path socket)
      throws IOException, InterruptedException {
    try (Closing closing = new Closing()) {
      List<Call> ours = new ArrayList<>();
      List<Call> bare = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        CounterClient client = closing.add(CounterClient.connect(directory));
        ours.add(() -> client.add(1, payload));
        BareConnection connection =
            closing.add(BareConnection.connect(socket, 1, Frames.REPLY_BYTES));
        bare.add(connection::call);
      }
      String name = callers + " callers on " + callers + " connections";
      return compare(name, new BlockingCallers(ours), SKETCH, new BlockingCallers(bare));
    }
  }

  private List<Figures> onOneClient(Path directory, Path socket)
      throws IOException, InterruptedException {
    try (CounterClient client = CounterClient.connect(directory);
        SharedConnection connection = SharedConnection.connect(socket)) {
      Call ours = () -> client.add(1, payload);
      String name = callers + " callers on one client";
      return compare(
          name,
          new BlockingCallers(Collections.nCopies(callers, ours)),
          SKETCH,
          new BlockingCallers(Collections.nCopies(callers, connection::call)));
    }
  }

  // The figures of the pair come first.
  private List<Figures> compare(String name, Load pair, String sketchName, Load sketch)
      throws IOException, InterruptedException {
    Duration warmUp = Duration.ofMillis(warmUpMillis);
    pair.perSecond(warmUp);
    sketch.perSecond(warmUp);
    Figures ours = new Figures(name, Unit.PER_SECOND);
    Figures bare = new Figures(sketchName + ": " + name, Unit.PER_SECOND);
    Duration round = Duration.ofMillis(roundMillis);
    for (int i = 0; i < rounds; i++) {
      ours.add(pair.perSecond(round));
      bare.add(sketch.perSecond(round));
    }
    return printed(ours, bare, ours.by(bare, name + " / " + sketchName));
  }
}

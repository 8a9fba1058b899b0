package dev.understudy.benchmarks;

import dev.understudy.StandbyRole;
import dev.understudy.benchmarks.Figures.Unit;
import dev.understudy.benchmarks.bare.BareConnection;
import dev.understudy.benchmarks.bare.Frames;
import dev.understudy.benchmarks.counter.Counter;
import dev.understudy.benchmarks.counter.CounterClient;
import dev.understudy.benchmarks.counter.CounterLauncher;
import dev.understudy.benchmarks.counter.CounterOfClientStandby;
import dev.understudy.benchmarks.counter.CounterOfClientStandbyClient;
import dev.understudy.benchmarks.counter.CounterOfClientStandbyLauncher;
import dev.understudy.benchmarks.counter.CounterOfClientStandbyReplica;
import dev.understudy.benchmarks.counter.CounterReplica;
import dev.understudy.benchmarks.load.Call;
import dev.understudy.benchmarks.load.RoundTrips;
import dev.understudy.benchmarks.rival.RedisConnection;
import dev.understudy.benchmarks.rival.RedisPair;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How long one caller waits for one update. The limit is what bare processes need to pass as many
 * bytes the same way: three in a chain for the standby role SERVER, two for CLIENT. Both are
 * measured in turn. The main thread is the caller.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar round-trip --rounds 10 --calls 10000
 * </pre>
 */
@CommandLine.Command(
    name = "round-trip",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measures how long one caller waits for an update of 64 bytes.")
final class RoundTripRig extends Rig {

  // A client that was idle is not at once as fast as it can be.
  private static final int CALLS_AFTER_IDLING = 200;

  private static final List<Part> PARTS =
      List.of(new Part("median", 0.5), new Part("99%", 0.99), new Part("99.9%", 0.999));

  private record Part(String name, double part) {}

  @Option(names = "--rounds", description = "How many rounds, each of the pair and of its limit.")
  private int rounds = 10;

  @Option(names = "--calls", description = "How many calls are measured in a round.")
  private int calls = 10_000;

  @Option(names = "--warm-up", description = "How many calls come before the first round.")
  private int warmUpCalls = 20_000;

  @Option(
      names = "--per-second",
      description = "How many calls are due in a second; 0: each as soon as the last is answered.")
  private int callsPerSecond;

  @Option(names = "--standby-role", split = ",", description = "${COMPLETION-CANDIDATES}.")
  private List<StandbyRole> roles = List.of(StandbyRole.SERVER, StandbyRole.CLIENT);

  @Option(names = "--heap-mib", description = "The heap of each process, in MiB.")
  private int heapMib = 128;

  private final byte[] payload = new byte[Frames.PAYLOAD_BYTES];

  RoundTripRig(PrintStream out) {
    super("round-trip", out);
  }

  @Override
  List<Figures> measure() throws IOException, InterruptedException, TimeoutException {
    List<Figures> all = new ArrayList<>();
    print(Figures.head(Unit.MICROS));
    for (StandbyRole role : roles) {
      try (RigFolder folder = RigFolder.create("round-trip")) {
        all.addAll(role == StandbyRole.SERVER ? measureServer(folder) : measureClient(folder));
      }
    }
    return all;
  }

  private List<Figures> measureServer(RigFolder folder)
      throws IOException, InterruptedException, TimeoutException {
    Jvm jvm = new Jvm(heapMib);
    try (RigPair pair =
            RigPair.start(
                jvm,
                folder.path(),
                CounterLauncher.class,
                new CounterReplica(new Counter()).serverClass());
        CounterClient client = CounterClient.connect(pair.directory());
        BareProcesses chain = BareProcesses.chain(jvm, folder.path());
        BareConnection bare = BareConnection.connect(chain.socket(), 1, Frames.REQUEST_BYTES)) {
      List<Figures> all = new ArrayList<>();
      if (RedisPair.isInstalled()) {
        try (RedisPair redis = RedisPair.start(folder.path());
            RedisConnection connection = redis.connect()) {
          all.addAll(compare("Redis with WAIT", connection::call, "bare chain", bare::call));
        }
      }
      all.addAll(compare("HOT SERVER", () -> client.add(1, payload), "bare chain", bare::call));
      return all;
    }
  }

  private List<Figures> measureClient(RigFolder folder)
      throws IOException, InterruptedException, TimeoutException {
    Jvm jvm = new Jvm(heapMib);
    try (RigPair pair =
            RigPair.start(
                jvm,
                folder.path(),
                CounterOfClientStandbyLauncher.class,
                new CounterOfClientStandbyReplica(new CounterOfClientStandby()).serverClass());
        CounterOfClientStandbyClient client =
            CounterOfClientStandbyClient.connect(pair.directory());
        BareProcesses echo = BareProcesses.echo(jvm, folder.path());
        BareConnection bare = BareConnection.connect(echo.socket(), 1, Frames.REQUEST_BYTES)) {
      return compare("HOT CLIENT", () -> client.add(1, payload), "bare ping-pong", bare::call);
    }
  }

  private List<Figures> compare(String name, Call pair, String limitName, Call limit)
      throws IOException, InterruptedException {
    RoundTrips.measure(warmUpCalls, 0, pair);
    RoundTrips.measure(warmUpCalls, 0, limit);
    List<RoundTrips> ofPair = new ArrayList<>();
    List<RoundTrips> ofLimit = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      ofPair.add(round(pair));
      ofLimit.add(round(limit));
    }
    List<Figures> all = new ArrayList<>();
    for (Part part : PARTS) {
      Figures ours = figures(name + ", " + part.name, ofPair, part);
      Figures bare = figures(limitName + ", " + part.name, ofLimit, part);
      all.addAll(printed(ours, bare, ours.by(bare, name + " / " + limitName + ", " + part.name)));
    }
    return all;
  }

  private RoundTrips round(Call call) throws IOException, InterruptedException {
    RoundTrips.measure(CALLS_AFTER_IDLING, 0, call);
    return RoundTrips.measure(calls, callsPerSecond, call);
  }

  private static Figures figures(String name, List<RoundTrips> rounds, Part part) {
    Figures figures = new Figures(name, Unit.MICROS);
    rounds.forEach(round -> figures.add(round.micros(part.part)));
    return figures;
  }
}

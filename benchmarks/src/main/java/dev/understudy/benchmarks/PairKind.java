package dev.understudy.benchmarks;

import dev.understudy.benchmarks.counter.ColdCounter;
import dev.understudy.benchmarks.counter.ColdCounterClient;
import dev.understudy.benchmarks.counter.ColdCounterLauncher;
import dev.understudy.benchmarks.counter.ColdCounterReplica;
import dev.understudy.benchmarks.counter.Counter;
import dev.understudy.benchmarks.counter.CounterClient;
import dev.understudy.benchmarks.counter.CounterLauncher;
import dev.understudy.benchmarks.counter.CounterOfClientStandby;
import dev.understudy.benchmarks.counter.CounterOfClientStandbyClient;
import dev.understudy.benchmarks.counter.CounterOfClientStandbyLauncher;
import dev.understudy.benchmarks.counter.CounterOfClientStandbyReplica;
import dev.understudy.benchmarks.counter.CounterReplica;
import dev.understudy.benchmarks.counter.WarmCounter;
import dev.understudy.benchmarks.counter.WarmCounterClient;
import dev.understudy.benchmarks.counter.WarmCounterLauncher;
import dev.understudy.benchmarks.counter.WarmCounterReplica;
import dev.understudy.runtime.spi.Replica;
import dev.understudy.runtime.spi.ServerClass;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The modes of a pair, with a server class for each that counts. */
enum PairKind {
  HOT_SERVER(CounterLauncher.class),
  HOT_CLIENT(CounterOfClientStandbyLauncher.class),
  WARM(WarmCounterLauncher.class),
  COLD(ColdCounterLauncher.class);

  private static final byte[] PAYLOAD = new byte[64];

  /**
   * A client of a pair. For any thread.
   *
   * @param call makes an update of 64 bytes
   * @param async makes one, and does not wait for its reply
   * @param end says goodbye
   */
  record Caller(LongSupplier call, Supplier<CompletableFuture<Long>> async, Runnable end)
      implements AutoCloseable {

    @Override
    public void close() {
      end.run();
    }
  }

  private final Class<?> launcher;

  PairKind(Class<?> launcher) {
    this.launcher = launcher;
  }

  Class<?> launcher() {
    return launcher;
  }

  ServerClass serverClass() {
    Replica replica =
        switch (this) {
          case HOT_SERVER -> new CounterReplica(new Counter());
          case HOT_CLIENT -> new CounterOfClientStandbyReplica(new CounterOfClientStandby());
          case WARM -> new WarmCounterReplica(new WarmCounter());
          case COLD -> new ColdCounterReplica(new ColdCounter());
        };
    return replica.serverClass();
  }

  Caller connect(Path directory) {
    return switch (this) {
      case HOT_SERVER -> {
        CounterClient client = CounterClient.connect(directory);
        yield new Caller(
            () -> client.add(1, PAYLOAD), () -> client.addAsync(1, PAYLOAD), client::close);
      }
      case HOT_CLIENT -> {
        var client = CounterOfClientStandbyClient.connect(directory);
        yield new Caller(
            () -> client.add(1, PAYLOAD), () -> client.addAsync(1, PAYLOAD), client::close);
      }
      case WARM -> {
        WarmCounterClient client = WarmCounterClient.connect(directory);
        yield new Caller(
            () -> client.add(1, PAYLOAD), () -> client.addAsync(1, PAYLOAD), client::close);
      }
      case COLD -> {
        ColdCounterClient client = ColdCounterClient.connect(directory);
        yield new Caller(
            () -> client.add(1, PAYLOAD), () -> client.addAsync(1, PAYLOAD), client::close);
      }
    };
  }

  /** Its name in a table. */
  String title() {
    return name().replace('_', ' ');
  }
}

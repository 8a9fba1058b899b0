package dev.understudy.runtime.client;

import dev.understudy.runtime.spi.OutcomeCodec;
import dev.understudy.runtime.wire.WireInput;
import dev.understudy.runtime.wire.WireOutput;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pair of counters, shared by its {@link FakeServer}s, and the pair file. Perfect
 * replication: what one server has applied, all have. All under its monitor.
 */
final class FakePair implements Endpoints, AutoCloseable {

  private final Path directory;
  private final List<FakeServer> servers = new ArrayList<>();
  private final Map<Long, Map<Long, byte[]>> sessions = new HashMap<>();
  private final Map<Long, Long> heard = new HashMap<>();
  private final Set<Long> endedSessions = new HashSet<>();
  private @Nullable Pair published;
  private String contract = "";
  private @Nullable IOException unreadable;
  private long nextSession = 100;
  private long epoch;
  private long sum;
  private int applied;
  private int queries;

  FakePair(Path directory) {
    this.directory = directory;
  }

  /** Starts a process; it stands by. */
  synchronized FakeServer start() throws IOException {
    FakeServer server = new FakeServer(this, "e" + (epoch + 1) + "-" + (servers.size() + 1));
    servers.add(server);
    return server;
  }

  /** Starts a primary and, as its standby, another. */
  synchronized FakeServer startPair() throws IOException {
    FakeServer primary = start();
    FakeServer standby = start();
    takeOver(primary, standby);
    return primary;
  }

  /** Makes a server the primary, and tells the clients that wait there. */
  synchronized void takeOver(FakeServer server, @Nullable FakeServer standby) throws IOException {
    epoch++;
    publish(server.endpoint(), standby == null ? null : standby.endpoint());
    server.serve(epoch, standby == null ? null : standby.endpoint());
  }

  synchronized void publish(@Nullable String primary, @Nullable String standby) {
    published = primary == null ? null : new Pair(primary, standby);
  }

  synchronized void tellContract(String text) {
    contract = text;
  }

  @Override
  public synchronized String contract(String serverClass) {
    return serverClass.equals(Counter.CLASS.name()) ? contract : "";
  }

  synchronized void makeUnreadable(String message) {
    unreadable = new IOException(message);
  }

  synchronized long epoch() {
    return epoch;
  }

  synchronized long sum() {
    return sum;
  }

  /** How many updates have been applied. */
  synchronized int applied() {
    return applied;
  }

  synchronized int queries() {
    return queries;
  }

  synchronized long openSession() {
    long session = nextSession++;
    sessions.put(session, new HashMap<>());
    return session;
  }

  synchronized void endSession(long session) {
    endedSessions.add(session);
  }

  synchronized boolean hasEnded(long session) {
    return endedSessions.contains(session) || !sessions.containsKey(session);
  }

  /** Applies a request, or finds its result; null when it must not be applied any more. */
  synchronized byte @Nullable [] request(
      long session, long request, long confirmed, int operation, WireInput arguments) {
    long heardBefore = heard.getOrDefault(session, 1L);
    long heardNow = heard.merge(session, confirmed, Math::max);
    if (hasEnded(session) || request < heardNow) {
      return null;
    }
    Map<Long, byte[]> results = sessions.get(session);
    for (long number = heardBefore; number < heardNow; number++) {
      results.remove(number);
    }
    if (operation == Counter.SUM.index()) {
      queries++;
      return value(Counter.SUM.outcome(), sum);
    }
    return results.computeIfAbsent(request, ignored -> add(arguments));
  }

  private byte[] add(WireInput arguments) {
    applied++;
    long number = arguments.readLong();
    if (number == -1) {
      WireOutput out = WireOutput.forCall();
      Counter.ADD.outcome().writeException(0, new Counter.OddException("odd: -1"), out);
      return out.toByteArray();
    }
    if (number == -2) {
      WireOutput out = WireOutput.forCall();
      OutcomeCodec.writeFailure(new IllegalStateException("no luck"), out);
      return out.toByteArray();
    }
    sum += number;
    return value(Counter.ADD.outcome(), sum);
  }

  private static byte[] value(OutcomeCodec<Long> codec, long value) {
    WireOutput out = WireOutput.forCall();
    codec.writeValue(value, out);
    return out.toByteArray();
  }

  @Override
  public synchronized @Nullable Pair read() throws IOException {
    if (unreadable != null) {
      throw unreadable;
    }
    return published;
  }

  @Override
  public SocketAddress address(String endpoint) {
    return UnixDomainSocketAddress.of(directory.resolve(endpoint));
  }

  @Override
  public String where() {
    return directory.toString();
  }

  @Override
  public void close() {
    List<FakeServer> all;
    synchronized (this) {
      all = List.copyOf(servers);
    }
    all.forEach(FakeServer::kill);
  }
}

package dev.understudy.benchmarks.rival;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Redis server and its replica, with a file that is appended to and not synchronised, as our
 * journal is by default. Confined to one thread.
 */
public final class RedisPair implements AutoCloseable {

  private static final String SERVER = "redis-server";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long PAUSE_MILLIS = 20;

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  private RedisPair(Path folder) {
    this.folder = folder;
  }

  /** Whether it can be measured here. */
  public static boolean isInstalled() {
    return Programs.find(SERVER) != null;
  }

  /** Starts one, and waits until an update is with both. */
  public static RedisPair start(Path folder) throws IOException, InterruptedException {
    RedisPair pair = new RedisPair(folder);
    try {
      pair.startServer();
      pair.startServer();
      pair.awaitReplica();
      return pair;
    } catch (IOException | InterruptedException | RuntimeException e) {
      try (pair) {
        throw e;
      }
    }
  }

  private void startServer() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    int index = processes.size();
    List<String> command =
        new ArrayList<>(
            List.of(
                SERVER,
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--unixsocket",
                socket(index).toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "no",
                "--appenddirname",
                "appended-" + index,
                "--dbfilename",
                "dump-" + index + ".rdb",
                "--repl-diskless-sync",
                "yes",
                "--repl-diskless-sync-delay",
                "0"));
    if (index > 0) {
      command.addAll(List.of("--replicaof", "127.0.0.1 " + ports.get(index - 1)));
    }
    processes.add(Programs.in(folder, "redis-" + index + ".log", command).start());
    ports.add(port);
  }

  private Path socket(int index) {
    return folder.resolve("redis-" + index + ".sock");
  }

  private void awaitReplica() throws IOException, InterruptedException {
    long startedNanos = System.nanoTime();
    try (RedisConnection connection = connect()) {
      while (connection.callAndCountReplicas() == 0) {
        if (System.nanoTime() - startedNanos > PATIENCE_NANOS) {
          throw new IOException("the replica of Redis does not come; see the logs in " + folder);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Connects to the server that answers. */
  public RedisConnection connect() throws IOException, InterruptedException {
    return RedisConnection.connect(socket(processes.size() - 2));
  }

  /**
   * Kills the server while this thread calls. It also does what a supervisor would do at its best:
   * it makes the replica the server as soon as its connection to the dead one ends.
   *
   * @return nanoseconds from the kill to the next reply
   */
  public long killAndCall(int callsBefore) throws IOException, InterruptedException {
    long killedNanos;
    try (RedisConnection first = connect()) {
      for (int i = 0; i < callsBefore; i++) {
        first.call();
      }
      Process victim = processes.get(processes.size() - 2);
      killedNanos = System.nanoTime();
      victim.destroyForcibly();
      first.callUntilItEnds();
    }
    long repliedNanos;
    try (RedisConnection second = RedisConnection.connect(socket(processes.size() - 1))) {
      second.promote();
      repliedNanos = System.nanoTime();
    }
    startServer();
    awaitReplica();
    return repliedNanos - killedNanos;
  }

  @Override
  public void close() throws IOException {
    Programs.end(processes);
  }
}

package dev.understudy.benchmarks.rival;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Two gen_servers of Erlang, and a caller, each on a node of its own; and a port mapper that ends
 * with them. Confined to one thread.
 */
public final class ErlangPair implements AutoCloseable {

  private static final String MODULE = "rival_pair";
  private static final String PRIMARY = "primary@localhost";
  private static final String STANDBY = "standby@localhost";
  private static final long PATIENCE_SECONDS = 30;
  private static final long PAUSE_MILLIS = 20;

  private final Path folder;
  private final int mapperPort;
  private final List<Process> processes = new ArrayList<>();

  private ErlangPair(Path folder) throws IOException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      mapperPort = free.getLocalPort();
    }
  }

  /** Whether it can be measured here. */
  public static boolean isInstalled() {
    return Programs.find("erl") != null
        && Programs.find("erlc") != null
        && Programs.find("epmd") != null;
  }

  /**
   * Starts a pair, kills its primary while the caller calls, and ends it.
   *
   * @return the longest time between two replies, in microseconds
   */
  public static long kill(Path folder) throws IOException, InterruptedException {
    try (ErlangPair pair = new ErlangPair(folder)) {
      pair.compile();
      pair.run("epmd", List.of("epmd", "-port", Integer.toString(pair.mapperPort)));
      pair.awaitMapper();
      pair.run("standby", pair.node(STANDBY, "standby", PRIMARY));
      Process primary = pair.run("primary", pair.node(PRIMARY, "primary", STANDBY));
      Process caller =
          pair.environment(new ProcessBuilder(pair.node("caller@localhost", "caller", PRIMARY)))
              .directory(folder.toFile())
              .redirectError(folder.resolve("caller.log").toFile())
              .start();
      pair.processes.add(caller);
      try (BufferedReader lines = caller.inputReader(StandardCharsets.US_ASCII)) {
        expect(lines.readLine());
        TimeUnit.SECONDS.sleep(1);
        primary.destroyForcibly();
        return Long.parseLong(expect(lines.readLine()));
      }
    }
  }

  private static String expect(@Nullable String line) throws IOException {
    if (line == null) {
      throw new IOException("the caller of the Erlang pair has ended; see the logs");
    }
    return line;
  }

  // A node that does not find it ends.
  private void awaitMapper() throws IOException, InterruptedException {
    long startedNanos = System.nanoTime();
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), mapperPort).close();
        return;
      } catch (ConnectException e) {
        if (System.nanoTime() - startedNanos > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private void compile() throws IOException, InterruptedException {
    Path source = folder.resolve(MODULE + ".erl");
    if (Files.exists(source)) {
      return;
    }
    try (InputStream text = ErlangPair.class.getResourceAsStream(MODULE + ".erl")) {
      if (text == null) {
        throw new IOException(MODULE + ".erl is missing in this build");
      }
      Files.copy(text, source);
    }
    Process compiler = Programs.in(folder, "erlc.log", List.of("erlc", source.toString())).start();
    if (!compiler.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
      throw new IOException("Erlang could not compile " + source + "; see erlc.log beside it");
    }
  }

  // The caller is told of both nodes, the others of the one that is not theirs.
  private List<String> node(String name, String function, String other) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "erl", "-noinput", "-sname", name, "-setcookie", MODULE, "-start_epmd", "false"));
    command.addAll(List.of("-kernel", "logger_level", "none")); // Its output is ours alone.
    command.addAll(List.of("-pa", folder.toString(), "-run", MODULE, function, other));
    if (function.equals("caller")) {
      command.add(STANDBY);
    }
    return command;
  }

  private Process run(String log, List<String> command) throws IOException {
    Process process = environment(Programs.in(folder, log + ".log", command)).start();
    processes.add(process);
    return process;
  }

  private ProcessBuilder environment(ProcessBuilder process) {
    process.environment().put("ERL_EPMD_PORT", Integer.toString(mapperPort));
    process.environment().put("ERL_EPMD_ADDRESS", "127.0.0.1");
    process.environment().put("HOME", folder.toString());
    return process;
  }

  @Override
  public void close() throws IOException {
    Programs.end(processes);
  }
}

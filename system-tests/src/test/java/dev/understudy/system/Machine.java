package dev.understudy.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Processes and files as the tests see them. For any thread. */
final class Machine {

  /** No test depends on speed: so long takes nothing but a fault. */
  static final Duration PATIENCE = Duration.ofSeconds(120);

  private Machine() {}

  /** Waits, with a reason, for long. */
  static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20));
  }

  /** Whether a process lives; one that is dead and not yet reaped does not. */
  static boolean isAlive(long pid) {
    return state(pid) != 'Z' && state(pid) != 'X';
  }

  /** The kernel's letter for the state of a process; X for one that is gone. */
  static char state(long pid) {
    try {
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return 'X';
    }
  }

  static void awaitDeath(long pid) {
    await("death of process " + pid).until(() -> !isAlive(pid));
  }

  /** The processes that work in a directory, or whose command lines name it. */
  static List<ProcessHandle> processesOf(Path directory) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> isOf(process, directory)).toList();
    }
  }

  private static boolean isOf(ProcessHandle process, Path directory) {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    try {
      return isAlive(process.pid())
          && process.pid() != ProcessHandle.current().pid()
          && (Files.readSymbolicLink(folder.resolve("cwd")).startsWith(directory)
              || Files.readString(folder.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                  .contains(directory + "/"));
    } catch (IOException e) {
      return false; // It is gone, or somebody else's.
    }
  }

  /**
   * Sends a signal.
   *
   * @param target a pid, or the negative number of a process group
   */
  static void signal(String signal, long target) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, "--", Long.toString(target))
              .redirectErrorStream(true)
              .start();
      String output = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!kill.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("kill -" + signal + " " + target + ": " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs a command line of a shell, and waits for it. */
  static void shell(String commandLine) {
    try {
      Process shell = new ProcessBuilder("sh", "-c", commandLine).inheritIO().start();
      if (shell.waitFor() != 0) {
        throw new IllegalStateException(commandLine);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The memory that processes may still take. */
  static long availableMemoryBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith("MemAvailable:"))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(kibibytes -> Long.parseLong(kibibytes) << 10)
        .findFirst()
        .orElse(0);
  }

  /** All files of a folder whose names match, one after the other. */
  static String read(Path folder, String glob) {
    if (!Files.isDirectory(folder)) {
      return "";
    }
    StringBuilder all = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      for (Path file : files) {
        all.append("--- ").append(file).append('\n').append(Files.readString(file)).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString();
  }

  static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

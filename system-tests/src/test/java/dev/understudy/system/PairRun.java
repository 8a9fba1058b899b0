package dev.understudy.system;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.PairStatus.State;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A directory, the pair in it, and the commands of its launcher: all as from a shell. What it kills
 * are processes that it has started, or that name its directory.
 */
final class PairRun implements AutoCloseable {

  /** Cheap for a busy machine. The standby has them too. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xms16m",
          "-Xmx128m",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");

  private final Path root;
  private final Path directory;
  private final String launcher;
  private final List<String> moreFlags;
  private String classPath = System.getProperty("java.class.path");
  private List<String> module = List.of();
  private final List<Process> started = new ArrayList<>();
  private final List<Integer> numbersOfStarted = new ArrayList<>();
  private int openFiles;
  private Thread hook;
  private AtomicInteger numbers = new AtomicInteger();

  private PairRun(Path root, Class<?> launcher, List<String> moreFlags) {
    this.root = root;
    this.directory = root.resolve("run");
    this.launcher = launcher.getName();
    this.moreFlags = moreFlags;
  }

  /** A place for a pair, in which nothing runs yet. */
  static PairRun of(Class<?> launcher) {
    try {
      Path root = Files.createTempDirectory(Path.of("/tmp"), "us");
      PairRun pair = new PairRun(root, launcher, List.of());
      // Should the tests themselves be ended: nothing is to be left then either.
      pair.hook = new Thread(pair::clear);
      Runtime.getRuntime().addShutdownHook(pair.hook);
      return pair;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A place of its own, with a copy of the directory as it is now, sockets included. */
  PairRun copy() throws IOException, InterruptedException {
    PairRun copy = of(launcherClass());
    Process copying =
        new ProcessBuilder("cp", "-a", directory.toString(), copy.directory.toString()).start();
    if (copying.waitFor() != 0) {
      throw new IOException(directory + " cannot be copied");
    }
    return copy;
  }

  /** With a flag for its JVMs. */
  PairRun with(String flag) {
    List<String> flags = new ArrayList<>(moreFlags);
    flags.add(flag.replace("{dir}", directory.toString()));
    PairRun other = new PairRun(root, launcherClass(), flags);
    other.numbers = numbers;
    return other;
  }

  /** With a limit of open files. */
  PairRun withOpenFiles(int limit) {
    PairRun other = as(launcherClass());
    other.classPath = classPath;
    other.openFiles = limit;
    return other;
  }

  /** The same place, for another launcher. To be closed with this one. */
  PairRun as(Class<?> otherLauncher) {
    PairRun other = new PairRun(root, otherLauncher, moreFlags);
    other.numbers = numbers;
    return other;
  }

  /** The same place, for a build of the same classes that is elsewhere. */
  PairRun of(String otherClassPath) {
    PairRun other = as(launcherClass());
    other.classPath = otherClassPath;
    return other;
  }

  /**
   * The same place, for a program that is started as a module.
   *
   * @param name of the module and its main class
   */
  PairRun ofModule(String modulePath, String name) {
    PairRun other = as(launcherClass());
    other.module = List.of("-p", modulePath, "-m", name);
    return other;
  }

  private Class<?> launcherClass() {
    try {
      return Class.forName(launcher);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  Path directory() {
    return directory;
  }

  /** What is around it, and removed with it. */
  Path root() {
    return root;
  }

  RunDirectory runDirectory() {
    return RunDirectory.of(directory);
  }

  /** The life of the state, which the HELLO of a client that comes back names. */
  long life() throws IOException {
    return Long.parseUnsignedLong(Files.readString(runDirectory().lifeFile()).trim(), 16);
  }

  // ---- starting

  /** Starts a primary in the directory, in a process group of its own. */
  Process start(String... arguments) {
    List<String> command = new ArrayList<>(List.of("start", "--dir", directory.toString()));
    command.addAll(List.of(arguments));
    return launch(command, Map.of(), root);
  }

  /** Starts a primary and waits until the pair is protected. */
  PairStatus startProtected(String... arguments) {
    return awaitProtected(start(arguments));
  }

  /** Starts whatever a command line says. Its output goes to files in the root. */
  Process launch(List<String> commandLine, Map<String, String> environment, Path folder) {
    // A build in the background ignores SIGINT, and so would all that it starts.
    List<String> command =
        new ArrayList<>(List.of("setsid", "env", "--default-signal=INT,HUP,TERM"));
    if (openFiles > 0) {
      command.addAll(List.of("prlimit", "--nofile=" + openFiles + ":" + openFiles));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(moreFlags);
    command.addAll(module.isEmpty() ? List.of("-cp", classPath, launcher) : module);
    command.addAll(commandLine);
    int number = numbers.getAndIncrement();
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("UNDERSTUDY_"));
    builder.environment().putAll(environment);
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(file(number, "out").toFile());
    builder.redirectError(file(number, "err").toFile());
    try {
      Process process = builder.start();
      started.add(process);
      numbersOfStarted.add(number);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(int number, String what) {
    return root.resolve(number + "." + what);
  }

  /** Runs a command on the directory, to its end. */
  Finished run(String command, String... options) {
    List<String> commandLine = new ArrayList<>(List.of(command, "--dir", directory.toString()));
    commandLine.addAll(List.of(options));
    return finish(launch(commandLine, Map.of(), root));
  }

  /** Waits for the end of a process that {@link #launch} or {@link #start} made. */
  Finished finish(Process process) {
    int number = numbersOfStarted.get(started.indexOf(process));
    try {
      if (!process.waitFor(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("process " + process.pid() + " has not ended: " + logs());
      }
      return new Finished(
          process.exitValue(),
          Files.readString(file(number, "out")),
          Files.readString(file(number, "err")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  // ---- looking

  /** The status, asked for on the primary's socket; empty while nobody answers there. */
  Optional<PairStatus> status() {
    try {
      Optional<PairFile> pair = PairFile.read(runDirectory());
      if (pair.isEmpty()) {
        return Optional.empty();
      }
      try (Stranger asking = Stranger.at(directory.resolve(pair.get().primaryEndpoint()))) {
        return asking.status(pair.get().service());
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Waits for a status. */
  PairStatus await(String what, Predicate<PairStatus> wanted) {
    try {
      return Machine.await(what)
          .until(this::status, status -> status.filter(wanted).isPresent())
          .orElseThrow();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what + ": " + status() + "\n" + logs(), e);
    }
  }

  PairStatus awaitProtected() {
    return awaitProtectedWithout();
  }

  private PairStatus awaitProtected(Process process) {
    return await(
        "protected",
        status -> {
          if (!process.isAlive() && !Machine.isAlive(status.primary().pid())) {
            throw new AssertionError("it ended with " + process.exitValue() + ": " + logs());
          }
          return status.state() == State.PROTECTED;
        });
  }

  /** Waits until another process than this is protected by another than that. */
  PairStatus awaitProtectedWithout(long... gone) {
    List<Long> pids = Arrays.stream(gone).boxed().toList();
    return await(
        "protected without " + pids,
        status ->
            status.state() == State.PROTECTED
                && !pids.contains(status.primary().pid())
                && !pids.contains(status.standby().pid()));
  }

  /** All that the processes of this pair have printed. */
  String logs() {
    return Machine.read(root, "*.{out,err}") + Machine.read(directory.resolve("logs"), "*");
  }

  /** Waits until they have printed this: a process tells of events a moment after it has acted. */
  void awaitLogs(String... parts) {
    try {
      Machine.await("logs").until(() -> Arrays.stream(parts).allMatch(logs()::contains));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("nobody has printed " + List.of(parts) + ": " + logs(), e);
    }
  }

  /** The sockets in the directory. */
  List<String> sockets() {
    List<String> sockets = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.sock")) {
      files.forEach(file -> sockets.add(file.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sockets;
  }

  /** The living processes of this pair. */
  List<ProcessHandle> processes() {
    return Machine.processesOf(root);
  }

  // ---- ending

  /** Kills processes of this pair with SIGKILL, at once. */
  void kill(long... pids) {
    List<String> command = new ArrayList<>(List.of("kill", "-KILL", "--"));
    for (long pid : pids) {
      if (processes().stream().noneMatch(process -> process.pid() == pid)) {
        throw new IllegalStateException("process " + pid + " is none of this pair's");
      }
      command.add(Long.toString(pid));
    }
    try {
      new ProcessBuilder(command).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Kills whatever lives, and removes all files. */
  @Override
  public void close() {
    clear();
    if (hook != null) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private void clear() {
    Machine.await("the end of all processes of " + root)
        .until(
            () -> {
              List<ProcessHandle> living = processes();
              living.forEach(ProcessHandle::destroyForcibly);
              return living.isEmpty();
            });
    Machine.deleteTree(root);
  }
}

package dev.understudy.example.show;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The processes of one pair, handled as from a shell: by the launcher's commands, and by signals.
 * Whatever it kills it has met as a process of this pair: the system's handle of a process compares
 * start times, so a number that was given to another process is safe.
 */
final class Pair implements AutoCloseable {

  private static final String BOX_OFFICE = "dev.understudy.example.BoxOfficeLauncher";
  private static final String SNAPSHOTTER = "child.kind=SNAPSHOTTER";
  private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  /** Commands live for a moment: these make them cheap for the machine, not fast at their work. */
  private static final List<String> FOR_A_MOMENT =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

  private final RunFolder folder;
  private final String launcher;
  private final List<String> flags;
  private final Map<Long, ProcessHandle> met = new ConcurrentHashMap<>();
  private long startedPid;
  private boolean closed;

  /**
   * @param folder where the pair is to be; it stays the caller's
   */
  Pair(RunFolder folder) {
    this(folder, BOX_OFFICE, List.of());
  }

  /**
   * @param folder where the pair is to be; it stays the caller's
   * @param launcher the name of the launcher of its server class
   * @param flags for the JVMs of the pair
   */
  Pair(RunFolder folder, String launcher, List<String> flags) {
    this.folder = folder;
    this.launcher = launcher;
    this.flags = flags;
  }

  /** Starts the first process, with these options, and these arguments for the server class. */
  void start(List<String> options, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = launcher(flags, "start");
    command.addAll(options);
    command.add("--");
    command.addAll(arguments);
    Process process = spawn(builder(command).redirectOutput(folder.output().toFile()));
    startedPid = process.pid();
    meet(process.toHandle());
  }

  /** The process that {@link #start} has started: the first primary, or the guardian. */
  long startedPid() {
    return startedPid;
  }

  /** Asks for the status; empty while nobody answers. */
  Optional<Status> status() throws IOException, InterruptedException {
    Optional<Status> status = Status.parse(run("status", "--json").output());
    status.ifPresent(this::meet);
    return status;
  }

  /** Waits until the pair is protected and as wanted. */
  Status awaitProtected(Predicate<Status> wanted, Duration patience)
      throws IOException, InterruptedException, TimeoutException {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    Optional<Status> status = status();
    while (status.filter(Status::isProtected).filter(wanted).isEmpty()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new TimeoutException(
            "The pair is not protected after "
                + Text.time(patience)
                + ": "
                + status.map(Status::describe).orElse("nobody answers")
                + ".");
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      status = status();
    }
    return status.get();
  }

  /** Kills one of its processes with SIGKILL. */
  void kill(long pid) {
    ProcessHandle process = met.get(pid);
    if (process == null || !process.destroyForcibly()) {
      throw new IllegalStateException("Process " + pid + " of the pair could not be killed.");
    }
  }

  /** Sends a signal to one of its processes. */
  void signal(String signal, long pid) throws IOException, InterruptedException {
    if (!met.containsKey(pid)) {
      throw new IllegalStateException("Process " + pid + " is none of the pair's.");
    }
    List<String> command = List.of("kill", "-" + signal, Long.toString(pid));
    if (new ProcessBuilder(command).start().waitFor() != 0) {
      throw new IOException("'" + String.join(" ", command) + "' has failed.");
    }
  }

  /** The process that makes a snapshot now, if one does. */
  Optional<Long> snapshotter() throws IOException {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> commandLine(process).contains(SNAPSHOTTER))
          .filter(this::isOurs)
          .map(ProcessHandle::pid)
          .findFirst();
    }
  }

  /** Ends the pair in order. */
  void stop() throws IOException, InterruptedException {
    Finished stop = run("stop");
    if (stop.exitCode() != 0) {
      throw new IOException("'stop' ended with " + stop.exitCode() + ": " + stop.output().strip());
    }
  }

  /** What is left of the pair although it has ended, in words; waits a while for the last ones. */
  List<String> leftovers() throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + COMMAND_PATIENCE.toNanos();
    while (!living().isEmpty() && System.nanoTime() - deadlineNanos < 0) {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    List<String> leftovers = new ArrayList<>();
    living().forEach(process -> leftovers.add("process " + process.pid()));
    folder.sockets().forEach(socket -> leftovers.add("socket " + socket.getFileName()));
    return leftovers;
  }

  /** Ends whatever still lives of the pair, the hard way, and starts nothing more. */
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (List<ProcessHandle> living = living(); !living.isEmpty(); living = living()) {
      for (ProcessHandle process : living) {
        process.destroyForcibly();
        process.onExit().orTimeout(COMMAND_PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      }
    }
  }

  private List<ProcessHandle> living() throws IOException {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      all.filter(this::isOurs).forEach(this::meet);
    }
    return met.values().stream().filter(ProcessHandle::isAlive).toList();
  }

  /** Whether a process is a launcher in our folder, whose name nobody else has. */
  private boolean isOurs(ProcessHandle process) {
    String commandLine = commandLine(process);
    return commandLine.contains(launcher) && commandLine.contains(folder.pair().toString());
  }

  private static String commandLine(ProcessHandle process) {
    Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // It is gone, or another user's, or there is no /proc.
      return "";
    }
  }

  private void meet(Status status) {
    Stream.of(Optional.ofNullable(status.primary()), Optional.ofNullable(status.standby()))
        .flatMap(Optional::stream)
        .flatMap(member -> ProcessHandle.of(member.pid()).stream())
        .forEach(this::meet);
  }

  private void meet(ProcessHandle process) {
    met.merge(process.pid(), process, (before, now) -> before.isAlive() ? before : now);
  }

  private Finished run(String... command) throws IOException, InterruptedException {
    Process process = spawn(builder(launcher(FOR_A_MOMENT, command)));
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(COMMAND_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("'" + command[0] + "' has not ended: " + output.strip());
    }
    return new Finished(process.exitValue(), output);
  }

  private List<String> launcher(List<String> flags, String... command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(flags);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), launcher));
    line.addAll(List.of(command));
    line.addAll(List.of("--dir", folder.pair().toString()));
    return line;
  }

  /**
   * Starts a process, unless the pair was closed by another thread: this one is to give up then.
   */
  private synchronized Process spawn(ProcessBuilder builder)
      throws IOException, InterruptedException {
    if (closed) {
      throw new InterruptedException("The pair in " + folder + " was closed.");
    }
    return builder.start();
  }

  private static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Settings that a user may have for a pair of their own.
    builder.environment().keySet().removeIf(name -> name.startsWith("UNDERSTUDY_"));
    return builder;
  }

  /** How a command ended. */
  private record Finished(int exitCode, String output) {}
}

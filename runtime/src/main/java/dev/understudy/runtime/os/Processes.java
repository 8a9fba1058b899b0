package dev.understudy.runtime.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Processes as the kernel knows them. Without state, for any thread. */
public final class Processes {

  private static final String DEBUGGERS_LIBRARY = "/libjdwp.so";
  private static final boolean HAS_PROC = Files.isReadable(Path.of("/proc/self/stat"));

  // Fields of /proc/PID/stat, counted from the first one after the name, which is field 3.
  private static final int STATE = 0;
  private static final int START_TICKS = 22 - 3;

  private Processes() {}

  /** This process. */
  public static ProcessIdentity self() {
    return Self.IDENTITY;
  }

  /** Looked up once: it does not change, and a takeover asks for it. */
  private static final class Self {
    static final ProcessIdentity IDENTITY = find();

    private static ProcessIdentity find() {
      long pid = ProcessHandle.current().pid();
      return of(pid)
          .orElseThrow(() -> new IllegalStateException("process " + pid + " cannot see itself"));
    }
  }

  /**
   * A process by its number.
   *
   * @return empty if none lives under that number
   */
  public static Optional<ProcessIdentity> of(long pid) {
    if (pid <= 0) {
      return Optional.empty();
    }
    return startTicks(pid).map(ticks -> new ProcessIdentity(pid, ticks));
  }

  /**
   * Whether a debugger may have stopped it: one that traces it, or one of Java's, whose library it
   * has loaded, however it was asked to: by its command line, its environment, or a file. Known on
   * Linux only; elsewhere false.
   */
  public static boolean isDebugged(ProcessIdentity process) {
    return !statusOf(process, "TracerPid").equals("0")
        || readProc(process.pid(), "maps").contains(DEBUGGERS_LIBRARY);
  }

  /** Whether it was stopped, by SIGSTOP or a terminal, and does nothing. On Linux only. */
  public static boolean isStopped(ProcessIdentity process) {
    return statusOf(process, "State").startsWith("T");
  }

  /** Whether the kernel writes its memory to a file, since it has crashed. On Linux only. */
  public static boolean isDumpingCore(ProcessIdentity process) {
    return statusOf(process, "CoreDumping").equals("1");
  }

  /** A number of /proc/PID/status; 0 where there is none. */
  private static String statusOf(ProcessIdentity process, String field) {
    return readProc(process.pid(), "status")
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .map(line -> line.substring(field.length() + 1).trim())
        .findFirst()
        .orElse("0");
  }

  private static String readProc(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), file));
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // No such process, or no such file system.
    }
  }

  static boolean isAlive(ProcessIdentity process) {
    return of(process.pid()).equals(Optional.of(process));
  }

  /**
   * Whether nothing of a process is left: a process is dead once its first thread is, and may hold
   * files and ports until its last one is.
   */
  static boolean isGone(ProcessIdentity process) {
    if (isAlive(process)) {
      return false;
    }
    String stat = readProc(process.pid(), "stat");
    if (!hasStartTicks(stat, process.startTicks())) {
      return true; // Nobody bears its number, or somebody else does.
    }
    try (Stream<Path> threads =
        Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
      return threads.count() <= 1;
    } catch (IOException | UncheckedIOException e) {
      return true; // Its number has been given back meanwhile.
    }
  }

  private static boolean hasStartTicks(String stat, long startTicks) {
    String[] fields = fieldsOf(stat);
    return fields.length > START_TICKS && fields[START_TICKS].equals(Long.toString(startTicks));
  }

  // The name stands in parentheses, and may itself hold spaces and parentheses.
  private static String[] fieldsOf(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", -1);
  }

  // The handle compares the start time once more, so that the number cannot change hands unseen.
  static boolean kill(ProcessIdentity process) {
    Optional<ProcessHandle> handle = ProcessHandle.of(process.pid());
    return handle.isPresent() && isAlive(process) && handle.get().destroyForcibly();
  }

  private static Optional<Long> startTicks(long pid) {
    if (HAS_PROC) {
      return startTicksFromProc(pid);
    }
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(handle -> handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  private static Optional<Long> startTicksFromProc(long pid) {
    String stat;
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat"));
      stat = new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Optional.empty(); // No such process, or it died while it was read.
    }
    return parseStartTicks(stat);
  }

  /**
   * @param stat the text of /proc/PID/stat
   * @return the start ticks; empty if the process is dead
   */
  static Optional<Long> parseStartTicks(String stat) {
    String[] fields = fieldsOf(stat);
    if (fields.length <= START_TICKS) {
      return Optional.empty();
    }
    boolean dead =
        switch (fields[STATE]) {
          case "Z", "X", "x" -> true;
          default -> false;
        };
    return dead ? Optional.empty() : Optional.of(Long.parseLong(fields[START_TICKS]));
  }
}

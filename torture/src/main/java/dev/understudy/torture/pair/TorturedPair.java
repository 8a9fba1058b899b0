package dev.understudy.torture.pair;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.RunDirectoryException;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.observe.ObituaryLog;
import dev.understudy.torture.attic.AtticMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A pair, handled as from a shell: by the commands of its launcher, and by signals. What it signals
 * are processes whose command lines name its folder, which nobody else has.
 */
public final class TorturedPair implements AutoCloseable {

  /** Cheap for a busy machine. Standbys have them too. */
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xms16m",
          "-Xmx96m",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final int LOOKS_IN_VAIN = 3;
  private static final String KIND_FLAG = "-Dunderstudy.child.kind=";
  private static final String GUARDIAN_FLAG = "-Dunderstudy.guardian.";
  private static final char BETWEEN_ARGUMENTS = 0;

  private final PairFolder folder;
  private final AtticMode mode;
  private final RunDirectory directory;
  private final PairContact contact;
  private final AtomicInteger started = new AtomicInteger();
  private boolean closed;

  /**
   * @param folder where it is to be; it stays the caller's
   * @param mode what kind of pair it is
   */
  public TorturedPair(PairFolder folder, AtticMode mode) {
    this.folder = folder;
    this.mode = mode;
    this.directory = RunDirectory.of(folder.run());
    this.contact = new PairContact(directory, mode.serverClass(), ANSWER_TIMEOUT);
  }

  /** What kind of pair it is. */
  public AtticMode mode() {
    return mode;
  }

  /** The directory of the pair. */
  public Path directory() {
    return folder.run();
  }

  /** Runs a command of its launcher. */
  public Command launch(String command, List<String> options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command, "--dir", directory().toString()));
    arguments.addAll(options);
    return launch(mode.launcher(), arguments);
  }

  /** Runs a class of this module, as part of the run: it is ended with the pair. */
  public synchronized Command launch(Class<?> main, List<String> arguments) throws IOException {
    if (closed) {
      throw new IllegalStateException("the pair in " + folder.path() + " is closed");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Path output = folder.output(started.getAndIncrement());
    // A session of its own: Ctrl-C at the rig is for the rig, which then ends them all.
    command.addAll(0, List.of("setsid", "env", "--default-signal=INT,HUP,TERM"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("UNDERSTUDY_"));
    builder.redirectInput(Path.of("/dev/null").toFile());
    return new Command(builder.redirectOutput(output.toFile()).start(), output);
  }

  /** The status, asked for once; empty while nobody answers. */
  public Optional<PairStatus> status() {
    try {
      Optional<PairFile> pair = PairFile.read(directory);
      if (pair.isPresent()
          && contact.ask(pair.get(), CommandRequest.STATUS) instanceof CommandReply.Status told) {
        return Optional.of(told.status());
      }
      return Optional.empty();
    } catch (IOException | RunDirectoryException e) {
      return Optional.empty(); // It is between two primaries.
    }
  }

  /** The deaths that it tells of. */
  public List<Obituary> obituaries() {
    return ObituaryLog.latest(directory, Integer.MAX_VALUE).obituaries();
  }

  /** Whether its death would be survived. */
  public boolean isProtected() {
    return status().filter(status -> status.state() == PairStatus.State.PROTECTED).isPresent();
  }

  /**
   * Whether its next processes will start sooner, since the first ones have archived the classes.
   */
  public boolean hasArchive() {
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(directory(), "classes-*.jsa")) {
      return archives.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  /** Asks the primary to hand over, and does not wait for it; whether it will. */
  public boolean askForSwitchover() {
    try {
      Optional<PairFile> pair = PairFile.read(directory);
      return pair.isPresent()
          && contact.ask(pair.get(), CommandRequest.SWITCHOVER)
              == CommandReply.Signal.SWITCHING_OVER;
    } catch (IOException | RunDirectoryException e) {
      return false;
    }
  }

  /** Its living processes. */
  public List<Member> members() {
    Optional<PairFile> pair = pairFile();
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.flatMap(process -> member(process, pair).stream()).toList();
    }
  }

  private Optional<PairFile> pairFile() {
    try {
      return PairFile.read(directory);
    } catch (RunDirectoryException e) {
      return Optional.empty(); // It is gone just now.
    }
  }

  /** Its living process of a kind. */
  public Optional<Member> member(Member.Kind kind) {
    return members().stream().filter(member -> member.kind() == kind).findFirst();
  }

  private Optional<Member> member(ProcessHandle process, Optional<PairFile> pair) {
    String line = commandLine(process);
    if (!line.contains(directory().toString()) || !process.isAlive()) {
      return Optional.empty();
    }
    Member.Kind kind;
    if (line.contains(GUARDIAN_FLAG)) {
      kind = Member.Kind.GUARDIAN;
    } else if (pair.isPresent() && pair.get().primaryPid() == process.pid()) {
      kind = Member.Kind.PRIMARY;
    } else if (pair.isPresent() && pair.get().standbyPid() == process.pid()) {
      kind = Member.Kind.STANDBY;
    } else if (line.contains(KIND_FLAG + "SNAPSHOTTER")) {
      kind = Member.Kind.SNAPSHOTTER;
    } else if (line.contains(KIND_FLAG + "SPARE")) {
      kind = Member.Kind.SPARE;
    } else if (line.contains(KIND_FLAG + "STANDBY")) {
      kind = Member.Kind.STANDBY;
    } else if (line.contains(KIND_FLAG + "PRIMARY")) {
      kind = Member.Kind.STARTING;
    } else if (line.contains(BETWEEN_ARGUMENTS + "start" + BETWEEN_ARGUMENTS)) {
      boolean guards = mode == AtticMode.COLD || line.contains(BETWEEN_ARGUMENTS + "--guard");
      kind = guards ? Member.Kind.GUARDIAN : Member.Kind.STARTING;
    } else {
      return Optional.empty(); // Another command, or a guest.
    }
    return Optional.of(new Member(kind, process));
  }

  private static String commandLine(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // It is gone, or another user's.
    }
  }

  /** All that lives and names the folder: commands and guests too. */
  private List<ProcessHandle> everybody() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> process.pid() != ProcessHandle.current().pid())
          .filter(process -> commandLine(process).contains(folder.path() + "/"))
          .filter(ProcessHandle::isAlive)
          .toList();
    }
  }

  /** What is left after its end, in words. */
  public List<String> leftovers() throws IOException {
    List<String> left = new ArrayList<>();
    everybody().forEach(process -> left.add("process " + process.pid()));
    folder.sockets().forEach(socket -> left.add("socket " + socket));
    return left;
  }

  /** Kills all that lives of it, and starts nothing more. */
  @Override
  public synchronized void close() {
    closed = true;
    boolean interrupted = Thread.interrupted();
    // A process that is being started does not bear our name yet.
    for (int looksInVain = 0; looksInVain < LOOKS_IN_VAIN; ) {
      List<ProcessHandle> left = everybody();
      left.forEach(ProcessHandle::destroyForcibly);
      left.forEach(process -> process.onExit().join());
      looksInVain = left.isEmpty() ? looksInVain + 1 : 0;
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.understudy.runtime.launch.children;

import dev.understudy.runtime.directory.ProcessPlace;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.SpareFile;
import dev.understudy.runtime.launch.contact.AdminConnection;
import dev.understudy.runtime.message.Hello;
import dev.understudy.runtime.node.state.ChildProcess;
import dev.understudy.runtime.node.state.NodeOptions;
import dev.understudy.runtime.observe.EventLog;
import dev.understudy.runtime.observe.LastLine;
import dev.understudy.runtime.os.ProcessExitWatch;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import dev.understudy.runtime.spi.Contracts;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.wire.MalformedInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The spare of a pair, as a primary finds it: by its file, since another process may have started
 * it. For one thread at a time; blocks for up to a second where a spare hangs.
 */
public final class Spares {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int KIND_BYTES = 8;

  private final RunDirectory directory;
  private final ServerClass serverClass;
  private final ChildCommandLine command;
  private final NodeOptions options;
  private final LogFiles logs;

  Spares(
      RunDirectory directory,
      ServerClass serverClass,
      ChildCommandLine command,
      NodeOptions options,
      LogFiles logs) {
    this.directory = directory;
    this.serverClass = serverClass;
    this.command = command;
    this.options = options;
    this.logs = logs;
  }

  /**
   * Stands for all that primary, standby and spare have in common: a spare that is left of a former
   * start, with other options or other code, must not stand by for this one.
   */
  private String kind() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, command.java().command().toString());
      add(digest, options.toString());
      command
          .arguments(options.arguments(), flag -> !SharedFlags.isAgent(flag))
          .forEach(argument -> add(digest, argument));
      return HexFormat.of().formatHex(digest.digest(), 0, KIND_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  /**
   * How this process is found while it is a spare.
   *
   * @param output the file that its output goes to
   */
  public SpareFile fileOfThisProcess(Path output) {
    ProcessIdentity self = Processes.self();
    return new SpareFile(
        self.pid(),
        self.startTicks(),
        ProcessPlace.current(),
        kind(),
        String.valueOf(output.getFileName()));
  }

  /** Whether it waits to be taken. */
  boolean isWaiting(ProcessIdentity spare) {
    return read().filter(file -> identity(file).equals(spare)).isPresent();
  }

  /** Kills the one that waits, if there is one. */
  void end() {
    read().ifPresent(file -> endIfItListens(identity(file)));
  }

  /**
   * Takes the spare for the standby of this primary. One that cannot be taken is killed: another
   * one would hide it.
   *
   * @param epoch the epoch in which it would serve
   * @return empty if there is none
   */
  Optional<ChildProcess> take(long epoch) {
    Optional<SpareFile> file = read();
    if (file.isEmpty() || !identity(file.get()).isAlive()) {
      return Optional.empty();
    }
    ProcessIdentity spare = identity(file.get());
    if (!file.get().kind().equals(kind())) {
      endIfItListens(spare);
      return Optional.empty();
    }
    ProcessIdentity self = Processes.self();
    Hello.Peer hello =
        new Hello.Peer(
            serverClass.name(),
            Contracts.fingerprint(serverClass),
            epoch - 1,
            self.pid(),
            self.startTicks());
    Optional<AdminConnection> connection = connect(spare, hello);
    if (connection.isEmpty()) {
      forget();
      return Optional.empty();
    }
    try {
      connection.get().awaitGoodbye();
    } catch (IOException | MalformedInputException e) {
      EventLog.event("spare %d cannot be taken: it is killed".formatted(spare.pid()), e);
      end(spare, connection.get());
      return Optional.empty();
    }
    return Optional.of(
        new Former(
            spare,
            logs.named(file.get().log()),
            ProcessExitWatch.begin(spare).thenApply(Spares::nothing),
            new CompletableFuture<>(),
            connection.get()));
  }

  // Whoever is named in the file may be anybody's process: it is the spare of this directory only
  // if it listens there, on a socket with its number.
  private Optional<AdminConnection> connect(ProcessIdentity spare, Hello hello) {
    Path socket = directory.socket(RunDirectory.spareEndpointName(spare.pid()));
    try {
      return Optional.of(AdminConnection.open(socket, hello, TIMEOUT));
    } catch (IOException e) {
      EventLog.event("process %d is no spare that waits here".formatted(spare.pid()), e);
      return Optional.empty();
    }
  }

  private void endIfItListens(ProcessIdentity spare) {
    if (spare.isAlive()) {
      connect(spare, new Hello.Command(serverClass.name()))
          .ifPresent(
              connection -> {
                EventLog.event("spare %d is not needed here: it is killed".formatted(spare.pid()));
                end(spare, connection);
              });
    }
    forget();
  }

  private void end(ProcessIdentity spare, AdminConnection connection) {
    spare.kill();
    close(connection);
    forget();
  }

  private static void close(AdminConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      EventLog.event("a connection to a spare could not be closed", e);
    }
  }

  private void forget() {
    try {
      SpareFile.delete(directory);
    } catch (IOException e) {
      EventLog.event("the file of a spare that is no more cannot be removed", e);
    }
  }

  @SuppressWarnings("NullAway") // A Void has no other value.
  private static Void nothing(Object ignored) {
    return null;
  }

  // Of another container, or another start of the computer, nothing can be said, nor done.
  private Optional<SpareFile> read() {
    try {
      return SpareFile.read(directory)
          .filter(file -> !file.place().isOfFormerBoot() && !file.place().isAnotherNamespace());
    } catch (IOException e) {
      EventLog.event("whether there is a spare cannot be told", e);
      return Optional.empty();
    }
  }

  private static ProcessIdentity identity(SpareFile file) {
    return new ProcessIdentity(file.pid(), file.startTicks());
  }

  /**
   * A standby that was a spare, of whoever has started it. Its exit code goes to its parent alone.
   *
   * @param killed is complete once this process has killed it while it lived
   * @param taking the connection on which it waits until this process knows of it
   */
  private record Former(
      ProcessIdentity identity,
      Path output,
      CompletableFuture<Void> death,
      CompletableFuture<Boolean> killed,
      AdminConnection taking)
      implements ChildProcess {

    @Override
    public void begin() {
      close(taking);
    }

    @Override
    public void kill() {
      if (identity.kill()) { // Else it had ended by itself, and has said why.
        killed.complete(true);
      }
    }

    @Override
    public boolean wasKilled() {
      return killed.isDone() || LastLine.causeIn(output).isEmpty(); // Else it has said why it ends.
    }

    @Override
    public String ending() {
      if (killed.isDone()) {
        return "its process was killed (SIGKILL)";
      }
      String last = LastLine.causeIn(output);
      return "its process ended, how is known to its parent alone; "
          + output
          + (last.isEmpty() ? " is empty" : " ends: " + last);
    }
  }
}

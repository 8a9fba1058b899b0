package dev.understudy.runtime.launch.contact;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.api.ThisPair;
import dev.understudy.runtime.directory.LeftSockets;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.StopNote;
import dev.understudy.runtime.journal.snapshot.Snapshots;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.launch.report.RefusedStart;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.node.failure.LastWords;
import dev.understudy.runtime.observe.ObituaryLog;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.timing.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the commands find the pair of a directory and talk to its primary. Confined to a thread. */
public final class PairContact {

  /** How long a primary may take to answer, and a takeover to be over. */
  public static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final String SILENCE = "No primary answers.";
  private static final int OBITUARIES_SHOWN = 10;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  private final RunDirectory directory;
  private final ServerClass serverClass;
  private final Duration timeout;

  public PairContact(RunDirectory directory, ServerClass serverClass, Duration timeout) {
    this.directory = directory;
    this.serverClass = serverClass;
    this.timeout = timeout;
  }

  /**
   * What was found in a directory.
   *
   * @param status as the primary told it, or, when none answered, as the files have it
   * @param served the pair file by which a primary answered, or null when none did
   * @param silent whether something is there that does not answer
   * @param why a sentence that says why nothing serves, where more is known than that
   */
  public record Found(
      PairStatus status, @Nullable PairFile served, boolean silent, @Nullable String why) {}

  /**
   * Finds the primary and asks for its status. While a process of the pair lives, this waits out a
   * takeover, up to the timeout.
   *
   * @throws CommandException when the directory belongs to another class or cannot be read
   */
  public Found find() throws InterruptedException {
    if (!Files.isDirectory(directory.root())) {
      requireNoFile();
      return nothingRuns();
    }
    Deadline deadline = Deadline.after(timeout);
    while (true) {
      Optional<PairFile> pair = PairFile.read(directory);
      Optional<String> guarded = GuardianContact.problem(directory);
      if (pair.isEmpty()) {
        if (guarded.isEmpty() && !isInUse()) {
          return nothingRuns();
        }
        if (deadline.isOver()) {
          String problem = guarded.orElseGet(this::lacksPairFile);
          return silent(0, problem);
        }
        Thread.sleep(BETWEEN_TRIES.toMillis());
        continue;
      }
      requireOurs(pair.get());
      String trouble;
      try {
        return new Found(status(pair.get()), pair.get(), false, null);
      } catch (IOException e) {
        trouble = String.valueOf(e.getMessage());
      }
      boolean anyAlive = isThere(pair.get()) || isStandingBy(pair.get());
      if (!anyAlive && guarded.isEmpty()) {
        Optional<String> refused = RefusedStart.told(directory);
        return new Found(
            down(pair.get().epoch(), refused.stream().toList()), null, false, refused.orElse(null));
      }
      if (deadline.isOver()) {
        String problem = anyAlive ? whySilent(pair.get(), trouble) : guarded.orElse(trouble);
        return silent(pair.get().epoch(), problem);
      }
      Thread.sleep(BETWEEN_TRIES.toMillis());
    }
  }

  private Found silent(long epoch, String problem) {
    List<String> problems = new ArrayList<>(List.of(problem));
    RefusedStart.told(directory).ifPresent(problems::add);
    return new Found(down(epoch, problems), null, true, SILENCE);
  }

  /**
   * Asks the primary that a pair file names.
   *
   * @throws CommandException when it does not answer
   */
  public CommandReply request(PairFile pair, CommandRequest request) {
    try {
      return ask(pair, request);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "The primary, process "
              + pair.primaryPid()
              + ", did not answer '"
              + request
              + "': "
              + e.getMessage()
              + ". Look at 'status', and try again.");
    }
  }

  /** Whether the primary that a pair file names is there, be it that it does not move. */
  boolean answers(PairFile pair) {
    try {
      ask(pair, CommandRequest.STATUS);
      return true;
    } catch (SocketTimeoutException e) {
      return isThere(pair);
    } catch (IOException e) {
      return false; // Nobody listens there any more.
    }
  }

  /**
   * Whether any process listens on a socket of the directory, whatever the other files there say:
   * the sockets of the dead refuse.
   */
  boolean anyListens() {
    try (DirectoryStream<Path> sockets = Files.newDirectoryStream(directory.root(), "e*-*.sock")) {
      for (Path socket : sockets) {
        if (listens(socket)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // A directory that is gone, or may not be read, is met elsewhere too.
    }
  }

  private static boolean listens(Path socket) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private PairStatus status(PairFile pair) throws IOException {
    CommandReply reply = ask(pair, CommandRequest.STATUS);
    if (reply instanceof ServerMessage.Refused refused) {
      throw new IOException(refused.message());
    }
    return ((CommandReply.Status) reply).status(); // It answers that request with nothing else.
  }

  /**
   * Asks the primary that a pair file names.
   *
   * @throws IOException when it does not answer
   */
  public CommandReply ask(PairFile pair, CommandRequest request) throws IOException {
    try (AdminConnection connection =
        AdminConnection.open(
            directory.socket(pair.primaryEndpoint()), serverClass.name(), timeout)) {
      return connection.request(request);
    }
  }

  private void requireOurs(PairFile pair) {
    if (!pair.service().equals(serverClass.name())) {
      throw new CommandException(
          ExitCode.FAILED,
          "The directory "
              + directory
              + " belongs to "
              + pair.service()
              + ", not to "
              + serverClass.name()
              + ": name another one with --dir.");
    }
  }

  private PairStatus down(long epoch, List<String> problems) {
    ObituaryLog.Latest latest = ObituaryLog.latest(directory, OBITUARIES_SHOWN);
    List<String> all = new ArrayList<>(problems);
    all.addAll(latest.problems());
    return new PairStatus(
        serverClass.simpleName(),
        serverClass.mode(),
        serverClass.standbyRole(),
        PairStatus.State.DOWN,
        epoch,
        null,
        null,
        null,
        latest.obituaries(),
        all,
        GuardianContact.find(directory).map(ProcessIdentity::pid).orElse(0L));
  }

  private void requireNoFile() {
    // A start may have made the directory since.
    if (Files.exists(directory.root()) && !Files.isDirectory(directory.root())) {
      throw new CommandException(
          ExitCode.FAILED, directory + " is not a directory: name the pair's with --dir.");
    }
  }

  private Found nothingRuns() {
    if (!Files.isDirectory(directory.root())) {
      String why = "There is no directory " + directory + "; name the pair's with --dir.";
      return new Found(down(0, List.of(why)), null, false, why);
    }
    boolean hasState = hasState(directory);
    Optional<String> refused = RefusedStart.told(directory);
    String why =
        refused.orElseGet(
            () -> hasState ? endOfState() : "Nothing has been started in " + directory + " yet.");
    long epoch = hasState ? Snapshots.epochOfNewest(directory) : 0;
    return new Found(down(epoch, refused.stream().toList()), null, false, why);
  }

  // An orderly end leaves no socket, and nothing that it was doing.
  private String endOfState() {
    String call = LastWords.read(directory).describe(serverClass);
    if (call != null) {
      return "The last process here died before it served, " + call + "; 'start' tries again.";
    }
    return LeftSockets.any(directory)
        ? "The last process here died while it started or stopped; 'start' goes on from its state."
        : "The pair was stopped in order, or restored; 'start' goes on from its state.";
  }

  /**
   * Whether something has begun in a directory: without a pair file but with a journal, since an
   * orderly end takes the one and keeps the other.
   */
  public static boolean hasState(RunDirectory directory) {
    try (DirectoryStream<Path> segments = Files.newDirectoryStream(directory.journalDirectory())) {
      return segments.iterator().hasNext();
    } catch (IOException e) {
      return false; // There is no journal, or none that may be read: nothing to tell of it.
    }
  }

  /** Whether a standby lives that would take over. Its endpoint is told only once it takes part. */
  boolean isStandingBy(PairFile pair) {
    String endpoint = RunDirectory.endpointName(pair.epoch() + 1, pair.standbyPid());
    return Files.exists(directory.socket(endpoint)) && PairMembers.standby(pair).isPresent();
  }

  private boolean isThere(PairFile pair) {
    return pair.place().isAnotherNamespace() ? isInUse() : PairMembers.primary(pair).isPresent();
  }

  /**
   * Whether somebody serves or stands by in the directory: all that can be seen of a pair from
   * another PID namespace.
   */
  public boolean isInUse() {
    return Fence.isTaken(directory) || anyListens();
  }

  private String lacksPairFile() {
    return "A process holds the fence or listens in "
        + directory
        + ", but there is no pair file "
        + directory.pairFile()
        + ": it is about to start, or the file was deleted and its primary, which would write it"
        + " anew, does not move. Wait and try again; 'ls' shows the process's number in the names"
        + " of the sockets there.";
  }

  private String whySilent(PairFile pair, String trouble) {
    return StopNote.does(directory, pid -> pid == pair.primaryPid() && isThere(pair))
        .orElseGet(() -> doesNotAnswer(pair, trouble));
  }

  private static String doesNotAnswer(PairFile pair, String trouble) {
    boolean hasJudge = PairMembers.standby(pair).isPresent();
    return "A process of the pair lives (primary "
        + pair.primaryPid()
        + (hasJudge ? ", standby " + pair.standbyPid() : "")
        + "), but no primary answers: "
        + trouble
        + "."
        + (hasJudge ? " A primary that hangs is killed and succeeded after --hang-timeout." : "");
  }

  /** Answers for the pair of this process. */
  public static ThisPair.Source source(RunDirectory directory, ServerClass serverClass) {
    return () -> new PairContact(directory, serverClass, TIMEOUT).find().status();
  }
}

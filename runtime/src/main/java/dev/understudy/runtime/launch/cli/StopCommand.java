package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.StopNote;
import dev.understudy.runtime.launch.contact.GuardianContact;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.launch.contact.PairMembers;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.timing.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/** {@code stop}: both processes end in order. */
@CommandLine.Command(
    name = "stop",
    description = "Ends both processes in order; the directory keeps the state.")
final class StopCommand extends Command {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  // Far more than a takeover takes, and its clients do not wait longer either.
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Duration limit;

  StopCommand(ServerClass serverClass, Console console) {
    this(serverClass, console, LIMIT);
  }

  /**
   * @param limit how long a primary that can be stopped is looked for
   */
  StopCommand(ServerClass serverClass, Console console, Duration limit) {
    super(serverClass, console);
    this.limit = limit;
  }

  @Override
  int run() throws InterruptedException {
    RunDirectory dir = directory();
    PairContact contact = contact(dir);
    Optional<ProcessIdentity> guardian = GuardianContact.find(dir);
    if (guardian.isPresent()) {
      Set<ProcessIdentity> known = new LinkedHashSet<>();
      PairFile served = contact.find().served();
      if (served != null) {
        known.addAll(PairMembers.of(served));
      }
      GuardianContact.stop(dir, guardian.get(), known, console.err());
      return stopped(dir, PairContact.hasState(dir));
    }
    Set<ProcessIdentity> pair = new LinkedHashSet<>();
    PairFile served = requestStop(contact, dir, pair);
    Deadline nextNote = Deadline.after(PATIENCE);
    while (isThere(contact, served, pair)) {
      PairFile now = PairFile.read(dir).orElse(served);
      if (now.epoch() > served.epoch()) {
        // The primary died before it could stop in order: its successor is to stop instead.
        served = requestStop(contact, dir, pair);
      }
      if (nextNote.isOver()) {
        console.err().println("Still waiting for " + living(served, pair) + " to end.");
        StopNote.does(dir, pid -> isWaitedFor(pid, now, pair)).ifPresent(console.err()::println);
        nextNote = Deadline.after(PATIENCE);
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    return stopped(dir, true);
  }

  private int stopped(RunDirectory dir, boolean hasState) {
    StopNote.read(dir).ifPresent(console.err()::println);
    String state =
        hasState
            ? "Its state is kept in " + dir + "."
            : "It had not served yet: there is no state in " + dir + ".";
    console.out().println(serverClass.simpleName() + " has stopped. " + state);
    return ExitCode.DONE;
  }

  /**
   * Finds the primary and asks it to stop; should it die before it answers, its successor, and so
   * on.
   *
   * @param pair gets the processes that are to end
   * @return the pair file of the one that stops
   */
  private PairFile requestStop(PairContact contact, RunDirectory dir, Set<ProcessIdentity> pair)
      throws InterruptedException {
    Deadline deadline = Deadline.after(limit);
    while (true) {
      PairFile served = RunningPair.require(contact.find(), dir);
      pair.addAll(PairMembers.of(served));
      try {
        if (contact.ask(served, CommandRequest.STOP) instanceof ServerMessage.Refused refused) {
          throw failed(served, "refused to stop: " + refused.message());
        }
        return served;
      } catch (IOException e) {
        if (deadline.isOver()) {
          String what = "did not answer 'stop': " + e.getMessage();
          throw failed(served, what + ". Look at 'status', and try again.");
        }
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  private static CommandException failed(PairFile served, String what) {
    return new CommandException(
        ExitCode.FAILED, "The primary, process " + served.primaryPid() + ", " + what);
  }

  private static boolean isThere(PairContact contact, PairFile served, Set<ProcessIdentity> pair) {
    return served.place().isAnotherNamespace()
        ? contact.isInUse()
        : pair.stream().anyMatch(ProcessIdentity::isAlive);
  }

  private static boolean isWaitedFor(long pid, PairFile served, Set<ProcessIdentity> pair) {
    return served.place().isAnotherNamespace()
        ? pid == served.primaryPid()
        : pair.stream().anyMatch(process -> process.pid() == pid && process.isAlive());
  }

  private static String living(PairFile served, Set<ProcessIdentity> processes) {
    if (served.place().isAnotherNamespace()) {
      return "the pair";
    }
    String pids = "";
    for (ProcessIdentity process : processes) {
      if (process.isAlive()) {
        pids += (pids.isEmpty() ? "process " : " and ") + process.pid();
      }
    }
    return pids;
  }
}

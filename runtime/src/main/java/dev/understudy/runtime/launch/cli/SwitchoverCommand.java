package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.launch.contact.PairMembers;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.message.CommandReply;
import dev.understudy.runtime.message.CommandRequest;
import dev.understudy.runtime.message.ServerMessage;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.timing.Deadline;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;

/** {@code switchover}: the standby becomes primary, and the old primary leaves. */
@CommandLine.Command(
    name = "switchover",
    description = "Has the standby serve, and the primary leave; no client sees an error.")
final class SwitchoverCommand extends Command {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  SwitchoverCommand(ServerClass serverClass, Console console) {
    super(serverClass, console);
  }

  @Override
  int run() throws InterruptedException {
    RunDirectory dir = directory();
    PairContact contact = contact(dir);
    PairContact.Found found = contact.find();
    PairFile served = RunningPair.require(found, dir);
    try {
      switchOver(contact, found, served);
      return ExitCode.DONE;
    } catch (CommandException e) {
      // Whatever was seen of it: the primary may have gone between two questions.
      if (PairFile.read(dir).isEmpty() && isDown(contact.find())) {
        throw new CommandException(
            ExitCode.NOTHING_RUNS,
            "No switchover: the pair has been stopped meanwhile. Its state is kept in "
                + dir
                + "; 'start' goes on from it.");
      }
      throw e;
    }
  }

  private static boolean isDown(PairContact.Found found) {
    return found.served() == null && !found.silent();
  }

  private void switchOver(PairContact contact, PairContact.Found found, PairFile served)
      throws InterruptedException {
    Optional<ProcessIdentity> former = PairMembers.primary(served);
    ask(contact, served, found.status().epoch());
    long formerEpoch = found.status().epoch();
    PairContact.Found after = awaitSuccessor(contact, formerEpoch, served.primaryPid());
    if (former.isPresent()) {
      awaitDeparture(contact, former.get(), formerEpoch, served.standbyPid());
    }
    report(contact, after, served.primaryPid(), formerEpoch);
  }

  // One that dies before its answer has left is succeeded all the same.
  private static void ask(PairContact contact, PairFile served, long epoch)
      throws InterruptedException {
    try {
      if (contact.request(served, CommandRequest.SWITCHOVER)
          instanceof ServerMessage.Refused refused) {
        throw failed("No switchover: " + refused.message() + ".");
      }
    } catch (CommandException e) {
      if (contact.find().status().epoch() <= epoch) {
        throw e;
      }
    }
  }

  private static PairContact.Found awaitSuccessor(
      PairContact contact, long formerEpoch, long formerPid) throws InterruptedException {
    Deadline deadline = Deadline.after(PATIENCE);
    while (!deadline.isOver()) {
      PairContact.Found found = contact.find();
      PairFile served = found.served();
      if (served != null && found.status().epoch() > formerEpoch) {
        return found;
      }
      if (served != null) {
        // Between the two questions its successor may have died, and the former primary serve
        // again.
        if (!isSwitchingOver(contact, served) && contact.find().status().epoch() <= formerEpoch) {
          throw failed(
              "The switchover was broken off, and process "
                  + formerPid
                  + " serves on: its log says why.");
        }
        deadline = Deadline.after(PATIENCE); // A large state takes its time.
      } else if (!found.silent()) {
        throw failed(
            "Both processes are dead, so the successor has died before it had a standby of its own:"
                + " 'start' brings back every acknowledged update.");
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    throw failed(
        "No successor answers after "
            + PATIENCE.toSeconds()
            + " s: look at 'status', and at the logs of both processes.");
  }

  // It stays until its successor has a standby, and serves again should that one die before.
  private static void awaitDeparture(
      PairContact contact, ProcessIdentity former, long formerEpoch, long successorPid)
      throws InterruptedException {
    Deadline deadline = Deadline.after(PATIENCE);
    while (former.isAlive() && !deadline.isOver()) {
      PairContact.Found found = contact.find();
      PairFile served = found.served();
      if (served != null
          && served.primaryPid() == former.pid()
          && found.status().epoch() > formerEpoch) {
        throw failed(
            "The successor, process %d, has died before it had a standby of its own, and process %d serves again."
                .formatted(successorPid, former.pid()));
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  // A process that does not answer may have left just now; one that stops will have, soon.
  private static boolean isSwitchingOver(PairContact contact, PairFile served) {
    try {
      return !(contact.request(served, CommandRequest.SWITCHOVER_PROGRESS)
              instanceof CommandReply.SwitchoverProgress progress)
          || progress.isUnderWay();
    } catch (CommandException e) {
      return true;
    }
  }

  private void report(
      PairContact contact, PairContact.Found after, long formerPid, long formerEpoch) {
    PairFile served = after.served();
    PairStatus.Primary successor = after.status().primary();
    if (served == null || successor == null) {
      throw failed("The successor was there, and is gone: look at 'status'.");
    }
    if (!(contact.request(served, CommandRequest.SWITCHOVER_PROGRESS)
        instanceof CommandReply.SwitchoverProgress progress)) {
      throw failed(
          "Process %d has taken over, in epoch %d, and the pair is being stopped."
              .formatted(successor.pid(), after.status().epoch()));
    }
    long micros = progress.pauseMicros();
    String who =
        "Process %d serves, in epoch %d".formatted(successor.pid(), after.status().epoch());
    if (after.status().epoch() > formerEpoch + 1) {
      throw failed(
          who
              + ": process "
              + formerPid
              + " had handed over, and its successor has died since. 'status' tells of the deaths.");
    }
    if (micros < 0) {
      console
          .out()
          .println(who + ": process " + formerPid + " died before it had handed over; a takeover.");
    } else {
      printf(
          "%s; process %d has left. Clients waited for %.1f ms.%n",
          who, formerPid, micros / 1000.0);
    }
  }
}

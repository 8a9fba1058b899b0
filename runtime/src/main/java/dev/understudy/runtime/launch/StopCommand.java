package dev.understudy.runtime.launch;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.obituary.ProcessIdentity;
import dev.understudy.runtime.obituary.Processes;
import dev.understudy.runtime.spi.ServerClass;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code stop}: both processes end in order. */
@CommandLine.Command(
    name = "stop",
    description = "Ends both processes in order; the directory keeps the state.")
final class StopCommand implements Command {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ServerClass serverClass;
  private final Console console;

  @Mixin private final DirectoryOption directory = new DirectoryOption();

  StopCommand(ServerClass serverClass, Console console) {
    this.serverClass = serverClass;
    this.console = console;
  }

  @Override
  public int run() throws InterruptedException {
    RunDirectory dir = directory.of(serverClass);
    PairContact contact = new PairContact(dir, serverClass, PairContact.TIMEOUT);
    PairContact.Found found = contact.find();
    PairFile served = Served.require(found, dir);
    Set<ProcessIdentity> pair = processes(served);
    requestStop(contact, served);
    long nextNoteNanos = System.nanoTime() + PATIENCE.toNanos();
    while (pair.stream().anyMatch(ProcessIdentity::isAlive)) {
      PairFile now = PairFile.read(dir).orElse(served);
      if (now.epoch() > served.epoch()) {
        // The primary died before it could stop in order: its successor is to stop instead.
        served = now;
        pair.addAll(processes(now));
        requestStop(contact, now);
      }
      if (System.nanoTime() - nextNoteNanos > 0) {
        console.err().println("Still waiting for " + living(pair) + " to end.");
        nextNoteNanos += PATIENCE.toNanos();
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    console
        .out()
        .println(serverClass.simpleName() + " has stopped. Its state is kept in " + dir + ".");
    return ExitCode.DONE;
  }

  private static void requestStop(PairContact contact, PairFile served) {
    AdminConnection.Reply reply = contact.request(served, "stop");
    if (!reply.done()) {
      throw new CommandException(
          ExitCode.FAILED,
          "The primary, process " + served.primaryPid() + ", refused to stop: " + reply.text());
    }
  }

  private static Set<ProcessIdentity> processes(PairFile pair) {
    Set<ProcessIdentity> processes = new LinkedHashSet<>();
    Processes.of(pair.primaryPid()).ifPresent(processes::add);
    Processes.of(pair.standbyPid()).ifPresent(processes::add);
    return processes;
  }

  private static String living(Set<ProcessIdentity> processes) {
    String pids = "";
    for (ProcessIdentity process : processes) {
      if (process.isAlive()) {
        pids += (pids.isEmpty() ? "process " : " and ") + process.pid();
      }
    }
    return pids;
  }
}

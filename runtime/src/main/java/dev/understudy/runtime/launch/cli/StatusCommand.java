package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.api.PairStatus;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.spi.ServerClass;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code status}: who serves, who stands by, and who died. */
@CommandLine.Command(
    name = "status",
    description = "Tells who serves, who stands by, and who died.")
final class StatusCommand extends Command {

  @Option(names = "--json", description = "Prints it as one line of JSON.")
  private boolean json;

  StatusCommand(ServerClass serverClass, Console console) {
    super(serverClass, console);
  }

  @Override
  int run() throws InterruptedException {
    PairContact.Found found = contact(directory()).find();
    PairStatus status = found.status();
    console.out().println(json ? status.toJson() : status.toText(found.why()));
    if (found.served() != null) {
      return ExitCode.DONE;
    }
    return found.silent() ? ExitCode.FAILED : ExitCode.NOTHING_RUNS;
  }
}

package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.directory.PairFile;
import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.contact.PairContact;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.ExitCode;

/** What commands need that are of no use without a primary. */
final class RunningPair {

  private RunningPair() {}

  /**
   * The pair file by which a primary answered.
   *
   * @throws CommandException when none did
   */
  static PairFile require(PairContact.Found found, RunDirectory directory) {
    PairFile served = found.served();
    if (served != null) {
      return served;
    }
    String known = found.why() == null ? "" : " " + found.why();
    String why =
        found.status().problems().isEmpty() ? known : " " + found.status().problems().get(0);
    if (found.silent()) {
      throw new CommandException(ExitCode.FAILED, "Nobody answers in " + directory + "." + why);
    }
    throw new CommandException(ExitCode.NOTHING_RUNS, "Nothing runs in " + directory + "." + why);
  }
}

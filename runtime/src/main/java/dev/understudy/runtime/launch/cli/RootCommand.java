package dev.understudy.runtime.launch.cli;

import picocli.CommandLine;

/** The command line as a whole: what stands before a command. */
@CommandLine.Command(
    synopsisSubcommandLabel = "[COMMAND]",
    description = "A pair of processes: one serves, and one stands by to take over.",
    footer = {
      "",
      "Every option can also be an environment variable: --dir is UNDERSTUDY_DIR, --hang-timeout is"
          + " UNDERSTUDY_HANG_TIMEOUT. What stands on the command line wins.",
      "Exit codes: 0 done, 1 failed, 2 usage, 3 the directory is already served, 4 nothing runs"
          + " there."
    })
final class RootCommand {}

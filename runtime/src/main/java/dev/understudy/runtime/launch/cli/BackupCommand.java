package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.launch.report.CommandException;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.node.state.StateCopy;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code backup}: the state in one file, whether a pair runs or not. */
@CommandLine.Command(
    name = "backup",
    description = "Writes the state to a file and verifies it, whether the pair runs or not.")
final class BackupCommand extends Command {

  private final Supplier<Standby> standby;

  @Parameters(paramLabel = "FILE", description = "What to write; it must not exist yet.")
  private String file = "";

  BackupCommand(ServerClass serverClass, Supplier<Standby> standby, Console console) {
    super(serverClass, console);
    this.standby = standby;
  }

  @Override
  int run() {
    Path path = BackupFile.path(file);
    RunDirectory dir = directory();
    if (!Files.isDirectory(dir.root())) {
      throw new CommandException(
          ExitCode.FAILED,
          "There is no directory " + dir + " to back up; name the pair's with --dir.");
    }
    StateCopy.Written written =
        BackupFile.withMemoryFor("state", () -> StateCopy.backup(dir, standby, path));
    printf(
        "Backed up %s to %s: %,d bytes, update %d, epoch %d.%n",
        serverClass.simpleName(),
        written.file(),
        written.sizeBytes(),
        written.sequence(),
        written.epoch());
    return ExitCode.DONE;
  }
}

package dev.understudy.runtime.launch.cli;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.directory.StartNote;
import dev.understudy.runtime.journal.snapshot.Backup;
import dev.understudy.runtime.launch.contact.DirectoryLock;
import dev.understudy.runtime.launch.report.Console;
import dev.understudy.runtime.launch.report.ExitCode;
import dev.understudy.runtime.node.state.StateCopy;
import dev.understudy.runtime.os.Fence;
import dev.understudy.runtime.spi.ServerClass;
import dev.understudy.runtime.spi.Standby;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code restore}: a backup becomes the state of a directory that has none. */
@CommandLine.Command(
    name = "restore",
    description = "Makes a backup the state of a directory that has none; 'start' goes on from it.")
final class RestoreCommand extends Command {

  private final Supplier<Standby> standby;

  @Parameters(paramLabel = "FILE", description = "What 'backup' has written.")
  private String file = "";

  RestoreCommand(ServerClass serverClass, Supplier<Standby> standby, Console console) {
    super(serverClass, console);
    this.standby = standby;
  }

  @Override
  int run() {
    Path path = BackupFile.path(file);
    RunDirectory dir = directory();
    // Before anything is made: a backup that is no good leaves no directory behind.
    try (Backup backup = BackupFile.withMemoryFor("backup", () -> StateCopy.read(path, standby))) {
      dir.create();
      try (Fence fence = new DirectoryLock(dir, serverClass).take()) {
        if (!fence.isHeld()) {
          throw new IllegalStateException("the fence was taken");
        }
        backup.restore(dir);
        StartNote.delete(dir); // It was of what the directory did not hold.
        Files.deleteIfExists(dir.lifeFile()); // Sessions of clients elsewhere end: see Life.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      report(backup, dir);
    }
    return ExitCode.DONE;
  }

  private void report(Backup backup, RunDirectory dir) {
    printf(
        "Restored %s from %s to %s: %,d bytes, update %d, epoch %d. 'start' goes on from"
            + " there.%n",
        serverClass.simpleName(),
        backup.file(),
        dir,
        backup.sizeBytes(),
        backup.sequence(),
        backup.epoch());
  }
}

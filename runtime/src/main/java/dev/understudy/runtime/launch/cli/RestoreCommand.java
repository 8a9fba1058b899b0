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
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code restore}: a backup becomes the state of a directory that has none. */
@CommandLine.Command(
    name = "restore",
    description = "Makes a backup the state of a directory that has none; 'start' goes on from it.")
final class RestoreCommand implements Command {

  private final ServerClass serverClass;
  private final Supplier<Standby> standby;
  private final Console console;

  @Mixin private final DirectoryOption directory = new DirectoryOption();

  @Parameters(paramLabel = "FILE", description = "What 'backup' has written.")
  private String file = "";

  RestoreCommand(ServerClass serverClass, Supplier<Standby> standby, Console console) {
    this.serverClass = serverClass;
    this.standby = standby;
    this.console = console;
  }

  @Override
  public int run() {
    Path path = BackupFile.path(file);
    RunDirectory dir = directory.of(serverClass);
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
    console
        .out()
        .printf(
            Locale.ROOT,
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

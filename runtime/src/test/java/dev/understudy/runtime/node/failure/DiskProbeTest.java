package dev.understudy.runtime.node.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk that is tried is that of the journal, wherever the rest of the directory is. */
class DiskProbeTest {

  @TempDir Path root;

  @Test
  void theDiskOfTheJournalIsTried() throws IOException {
    RunDirectory directory = RunDirectory.of(root.resolve("run"));
    directory.create();
    Path full = Path.of("/dev/fd"); // A folder in which nothing can be made.
    assumeTrue(Files.isDirectory(full));
    Files.delete(directory.journalDirectory());
    Files.createSymbolicLink(directory.journalDirectory(), full);
    assertThatThrownBy(() -> DiskProbe.run(directory)).isInstanceOf(IOException.class);
    Files.delete(directory.journalDirectory());
    Files.createDirectory(directory.journalDirectory());
    DiskProbe.run(directory);
    assertThat(directory.journalDirectory()).isEmptyDirectory();
  }

  @Test
  void whereThereIsNoJournalYetTheDirectoryIsTried() throws IOException {
    RunDirectory directory = RunDirectory.of(root.resolve("run"));
    directory.create();
    Files.delete(directory.journalDirectory());
    DiskProbe.run(directory);
    assertThat(directory.journalDirectory()).doesNotExist();
  }
}

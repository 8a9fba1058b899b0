package dev.understudy.runtime.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.os.ProcessIdentity;
import dev.understudy.runtime.os.Processes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpFolderTest {

  // Its pair's directory may be gone, and never be used again.
  @Test
  void theNextOneOfAnyPairRemovesWhatAKilledStandbyLeft(@TempDir Path folder) throws IOException {
    ProcessIdentity self = Processes.self();
    RunDirectory gone = RunDirectory.of(folder.resolve("gone"));
    Path left = WarmUpFolder.createFor(gone, new ProcessIdentity(self.pid(), 1));
    Path used = WarmUpFolder.createFor(gone, self);
    RunDirectory made = WarmUpFolder.create(RunDirectory.of(folder));
    try {
      assertThat(left).doesNotExist();
      assertThat(used).exists();
      assertThat(made.journalDirectory()).exists();
    } finally {
      WarmUpFolder.remove(used);
      WarmUpFolder.remove(made.root());
    }
  }
}

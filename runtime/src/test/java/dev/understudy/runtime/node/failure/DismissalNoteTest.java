package dev.understudy.runtime.node.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.os.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DismissalNoteTest {

  private static final long SELF = ProcessHandle.current().pid();

  @TempDir private Path root;

  @Test
  void isForOneProcessAndIsSweptOnceThatIsDead() throws IOException {
    RunDirectory directory = RunDirectory.of(root);
    assertThat(DismissalNote.isOfThisProcess(directory)).isFalse();
    Path former = root.resolve("dismissed-" + SELF + "-1"); // An earlier process of this number.
    Files.createFile(former);
    assertThat(DismissalNote.isOfThisProcess(directory)).isFalse();
    assertThat(DismissalNote.write(directory, SELF)).isTrue();
    assertThat(DismissalNote.write(directory, SELF)).isTrue();
    assertThat(DismissalNote.isOfThisProcess(directory)).isTrue();
    DismissalNote.sweep(directory);
    assertThat(former).doesNotExist();
    assertThat(root.resolve("dismissed-" + SELF + "-" + Processes.self().startTicks())).exists();
  }
}

package dev.understudy.runtime.node.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.RunDirectory;
import dev.understudy.runtime.os.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DismissalTest {

  private static final long SELF = ProcessHandle.current().pid();

  @TempDir private Path root;

  @Test
  void isForOneProcessAndIsSweptOnceThatIsDead() throws IOException {
    RunDirectory directory = RunDirectory.of(root);
    assertThat(Dismissal.isOfThisProcess(directory)).isFalse();
    Path former = root.resolve("dismissed-" + SELF + "-1"); // An earlier process of this number.
    Files.createFile(former);
    assertThat(Dismissal.isOfThisProcess(directory)).isFalse();
    assertThat(Dismissal.write(directory, SELF)).isTrue();
    assertThat(Dismissal.write(directory, SELF)).isTrue();
    assertThat(Dismissal.isOfThisProcess(directory)).isTrue();
    Dismissal.sweep(directory);
    assertThat(former).doesNotExist();
    assertThat(root.resolve("dismissed-" + SELF + "-" + Processes.self().startTicks())).exists();
  }
}

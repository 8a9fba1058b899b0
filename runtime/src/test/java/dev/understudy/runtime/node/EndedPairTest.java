package dev.understudy.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.directory.ArgumentFile;
import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndedPairTest {

  // They may hold secrets, and a guardian that was killed cannot remove its own.
  @Test
  void noArgumentsAreLeftBehind(@TempDir Path folder) throws IOException {
    RunDirectory directory = RunDirectory.of(folder);
    directory.create();
    List<Path> files =
        List.of(
            directory.childArguments(),
            directory.primaryArguments(),
            directory.guardianArguments());
    for (Path file : files) {
      ArgumentFile.write(file, List.of("-Dsecret=1"));
    }
    EndedPair.removeFiles(directory);
    assertThat(files).allSatisfy(file -> assertThat(file).doesNotExist());
  }
}

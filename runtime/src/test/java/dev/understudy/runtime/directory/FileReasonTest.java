package dev.understudy.runtime.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileReasonTest {

  @Test
  void aPersonReadsWordsAndNotTheNamesOfClasses() {
    assertThat(FileReason.of(new AccessDeniedException("/run"))).isEqualTo("permission denied");
    assertThat(FileReason.of(new NoSuchFileException("/run")))
        .isEqualTo("no such file or directory");
    assertThat(FileReason.of(new FileSystemException("/run", null, "Read-only file system")))
        .isEqualTo("Read-only file system");
    assertThat(FileReason.of(new IOException("No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(FileReason.of(new IOException())).isEqualTo("IOException");
  }
}

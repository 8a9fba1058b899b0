package dev.understudy.runtime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was left in a small file of ours and is no text at all. */
class DamagedNotesTest {

  private static final byte[] NO_TEXT = {(byte) 0xc3, (byte) 0x28, (byte) 0xff, 0, (byte) 0x80};

  @TempDir private Path root;
  private RunDirectory directory;

  @BeforeEach
  void choose() {
    directory = RunDirectory.of(root);
  }

  @Test
  void aStartNoteCountsAsNone() throws IOException {
    Files.write(root.resolve("start.note"), NO_TEXT);
    assertThat(StartNote.read(directory)).isEmpty();
  }

  @Test
  void aGuardianFileCountsAsNone() throws IOException {
    Files.write(directory.guardianFile(), NO_TEXT);
    assertThat(GuardianFile.read(directory)).isEmpty();
  }

  @Test
  void aPairFileIsSaidToBeDamaged() throws IOException {
    Files.write(directory.pairFile(), NO_TEXT);
    assertThatThrownBy(() -> PairFile.read(directory))
        .isInstanceOf(RunDirectoryException.class)
        .hasMessageContaining(directory.pairFile().toString())
        .hasMessageNotContaining("as its owner");
  }
}

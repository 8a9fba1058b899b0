package dev.understudy.runtime.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairFileTest {

  private static final PairFile WHOLE =
      new PairFile(
          "theatre.BoxOffice",
          3,
          new PairFile.Member(41, 4711, "e3-41.sock"),
          new PairFile.Member(42, 4712, "e4-42.sock"),
          new ProcessPlace("a-boot", "pid:[1]"));
  private static final PairFile ALONE =
      new PairFile(
          "theatre.BoxOffice",
          4,
          new PairFile.Member(42, 4712, "e4-42.sock"),
          null,
          ProcessPlace.UNKNOWN);

  @TempDir Path root;
  private RunDirectory directory;

  @BeforeEach
  void nameDirectory() {
    directory = RunDirectory.of(root);
  }

  @Test
  void whatIsWrittenIsRead() {
    assertThat(PairFile.read(directory)).isEmpty();
    WHOLE.write(directory);
    assertThat(PairFile.read(directory)).contains(WHOLE);
    ALONE.write(directory);
    assertThat(PairFile.read(directory)).contains(ALONE);
  }

  /** A former version wrote no start ticks, and not where its processes are. */
  @Test
  void whatAFormerVersionWroteIsRead() throws IOException {
    Files.writeString(
        directory.pairFile(),
        """
        service=theatre.BoxOffice
        epoch=3
        standbyPid=42
        standbyEndpoint=e4-42.sock
        primaryPid=41
        primaryEndpoint=e3-41.sock
        """);
    assertThat(PairFile.read(directory))
        .contains(
            new PairFile(
                "theatre.BoxOffice",
                3,
                new PairFile.Member(41, 0, "e3-41.sock"),
                new PairFile.Member(42, 0, "e4-42.sock"),
                ProcessPlace.UNKNOWN));
  }

  @Test
  void itIsForReading() throws IOException {
    WHOLE.write(directory);
    assertThat(Files.readAllLines(directory.pairFile()))
        .contains("service=theatre.BoxOffice", "epoch=3", "primaryPid=41", "standbyPid=42");
  }

  @Test
  void cutAnywhereItIsDamagedAndNamed() throws IOException {
    WHOLE.write(directory);
    String text = Files.readString(directory.pairFile());
    for (int length = 0; length < text.length(); length++) {
      Files.writeString(directory.pairFile(), text.substring(0, length));
      assertThatThrownBy(() -> PairFile.read(directory))
          .as("cut to %s characters", length)
          .isInstanceOf(RunDirectoryException.class)
          .hasMessageContaining(directory.pairFile().toString())
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void nonsenseIsDamagedAndNamed() throws IOException {
    for (String nonsense : new String[] {"epoch=4\n", "nonsense\n", "\0\n", "epoch=x\n"}) {
      WHOLE.write(directory);
      String text = Files.readString(directory.pairFile());
      Files.writeString(directory.pairFile(), nonsense + text);
      assertThatThrownBy(() -> PairFile.read(directory))
          .isInstanceOf(RunDirectoryException.class)
          .hasMessageContaining(directory.pairFile().toString());
    }
  }

  @Test
  void aReaderNeverSeesHalfOfIt() throws InterruptedException {
    WHOLE.write(directory);
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              for (int i = 0; i < 1000; i++) {
                (i % 2 == 0 ? ALONE : WHOLE).write(directory);
              }
              done.set(true);
            });
    writer.start();
    while (!done.get() && writer.isAlive()) {
      assertThat(PairFile.read(directory).orElseThrow()).isIn(WHOLE, ALONE);
    }
    writer.join();
    assertThat(done).isTrue();
  }

  @Test
  void aTextOfTwoLinesIsNotWritten() {
    assertThatThrownBy(
            () ->
                new PairFile("a\nb", 1, new PairFile.Member(1, 1, "e"), null, ProcessPlace.UNKNOWN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

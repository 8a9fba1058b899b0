package dev.understudy.runtime.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.runtime.api.Obituary;
import dev.understudy.runtime.directory.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObituaryLogTest {

  @TempDir private Path temporary;

  private RunDirectory directory;

  @BeforeEach
  void create() {
    directory = RunDirectory.of(temporary);
  }

  private static Obituary obituary(long pid) {
    return new Obituary(
        pid,
        "primary",
        2,
        "closed \u2192 \"gone\"\t\\t\\\n",
        Instant.ofEpochMilli(pid),
        1234,
        "book()");
  }

  @Test
  void nothingWhereNobodyDied() {
    assertThat(ObituaryLog.latest(directory, 5))
        .isEqualTo(new ObituaryLog.Latest(List.of(), List.of()));
  }

  @Test
  void latestOnesComeNewestLast() throws IOException {
    for (int pid = 1; pid <= 5; pid++) {
      ObituaryLog.append(directory, obituary(pid));
    }
    assertThat(ObituaryLog.latest(directory, 2).obituaries())
        .containsExactly(obituary(4), obituary(5));
    assertThat(Files.readAllLines(directory.obituaryFile())).hasSize(5);
  }

  @Test
  void damagedLineIsReportedAndNotFatal() throws IOException {
    ObituaryLog.append(directory, obituary(1));
    Files.write(directory.obituaryFile(), new byte[] {(byte) 0xff, 0, '{', '\n'}, append());
    ObituaryLog.append(directory, obituary(2));
    ObituaryLog.Latest latest = ObituaryLog.latest(directory, 10);
    assertThat(latest.obituaries()).containsExactly(obituary(1), obituary(2));
    assertThat(latest.problems())
        .containsExactly(
            "An obituary in " + directory.obituaryFile() + " is damaged and left out: \ufffd?{");
  }

  @Test
  void aDeathWithoutLastWordsIsOneLineForPeopleToo() throws IOException {
    Obituary obituary = new Obituary(7, "standby", 2, "closed", Instant.EPOCH, 0, null);
    ObituaryLog.append(directory, obituary);
    assertThat(Files.readString(directory.obituaryFile()))
        .isEqualTo("1970-01-01T00:00:00Z\tstandby\t7\t2\t0\tclosed\n");
    assertThat(ObituaryLog.latest(directory, 1).obituaries()).containsExactly(obituary);
  }

  /** As where an older build has written them. */
  @Test
  void manyDamagedLinesAreOneProblem() throws IOException {
    String line = "{\"pid\":1,\"cause\":\"" + "x".repeat(200) + "\"}";
    Files.writeString(directory.obituaryFile(), (line + "\n").repeat(300));
    ObituaryLog.append(directory, obituary(2));
    ObituaryLog.Latest latest = ObituaryLog.latest(directory, 10);
    assertThat(latest.obituaries()).containsExactly(obituary(2));
    assertThat(latest.problems())
        .containsExactly(
            "300 obituaries in %s are damaged and left out, the newest of them: %s..."
                .formatted(directory.obituaryFile(), line.substring(0, 80)));
  }

  @Test
  void lineThatWasCutDoesNotSwallowTheNext() throws IOException {
    Files.writeString(directory.obituaryFile(), "2026-11-29T00:00:00Z\tprim");
    ObituaryLog.append(directory, obituary(2));
    ObituaryLog.Latest latest = ObituaryLog.latest(directory, 10);
    assertThat(latest.obituaries()).containsExactly(obituary(2));
    assertThat(latest.problems()).hasSize(1);
  }

  @Test
  void onlyTheEndOfAHugeFileIsRead() throws IOException {
    Files.writeString(directory.obituaryFile(), "x".repeat(3 << 20) + "\n");
    ObituaryLog.append(directory, obituary(7));
    assertThat(ObituaryLog.latest(directory, 10))
        .isEqualTo(new ObituaryLog.Latest(List.of(obituary(7)), List.of()));
  }

  @Test
  void unreadableFileIsReported() throws IOException {
    Files.createDirectory(directory.obituaryFile());
    ObituaryLog.Latest latest = ObituaryLog.latest(directory, 10);
    assertThat(latest.obituaries()).isEmpty();
    assertThat(latest.problems()).singleElement().asString().contains("cannot be read");
  }

  private static StandardOpenOption append() {
    return StandardOpenOption.APPEND;
  }
}

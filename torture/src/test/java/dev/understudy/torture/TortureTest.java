package dev.understudy.torture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short torture, with real processes and real signals. */
@Timeout(900)
class TortureTest {

  @TempDir Path folder;

  @Test
  void aPairLosesAndDoublesNothingUnderTorture() throws Exception {
    Path json = folder.resolve("torture.json");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int exitCode;
    try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
      exitCode =
          Torture.commandLine(out)
              .execute(
                  "--kills", "15", "--seed", "25", "--clients", "4", "--json", json.toString());
    }
    String printed = bytes.toString(UTF_8);
    assertThat(exitCode).as(printed).isZero();
    assertThat(printed).contains("hot-server, seed 25", "PASSED");
    assertThat(Files.readString(json))
        .startsWith("[{\"clean\":\"true\",\"kills\":")
        .contains("\"lost\":0,\"doubled\":0,\"wrong\":0,\"unknown\":0,\"failed\":0");
    Matcher pair = Pattern.compile("The pair is in (\\S+)\\.\n").matcher(printed);
    assertThat(pair.find()).as(printed).isTrue();
    assertThat(Path.of(pair.group(1))).doesNotExist();
    assertThat(ProcessHandle.current().descendants()).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void aModeThatThereIsNotIsRefused() {
    StringWriter told = new StringWriter();
    int exitCode =
        Torture.commandLine(System.out)
            .setErr(new PrintWriter(told, true))
            .execute("--mode", "tepid");
    assertThat(exitCode).isEqualTo(2);
    assertThat(told.toString()).contains("There is no mode 'tepid'");
  }
}

package dev.understudy.example.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Promises 1, 2 and 6, with real processes that die. The long run is {@link KillRig}'s main. */
class KillRigTest {

  @Test
  void losesAndDoublesNothingWhenPrimariesDie() {
    assertThat(run("--victim", "PRIMARY", "--kills", "3", "--threads", "8"))
        .contains("PASSED")
        .contains("3 kills")
        .contains("takeover");
  }

  @Test
  void feelsNoMoreThanADelayWhenStandbysDie() {
    assertThat(run("--victim", "STANDBY", "--kills", "2", "--threads", "8"))
        .contains("PASSED")
        .contains("2 kills");
  }

  private static String run(String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int exitCode =
        new CommandLine(new KillRig(new PrintStream(output, true, StandardCharsets.UTF_8)))
            .execute(arguments);
    String text = output.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).as(text).isZero();
    Matcher folder = Pattern.compile("are in (.*)\\.\n").matcher(text);
    assertThat(folder.find()).isTrue();
    assertThat(Files.exists(Path.of(folder.group(1)))).as("the folder is deleted").isFalse();
    return text;
  }
}

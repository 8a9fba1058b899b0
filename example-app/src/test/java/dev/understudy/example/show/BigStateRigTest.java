package dev.understudy.example.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A short run of the rig; the long one is {@link BigStateRig}'s main. */
class BigStateRigTest {

  @Test
  void nothingIsLostWhileTheStateIsBig() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int exitCode =
        new CommandLine(new BigStateRig(new PrintStream(output, true, StandardCharsets.UTF_8)))
            .execute(
                "--megabytes", "10",
                "--objects", "100000",
                "--threads", "4",
                "--heap", "256m",
                "--snapshot-every", "4MiB",
                "--quiet-seconds", "1");
    String text = output.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).as(text).isZero();
    assertThat(text)
        .contains("quiet", "standby joins", "snapshot", "takeover", "PASSED", "2 snapshots");
  }
}

package dev.understudy.runtime.launch.children;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignalsTest {

  @TempDir private Path temporary;

  private Process process;

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  // Whoever runs this test may ignore signals, as nohup does, and a child would inherit that.
  private static final List<String> DEFAULT_SIGNALS = defaultSignals();

  private static List<String> defaultSignals() {
    List<String> prefix = List.of("env", "--default-signal=HUP,INT,TERM");
    try {
      List<String> trial = new ArrayList<>(prefix);
      trial.add("true");
      return new ProcessBuilder(trial).start().waitFor() == 0 ? prefix : List.of();
    } catch (IOException e) {
      return List.of(); // Not every system's env can do that.
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void start(String... flags) throws IOException {
    List<String> command = new ArrayList<>(DEFAULT_SIGNALS);
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of(flags));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), SignalProbe.class.getName()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output().toFile())
            .start();
    awaitOutput("ready");
  }

  private Path output() {
    return temporary.resolve("output");
  }

  private void awaitOutput(String text) {
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(output()).contains(text));
  }

  private void send(String signal) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  @Test
  void signalsAskAndDoNotExit() throws Exception {
    start();
    send("HUP");
    awaitOutput("asked by SIGHUP (the terminal is gone)");
    send("INT");
    awaitOutput("asked by SIGINT (Ctrl-C)");
    assertThat(process.isAlive()).isTrue();
    send("TERM");
    awaitOutput("asked by SIGTERM");
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void whatCannotBeHandledIsSaid() throws Exception {
    start("-Xrs");
    assertThat(Files.readString(output()))
        .contains("SIGTERM kills this process instead of stopping the pair: ");
    send("TERM");
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + 15);
  }
}

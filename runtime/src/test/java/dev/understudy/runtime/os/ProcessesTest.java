package dev.understudy.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessesTest {

  @Test
  void thisProcessIsAliveAndTheSameEveryTime() {
    ProcessIdentity self = Processes.self();
    assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(self.startTicks()).isPositive();
    assertThat(self.isAlive()).isTrue();
    assertThat(Processes.of(self.pid())).contains(self);
  }

  @Test
  void noProcessHasTheseNumbers() {
    assertThat(Processes.of(0)).isEmpty();
    assertThat(Processes.of(-1)).isEmpty();
    assertThat(Processes.of(Integer.MAX_VALUE)).isEmpty();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aKilledProcessIsDead() throws IOException {
    Process process = new ProcessBuilder("sleep", "60").start();
    ProcessIdentity identity = Processes.of(process.pid()).orElseThrow();
    assertThat(identity.isAlive()).isTrue();
    assertThat(identity.kill()).isTrue();
    await().until(() -> !identity.isAlive());
    await().until(() -> !process.isAlive());
    assertThat(process.exitValue()).isEqualTo(128 + 9);
    assertThat(identity.kill()).isFalse();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aLaterProcessOfTheSameNumberIsNotKilled() throws IOException {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      long ticks = Processes.of(process.pid()).orElseThrow().startTicks();
      ProcessIdentity earlier = new ProcessIdentity(process.pid(), ticks - 1);
      assertThat(earlier.isAlive()).isFalse();
      assertThat(earlier.kill()).isFalse();
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  // The shell starts a child that ends, and then becomes a program that never waits for it.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aZombieIsDead() throws IOException {
    Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
    try {
      long pid = Long.parseLong(parent.inputReader().readLine());
      ProcessIdentity child = Processes.of(pid).orElseThrow();
      // A shell that has not become that program yet would still wait for its child.
      await().until(() -> statOf(parent.pid()).contains("(sleep)"));
      assertThat(child.kill()).isTrue();
      await().until(() -> statOf(pid).contains(") Z "));
      assertThat(child.isAlive()).isFalse();
      assertThat(Processes.of(pid)).isEmpty();
    } finally {
      parent.destroyForcibly();
    }
  }

  private static String statOf(long pid) throws IOException {
    return Files.readString(Path.of("/proc/" + pid + "/stat"));
  }

  /** By its environment, a file of arguments, or its command line. */
  @ParameterizedTest
  @ValueSource(strings = {"environment", "file", "command line"})
  @EnabledOnOs(OS.LINUX)
  void aDebuggerIsSeenHoweverItWasAskedFor(String how, @TempDir Path root) throws IOException {
    String flag = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0";
    Path file = Files.writeString(root.resolve("arguments"), '"' + flag + '"');
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
            switch (how) {
              case "file" -> List.of(java, "@" + file, "-version");
              case "environment" -> List.of(java, "-version");
              default -> List.of(java, flag, "-version");
            });
    if (how.equals("environment")) {
      builder.environment().put("JAVA_TOOL_OPTIONS", flag);
    }
    Process process = builder.redirectErrorStream(true).start();
    try {
      ProcessIdentity debugged = Processes.of(process.pid()).orElseThrow();
      await().atMost(Duration.ofSeconds(30)).until(() -> Processes.isDebugged(debugged));
      assertThat(Processes.isDebugged(Processes.self())).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aNameWithParenthesesAndSpacesDoesNotDeceive() {
    String stat =
        "4711 (a) Z 1 (b) S 1 4711 4711 0 -1 4194560 1 0 0 0 1 2 3 4 20 0 1 0 987654 7 8 9";
    assertThat(Processes.parseStartTicks(stat)).contains(987654L);
    assertThat(Processes.parseStartTicks(stat.replace(") S ", ") Z "))).isEmpty();
    assertThat(Processes.parseStartTicks("")).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessLeavesItsSessionAndLowersItsPriority(@TempDir Path root) throws IOException {
    try (HolderProcess other = HolderProcess.start(root)) {
      assertThat(other.answer()).isEqualTo("true");
      long pid = other.process().pid();
      assertThat(field(pid, 6)).isNotEqualTo(pid);
      assertThat(other.order("session")).isEqualTo("true");
      assertThat(field(pid, 6)).isEqualTo(pid);
      assertThat(other.order("session")).isEqualTo("true");
      assertThat(other.order("nice")).isEqualTo("true");
      assertThat(field(pid, 19)).isEqualTo(7);
    }
  }

  private static long field(long pid, int number) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[number - 3]);
  }
}
